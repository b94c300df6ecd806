import Engine
import Files
import Home
import TransparencyLog

extension OpenHome {
    /// The keeper of this home's log.
    var keeper: LogKeeper { LogKeeper(store: store, surroundings: surroundings) }

    /// Signs the log as it is now and puts the note into the home's folder, from where it can be copied elsewhere.
    /// Where another process signs at the same time, its note may not cover what we wrote, so ours is tried again.
    @discardableResult
    func keepCheckpoint() async throws -> SignedNote {
        let note = try await sign(triesLeft: 10)
        try DurableFile.replace(folder.paths.checkpoints + "/latest", with: Array(note.description.utf8))
        return note
    }

    private func sign(triesLeft: Int) async throws -> SignedNote {
        do { return try await keeper.checkpoint(key: try HomeKeys(folder.paths).log()) } catch EngineError.conflict(
            let why)
        {
            guard triesLeft > 0 else { throw EngineError.conflict(why) }
            return try await sign(triesLeft: triesLeft - 1)
        }
    }
}
