public import Engine
import Files
import Glibc
public import Vocabulary

/// The doors of a home as files. `effects-allowed` of a scope is there while effects may go; `halt` renames it, which works on a
/// full disk and without a key. A file `HALT` that somebody makes by hand closes every door.
public struct HomeDoors: Doors {
    let paths: HomePaths
    private let shutBecause: String?

    /// The doors of a home. A process that `halt` could not find goes through none of them: it says why in `shutBecause`.
    public init(_ paths: HomePaths, shutBecause: String? = nil) {
        self.paths = paths
        self.shutBecause = shutBecause
    }

    /// Why nothing may go, in words; a door that is not there is closed.
    public func closed(for agent: AgentName) -> String? {
        if let shutBecause { return shutBecause }
        if FolderFiles.exists(paths.root + "/HALT") {
            return "everything is halted by the file `\(paths.root)/HALT`; remove it to go on"
        }
        guard isOpen(HomeDoors.everything) else { return "everything is halted; run `mandate unhalt`" }
        guard isOpen(agent.text) else {
            return isKnown(agent.text)
                ? "`\(agent)` is halted; run `mandate unhalt \(agent)`"
                : "the door of `\(agent)` is missing, which counts as halted; `mandate unhalt \(agent)` makes it anew"
        }
        return nil
    }

    /// Holds the doors open from here to the last byte: `halt` waits for shared holders.
    public func enter(for agent: AgentName) -> (any DoorPass)? {
        do throws(FileError) {
            let lock = try FileLock(lockFile)
            // A halt of another scope holds the lock for a moment.
            var patience = 100
            while try !lock.take(.shared) {
                guard patience > 0, closed(for: agent) == nil else { return nil }
                patience -= 1
                usleep(1_000)
            }
            // Looked at under the lock: a halt that renamed first is seen, one that comes later waits.
            guard closed(for: agent) == nil else {
                try lock.release()
                return nil
            }
            return Pass(lock: lock)
        } catch { return nil }
    }

    /// The scope that stands for everything.
    public static let everything = AgentName.everything

    /// Makes a scope's door, open.
    func make(_ scope: String) throws(HomeError) {
        guard !isKnown(scope) else { return }
        try FolderFiles.makeFolder(paths.doors)
        try FolderFiles.write(file(scope), [])
    }

    /// - Throws: `HomeError` `missing` for an agent that has no door, so that a misspelt halt does not look like one.
    public func check(_ scope: String) throws(HomeError) {
        guard isKnown(scope) || scope == HomeDoors.everything else {
            throw HomeError(.missing, "there is no agent `\(scope)`, and nothing was halted; `mandate halt` stops all")
        }
    }

    /// Closes a scope's door. True where it was open.
    /// - Throws: `HomeError` `missing` for an agent that has no door.
    public func close(_ scope: String) throws(HomeError) -> Bool {
        try check(scope)
        // Two halts may close it at the same moment: who comes second finds it closed.
        guard FolderFiles.exists(file(scope)) else { return false }
        do throws(HomeError) { try FolderFiles.rename(file(scope), to: closedFile(scope)) } catch {
            guard FolderFiles.exists(file(scope)) else { return false }
            throw error
        }
        return true
    }

    /// Makes what was closed or opened survive a power cut; not waited for before everybody on the way is stopped.
    func makeDurable() throws(HomeError) {
        do throws(FileError) { try DurableFile.syncDirectory(of: lockFile) } catch {
            throw HomeError(.system, "\(error)")
        }
    }

    /// Opens a scope's door again, or makes it where it is missing: that there is such an agent, and that who asks may open its
    /// door, is checked by who calls this. True where it was not open.
    public func open(_ scope: String) throws(HomeError) -> Bool {
        guard !isOpen(scope) else { return false }
        if isKnown(scope) {
            do throws(HomeError) { try FolderFiles.rename(closedFile(scope), to: file(scope)) } catch {
                throw HomeError(.system, "\(error); it stays halted until `\(paths.root)` can be written")
            }
        } else {
            try make(scope)
        }
        try makeDurable()
        return true
    }

    /// Whether effects may go through a scope's door, hands aside.
    public func isOpen(_ scope: String) -> Bool { FolderFiles.exists(file(scope)) }

    /// Whether somebody closed every door by hand.
    public var isHaltedByHand: Bool { FolderFiles.exists(paths.root + "/HALT") }

    /// The lock that every dispatcher holds shared, and that halt takes exclusively.
    public var lockFile: String { paths.doors + "/on-the-way" }

    /// Whether a scope has a door, open or closed; one that is missing counts as closed.
    public func isKnown(_ scope: String) -> Bool { isOpen(scope) || FolderFiles.exists(closedFile(scope)) }
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
