import Files

/// Keeps a home's team as it is: a change of the team is an entry of the log and then a file, and whoever compares the two has to see
/// both or none. Who changes the team holds it alone from before the team is read; everybody else beside others, until the team
/// was compared with the log.
public struct TeamLock: Sendable {
    private let lock: FileLock?

    /// Takes it as soon as nobody is in the way.
    /// - Parameters:
    ///   - alone: whether the team is about to be changed.
    ///   - pause: waits a little; called while somebody is in the way, at most 2,000 times.
    /// - Throws: `HomeError` `conflict` where somebody stays in the way, `system` where a change cannot lock. Where nothing can be
    ///   written, as on a full disk, those who only read go on without.
    public init(_ paths: HomePaths, alone: Bool, pause: () async throws -> Void) async throws {
        let lock: FileLock
        do throws(FileError) { lock = try FileLock(paths.teamLock) } catch {
            guard !alone else { throw HomeError(.system, "\(error)") }
            self.lock = nil
            return
        }
        var patience = 2_000
        while try !TeamLock.take(lock, alone) {
            guard patience > 0 else {
                throw HomeError(.conflict, "the team is being changed by another process for long; try again")
            }
            patience -= 1
            try await pause()
        }
        self.lock = lock
    }

    private static func take(_ lock: FileLock, _ alone: Bool) throws(HomeError) -> Bool {
        do throws(FileError) { return try lock.take(alone ? .exclusive : .shared) } catch {
            throw HomeError(.system, "\(error)")
        }
    }

    /// Gives it back; else it goes with its holder.
    public func release() {
        do throws(FileError) { try lock?.release() } catch { return }
    }
}
