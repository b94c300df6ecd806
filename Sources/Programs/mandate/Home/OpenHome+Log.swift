import Cryptography
import Engine
import Home
import Storage
import TransparencyLog
import Vocabulary

extension OpenHome {
    /// The keeper of this home's log.
    var keeper: LogKeeper {
        let outside = HomeCheckpoints(folder.paths)
        return LogKeeper(
            store: store, surroundings: surroundings, outside: isRehearsal ? KeptCheckpoints(outside: outside) : outside
        )
    }

    /// The key that signs the log; a rotation that was cut short is finished.
    func logKey() async throws -> SigningKey {
        try HomeKeys(folder.paths).log(current: try await keeper.keys().current.key)
    }

    /// Refuses where the log cannot be signed, for want of its key or since it was changed: what was done would stand without a
    /// checkpoint over it.
    /// - Parameter withRows: whether the store's rows have to be as people signed them, too.
    func checkLog(withRows: Bool = true) async throws {
        let key: VerifyingKey
        do { key = try await logKey().verifyingKey } catch let error as HomeError {
            throw Failure(.failed, "\(error); nothing was done, since the log could not be signed")
        }
        guard try await key == keeper.keys().current.key else {
            throw Failure(
                .failed,
                "`\(folder.paths.logKey)` is not the key that the log names, so nothing was done; put the right one back"
            )
        }
        if let first = try await keeper.damagedOutside(logKey()).first {
            throw Failure(.notVerified, "\(first); nothing was done, and `mandate halt` works meanwhile")
        }
        let (isAsSigned, otherRows): (Bool, [String])
        do { (isAsSigned, otherRows) = try await keeper.standing(staff: team) } catch let error as StorageError
            where error.kind == .notAsSigned
        {
            throw Failure(.notVerified, "\(error.message), so nothing was done; `mandate halt` works meanwhile")
        }
        guard isAsSigned else {
            throw Failure(
                .notVerified,
                "the log is not as it was signed, so nothing was done; `mandate audit verify` names what was changed: restore "
                    + "the home from a backup; `mandate halt` works meanwhile")
        }
        if withRows, let first = otherRows.first {
            try await finishTeamChange()
            throw Failure(
                .notVerified,
                "\(first), so nothing was done; `mandate audit verify` names all that was changed: restore the home from a backup; "
                    + "`mandate halt` and `mandate agent demote` work meanwhile")
        }
    }

    /// Finishes a change of the team that was cut short after it was signed and before `team.yaml` said so. The log vouches for what
    /// was kept of it, or it is none.
    private func finishTeamChange() async throws {
        guard !isRehearsal, let signed = folder.preparedTeam, try await keeper.standing(staff: signed).otherRows.isEmpty
        else {
            return
        }
        try folder.write(signed)
        throw Failure(
            .conflict,
            "a change of the team was signed and cut short before `team.yaml` said so; it says so now, and nothing else was done: "
                + "try again")
    }

    /// Records the first instant of a home that was just made and begins its log under its first key, with the people whom it
    /// begins with; also of one whose `init` was cut short.
    func beginIfNew() async throws {
        let size = try await store.read { view in try view.logSize() }
        guard size <= 1 else { return }
        if size == 0 {
            let start = folder.settings.madeAt
            try await store.write { view in try view.recordInstant(start) }
            try await keeper.begin(origin: folder.settings.logOrigin, key: try HomeKeys(folder.paths).log())
        }
        let owner = try folder.keyHolders(of: team).first { team.roles(of: $0.person).contains(.owner) }
        if let owner { try await engine.beginTeam(by: owner) }
    }

    /// Signs the log as it is now and puts the note into the home's folder, from where it can be copied elsewhere.
    /// Where another process signs at the same time, its note may not cover what we wrote, so ours is tried again.
    @discardableResult
    func keepCheckpoint(triesLeft: Int = 10) async throws -> SignedNote {
        do { return try await keeper.checkpoint(key: try await logKey()) } catch EngineError.conflict(let why) {
            guard triesLeft > 0 else { throw EngineError.conflict(why) }
            return try await keepCheckpoint(triesLeft: triesLeft - 1)
        }
    }
}
