import Locks
import SQLite
import Storage

/// A door that a closure on the writer's thread waits at until the test opens it.
final class Door: Sendable {
    private let isOpen = Lock(false)

    func open() {
        isOpen.withLock { $0 = true }
        isOpen.wakeAll()
    }

    func pass() {
        _ = isOpen.wait { $0 ? true : nil }
    }
}

/// Waits until so many transactions stand in line.
func waitFor(_ count: Int, in engine: SQLiteEngine) async throws {
    for _ in 0..<10_000 where engine.waitingTransactions < count { try await Task.sleep(for: .milliseconds(1)) }
}

/// Holds the writer until `count` calls of `body` stand in line in order, so that they become one group.
///
/// `whileFull` runs while they stand there. Answers the error of each, and how long the line then was.
func together(
    _ count: Int, on engine: SQLiteEngine, whileFull: @Sendable () async throws -> Void = {},
    _ body: @escaping @Sendable (Int64) async throws -> Void
) async throws -> (outcomes: [(any Error)?], waiting: Int) {
    let entered = Lock(false)
    let door = Door()
    let blocker = Task {
        try await engine.database(for: .local).transact { _ in
            entered.withLock { $0 = true }
            door.pass()
        }
    }
    while !entered.withLock({ $0 }) { await Task.yield() }
    var calls: [Task<(any Error)?, Never>] = []
    for id in 0..<Int64(count) {
        calls.append(
            Task {
                do {
                    try await body(id)
                    return nil
                } catch {
                    return error
                }
            })
        try await waitFor(Int(id) + 1, in: engine)
    }
    try await whileFull()
    let waiting = engine.waitingTransactions
    door.open()
    try await blocker.value
    var outcomes: [(any Error)?] = []
    for call in calls { outcomes.append(await call.value) }
    return (outcomes, waiting)
}
