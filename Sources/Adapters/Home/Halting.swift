public import Files
import Glibc
import Vocabulary

/// What `halt` did.
public struct Halted: Hashable, Sendable {
    /// Whether the door was open before.
    public let wasOpen: Bool
    /// Processes that were on the way to a platform and had to be ended.
    public let ended: [ProcessIdentity]
    /// Whether nobody is on the way any more.
    public let isQuiet: Bool
}

extension HomeDoors {
    /// Closes a door, waits for those on the way for at most 500 ms, then ends them: their locks, still held, prove them alive.
    public func halt(_ scope: String) throws(HomeError) -> Halted {
        let wasOpen = try close(scope)
        let lock: FileLock
        do throws(FileError) { lock = try FileLock(lockFile) } catch { throw HomeError(.system, "\(error)") }
        if try waitFor(lock, milliseconds: 500) {
            try makeDurable()
            return Halted(wasOpen: wasOpen, ended: [], isQuiet: true)
        }
        var ended: [ProcessIdentity] = []
        do throws(FileError) {
            let own = try ProcessIdentity.own()
            for (_, process) in try Presence.living(in: paths.processes) where process != own && process.isRunning {
                if kill(process.number, SIGKILL) == 0 { ended.append(process) }
            }
        } catch { throw HomeError(.system, "\(error)") }
        let isQuiet = try waitFor(lock, milliseconds: 400)
        try makeDurable()
        return Halted(wasOpen: wasOpen, ended: ended, isQuiet: isQuiet)
    }

    private func waitFor(_ lock: FileLock, milliseconds: Int) throws(HomeError) -> Bool {
        for _ in 0...milliseconds / 5 {
            do throws(FileError) {
                if try lock.take(.exclusive) {
                    try lock.release()
                    return true
                }
            } catch { throw HomeError(.system, "\(error)") }
            usleep(5_000)
        }
        return false
    }
}
