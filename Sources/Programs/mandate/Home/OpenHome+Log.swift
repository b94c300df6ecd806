import Engine
import Files
import Home
import TransparencyLog

extension OpenHome {
    /// The keeper of this home's log.
    var keeper: LogKeeper { LogKeeper(store: store, surroundings: surroundings) }

    /// Signs the log as it is now and puts the note into the home's folder, from where it can be copied elsewhere.
    @discardableResult
    func keepCheckpoint() async throws -> SignedNote {
        let note = try await keeper.checkpoint(key: try HomeKeys(folder.paths).log())
        try DurableFile.replace(folder.paths.checkpoints + "/latest", with: Array(note.description.utf8))
        return note
    }
}
