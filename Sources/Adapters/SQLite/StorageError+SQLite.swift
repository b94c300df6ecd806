import CSQLite
import Glibc
import Storage

extension StorageError {
    /// What an SQLite result code means for a caller whose transaction has not been committed.
    /// - Parameter system: the operating system's number for it, 0 where it is not known.
    init(sqlite code: Int32, _ detail: String, path: String, system: Int32 = 0) {
        if StorageError.needsNewSpace(code), system == ENOSPC || system == EDQUOT {
            self.init(.full, .retry, "no space is left beside `\(path)`; free some and do it again", code: code)
            return
        }
        switch code & 0xff {
        case SQLITE_FULL:
            self.init(.full, .retry, "no space is left for `\(path)`; free some and do it again", code: code)
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            self.init(.corrupt, .giveUp, "`\(path)` is damaged (\(detail)); restore it from a backup", code: code)
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_NOMEM, SQLITE_INTERRUPT:
            self.init(.busy, .retry, "`\(path)` is in use (\(detail)); do it again", code: code)
        case SQLITE_CONSTRAINT:
            self.init(.constraint, .giveUp, "the rules of the tables refuse it: \(detail)", code: code)
        case SQLITE_IOERR:
            self.init(.io, .retry, "reading or writing `\(path)` failed (\(detail)); look at the disk", code: code)
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_NOLFS:
            self.init(.io, .giveUp, "`\(path)` cannot be used (\(detail)); look at its permissions", code: code)
        default:
            self.init(.statement, .giveUp, "a statement was refused: \(detail)", code: code)
        }
    }

    /// Whether the call that failed makes a file or makes one longer without writing to it: the log, the shared index.
    private static func needsNewSpace(_ code: Int32) -> Bool {
        code & 0xff == SQLITE_CANTOPEN
            || [SQLITE_IOERR | (18 << 8), SQLITE_IOERR | (19 << 8), SQLITE_IOERR | (21 << 8)].contains(code)
    }

    /// The same failure, met while committing: after a failed write or sync nobody knows what is on disk.
    ///
    /// SQLite's own "full" is certain: the frame that says "committed" is the last to be written and has a checksum. A
    /// shared index that cannot grow is not: that is found out after that frame.
    var whileCommitting: StorageError {
        guard kind == .io || kind == .corrupt || kind == .full && code & 0xff != SQLITE_FULL else { return self }
        return StorageError(kind, .reconcile, "\(message); what was being saved may or may not be there", code: code)
    }

    /// Whether writing has to end: after a failed write or sync the kernel may have dropped what it promised to write.
    var stopsWriting: Bool {
        if kind == .corrupt { return true }
        guard code & 0xff == SQLITE_IOERR else { return false }
        let harmless = [SQLITE_IOERR | (1 << 8), SQLITE_IOERR | (2 << 8), SQLITE_IOERR | (12 << 8)]
        return !harmless.contains(code)
    }

    /// What everyone is told who comes after a failure that ended writing.
    var asReasonToStop: StorageError {
        StorageError(
            .closed, .giveUp, "the store has stopped writing: \(message); start again once that is repaired", code: code
        )
    }

    /// The store was closed by its owner.
    static let closed = StorageError(.closed, .giveUp, "the store is closed; open it again")
}
