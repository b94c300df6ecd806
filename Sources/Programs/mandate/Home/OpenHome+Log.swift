import Engine
import Files
import Home
import TransparencyLog

extension OpenHome {
    /// The keeper of this home's log.
    var keeper: LogKeeper { LogKeeper(store: store, surroundings: surroundings) }

    /// Records the first instant of a home that was just made and begins its log under its first key; also of one whose
    /// `init` was cut short.
    func beginIfNew() async throws {
        guard try await store.read({ view in try view.logSize() }) == 0 else { return }
        let start = folder.settings.madeAt
        try await store.write { view in try view.recordInstant(start) }
        try await keeper.begin(origin: folder.settings.logOrigin, key: try HomeKeys(folder.paths).log())
    }

    /// Signs the log as it is now and puts the note into the home's folder, from where it can be copied elsewhere.
    @discardableResult
    func keepCheckpoint() async throws -> SignedNote {
        let key = try HomeKeys(folder.paths).log()
        var patience = 20
        var signed: SignedNote?
        while signed == nil {
            do { signed = try await keeper.checkpoint(key: key) } catch EngineError.conflict(let why) {
                // Another process signed at the same moment; ours then signs on from there.
                guard patience > 0 else { throw EngineError.conflict(why) }
                patience -= 1
            }
        }
        guard let note = signed else { throw EngineError.conflict("the log could not be signed; try again") }
        try DurableFile.replace(folder.paths.checkpoints + "/latest", with: Array(note.description.utf8))
        return note
    }
}
