// Adds notes to a store until it is killed, and prints the number of each one when it was acknowledged.
// Arguments: the store's path, the first number.
import Glibc
import SQLite
import Storage

let arguments = CommandLine.arguments
guard arguments.count == 3, let first = Int64(arguments[2]) else { exit(2) }
var settings = SQLiteSettings(path: arguments[1])
settings.checkpointPages = 50
let engine = try await SQLiteEngine.open(settings, migrations: Notes.migrations)
let database = engine.database(for: .local)

await withTaskGroup(of: Void.self) { group in
    for worker in Int64(0)..<6 {
        group.addTask {
            for step in Int64(0)..<100_000 {
                let id = first + step * 6 + worker
                do {
                    try await database.transact { try Notes.add(id, [UInt8](repeating: 1, count: 200), in: $0) }
                } catch {
                    exit(3)
                }
                let line = Array("\(id)\n".utf8)
                _ = unsafe line.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            }
        }
    }
}
