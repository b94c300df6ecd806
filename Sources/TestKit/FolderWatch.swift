import Glibc

/// Waits for files of some folders to change, instead of for time to pass.
package final class FolderWatch: Sendable {
    /// The kernel refused, or nothing happened for a minute.
    package struct Lost: Error { package let why: String }

    private let descriptor: Int32

    /// Watches folders that are there; what changes from now on is not missed.
    package init(_ folders: [String]) throws {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw Lost(why: "inotify_init1: \(errno)") }
        let changes = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE)
        for folder in folders {
            let answer = unsafe inotify_add_watch(descriptor, folder, changes)
            guard answer >= 0 else { throw Lost(why: "inotify_add_watch \(folder): \(errno)") }
        }
    }

    deinit { close(descriptor) }

    /// Comes back when something is so, looked at now and after every change. `end` is a descriptor whose end, as that of a
    /// pipe that a process holds, ends the waiting too.
    /// - Returns: whether it is so.
    package func wait(orEndOf end: Int32? = nil, until isSo: () throws -> Bool) throws -> Bool {
        while true {
            if try isSo() { return true }
            // Whoever has ended may have changed something last.
            if try next(end) { return try isSo() }
        }
    }

    /// Waits for the next change; true where `end` came instead.
    private func next(_ end: Int32?) throws -> Bool {
        var waiting = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let end { waiting.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0)) }
        let ready = unsafe poll(&waiting, nfds_t(waiting.count), 60_000)
        if ready < 0, errno == EINTR { return false }
        guard ready > 0 else { throw Lost(why: "nothing happened for a minute") }
        if waiting[0].revents != 0 {
            var events = [UInt8](repeating: 0, count: 4_096)
            _ = unsafe read(descriptor, &events, events.count)
        }
        return waiting.count > 1 && waiting[1].revents != 0
    }
}
