import Locks
import SQLite
import Storage
import TestKit
import Testing

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

/// Holds the writer until `count` calls of `body` stand in line in order, so that they become one group. Each of them waits for
/// nothing before it does.
///
/// `whileFull` runs while they stand there. Answers the error of each, and how long the line then was.
func together(
    _ count: Int, on engine: SQLiteEngine, whileFull: @Sendable () async throws -> Void = {},
    _ body: @escaping @Sendable (Int64) async throws -> Void
) async throws -> (outcomes: [(any Error)?], waiting: Int) {
    let entered = Moment()
    let door = Door()
    let lane = Lane()
    let blocker = Task {
        defer { entered.reach() }
        try await engine.database(for: .local).transact { _ in
            entered.reach()
            door.pass()
        }
    }
    await entered.reached()
    var calls: [Task<Void, any Error>] = []
    for id in 0..<Int64(count) {
        calls.append(await lane.start { try await body(id) })
        #expect(engine.waitingTransactions == calls.count)
    }
    try await whileFull()
    let waiting = engine.waitingTransactions
    door.open()
    try await blocker.value
    var outcomes: [(any Error)?] = []
    for call in calls {
        switch await call.result {
        case .success: outcomes.append(nil)
        case .failure(let error): outcomes.append(error)
        }
    }
    return (outcomes, waiting)
}
