import Storage

/// Where the one writer works. On a full disk there may be none at first: then each group that comes looks whether there is
/// room for one by now, and is answered `full` where there is not.
final class WritersPlace {
    private let settings: SQLiteSettings
    private let queue: WorkQueue
    private let migrations: [Migration]
    private var writer: Writer?

    /// Opens the writer's connection where there is room.
    init(_ settings: SQLiteSettings, _ queue: WorkQueue, migrations: [Migration]) throws {
        self.settings = settings
        self.queue = queue
        self.migrations = migrations
        do { writer = try open() } catch let error as StorageError where error.kind == .full { writer = nil }
    }

    /// Works until the queue ends.
    func serve() {
        if let writer { return writer.serve([]) }
        while let group = queue.next(atMost: settings.groupLimit) {
            do {
                let writer = try open()
                return writer.serve(group)
            } catch {
                for work in group { work.finish(error) }
            }
        }
    }

    private func open() throws -> Writer { try Writer(settings, queue, migrations: migrations) }
}
