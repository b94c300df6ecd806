import Foundation
import SQLite
import Storage
import StorageWriter

/// A store in a directory of its own that goes when the test is over.
final class TestStore: Sendable {
    let directory: String

    /// In memory where the system offers that: what a disk does to it is the business of `FaultWorld`.
    init() throws {
        let memory = "/dev/shm"
        let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        directory = place + "/mandate-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    var path: String { directory + "/store.sqlite" }

    var settings: SQLiteSettings { SQLiteSettings(path: path) }

    func open(_ change: (inout SQLiteSettings) -> Void = { _ in }) async throws -> SQLiteEngine {
        var settings = settings
        change(&settings)
        return try await SQLiteEngine.open(settings, migrations: Notes.migrations)
    }
}

/// Thrown by tests inside a closure.
struct Refused: Error, Equatable {}
