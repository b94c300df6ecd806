public import Engine
import Files
import Glibc
public import Vocabulary

/// The doors of a home as files. `effects-allowed` of a scope is there while effects may go; `halt` renames it, which works on a
/// full disk and without a key. A file `HALT` that somebody makes by hand closes every door.
public struct HomeDoors: Doors {
    let paths: HomePaths

    /// The doors of a home.
    public init(_ paths: HomePaths) { self.paths = paths }

    /// Why nothing may go, in words; a door that is not there is closed.
    public func closed(for agent: AgentName) -> String? {
        if FolderFiles.exists(paths.root + "/HALT") {
            return "everything is halted by the file `\(paths.root)/HALT`; remove it to go on"
        }
        for scope in [HomeDoors.everything, agent.text] {
            guard FolderFiles.exists(file(scope)) || scope != HomeDoors.everything && !isKnown(scope) else {
                return scope == HomeDoors.everything
                    ? "everything is halted; run `mandate unhalt`"
                    : "`\(agent)` is halted; run `mandate unhalt \(agent)`"
            }
        }
        return nil
    }

    /// Holds the doors open from here to the last byte: `halt` waits for shared holders.
    public func enter(for agent: AgentName) -> (any DoorPass)? {
        do throws(FileError) {
            let lock = try FileLock(lockFile)
            guard try lock.take(.shared) else { return nil }
            // Looked at under the lock: a halt that renamed first is seen, one that comes later waits.
            guard closed(for: agent) == nil else {
                try lock.release()
                return nil
            }
            return Pass(lock: lock)
        } catch { return nil }
    }

    /// The scope that stands for everything.
    public static let everything = "effects"

    /// Makes a scope's door, open.
    func make(_ scope: String) throws(HomeError) {
        guard !isKnown(scope) else { return }
        try FolderFiles.write(file(scope), [])
    }

    /// Closes a scope's door. True where it was open.
    public func close(_ scope: String) throws(HomeError) -> Bool {
        guard FolderFiles.exists(file(scope)) else { return false }
        try FolderFiles.rename(file(scope), to: closedFile(scope))
        return true
    }

    /// Opens a scope's door again. True where it was closed.
    public func open(_ scope: String) throws(HomeError) -> Bool {
        guard FolderFiles.exists(closedFile(scope)) else { return false }
        try FolderFiles.rename(closedFile(scope), to: file(scope))
        return true
    }

    /// The lock that every dispatcher holds shared, and that halt takes exclusively.
    public var lockFile: String { paths.doors + "/on-the-way" }

    private func isKnown(_ scope: String) -> Bool {
        FolderFiles.exists(file(scope)) || FolderFiles.exists(closedFile(scope))
    }
    private func file(_ scope: String) -> String { paths.doors + "/\(scope)-allowed" }
    private func closedFile(_ scope: String) -> String { paths.doors + "/\(scope)-halted" }

    private struct Pass: DoorPass {
        let lock: FileLock

        /// Gives the lock back; if that fails the lock ends with the process, and halt ends that.
        func leave() {
            do throws(FileError) { try lock.release() } catch { return }
        }
    }
}
