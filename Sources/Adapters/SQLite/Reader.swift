import Storage

/// One read-only connection on its own thread; each closure sees one consistent view.
final class Reader {
    private let connection: Connection
    private let session: Session
    private let queue: WorkQueue

    init(_ settings: SQLiteSettings, _ queue: WorkQueue) throws(StorageError) {
        self.queue = queue
        connection = try Connection(settings, as: .reader)
        session = Session(connection, memory: nil)
    }

    /// Works until the queue ends.
    func serve() {
        while let taken = queue.next(atMost: 1) {
            for work in taken { perform(work) }
        }
    }

    private func perform(_ work: Work) {
        do {
            try connection.run(.begin)
        } catch {
            return work.finish(error)
        }
        var failure: (any Error)?
        do {
            try session.lend(to: work)
        } catch {
            failure = error
        }
        do {
            if !connection.isOutsideTransaction { try connection.run(.commit) }
        } catch {
            failure = failure ?? error
        }
        work.finish(failure)
    }
}
