import Glibc
import Storage

/// One read-only connection on its own thread; each closure sees one consistent view.
///
/// On a full disk there may be no room for the index that connections share: then each closure reads with the file to
/// itself, until there is room.
final class Reader {
    private let settings: SQLiteSettings
    private let migrations: [Migration]
    private let queue: WorkQueue
    private var station: (connection: Connection, session: Session)?

    init(_ settings: SQLiteSettings, _ queue: WorkQueue, migrations: [Migration]) throws {
        self.settings = settings
        self.queue = queue
        self.migrations = migrations
        do { station = try open() } catch let error as StorageError where error.kind == .full { station = nil }
    }

    /// Works until the queue ends.
    func serve() {
        while let taken = queue.next(atMost: 1) {
            for work in taken {
                do {
                    let (connection, session) = try place()
                    perform(work, connection, session)
                } catch {
                    work.finish(error)
                }
            }
        }
    }

    /// The connection to read with: the one that is kept, or one for this once.
    private func place() throws -> (Connection, Session) {
        if let station { return station }
        let givenUp = ContinuousClock.now + .milliseconds(Int(settings.lockWaitMilliseconds))
        while true {
            do {
                let opened = try open()
                station = opened
                return opened
            } catch let error as StorageError where error.kind == .full {
                // Busy: somebody has it open with an index that is there by now, or reads alone as well.
                do { return try openAlone() } catch let busy as StorageError where busy.kind == .busy {
                    if ContinuousClock.now > givenUp { throw busy }
                    usleep(1_000)
                }
            }
        }
    }

    private func openAlone() throws -> (Connection, Session) {
        let connection = try Connection(settings, as: .readerAlone)
        try Migrator(connection).demandCurrent(migrations)
        return (connection, Session(connection, memory: nil))
    }

    /// Opens the usual connection and looks into the file with it: only then SQLite makes its index.
    private func open() throws -> (Connection, Session) {
        let connection = try Connection(settings, as: .reader)
        _ = try connection.numbers("SELECT count(*) FROM sqlite_schema")
        return (connection, Session(connection, memory: nil))
    }

    private func perform(_ work: Work, _ connection: Connection, _ session: Session) {
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
