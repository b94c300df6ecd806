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
    /// - Throws: `HomeError` `system` where the home cannot be written; it says what stops the agents without that.
    public func halt(_ scope: String) throws(HomeError) -> Halted {
        let wasOpen: Bool
        do throws(HomeError) { wasOpen = try close(scope) } catch {
            guard error.kind == .system else { throw error }
            throw HomeError(.system, "the halt was not recorded and stops nobody: \(error); \(otherWays)")
        }
        let lock: FileLock
        do throws(FileError) { lock = try FileLock(lockFile) } catch {
            throw HomeError(
                .system, "it is halted, but whether somebody is still on the way cannot be told: \(error); \(otherWays)"
            )
        }
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

    /// What stops the agents of a home that cannot be written.
    private var otherWays: String {
        let again =
            "halt again once `\(paths.root)` can be written, or have a file `\(paths.root)/HALT` made where it can"
        do throws(FileError) {
            let own = try ProcessIdentity.own()
            let others = try Presence.living(in: paths.processes).map(\.process).filter { $0 != own && $0.isRunning }
            guard !others.isEmpty else { return "no process works here now; \(again)" }
            let numbers = others.map { "`\($0.number)`" }.joined(separator: ", ")
            return "end what works here, process \(numbers); \(again)"
        } catch { return "end the processes that work here; \(again)" }
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
