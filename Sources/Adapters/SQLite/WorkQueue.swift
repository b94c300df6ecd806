import Locks
import Storage

/// The bounded line before an engine's thread: first come, first served.
///
/// When it is full a caller waits outside, looking again with growing pauses, until its turn or the limit, then `busy`.
final class WorkQueue: Sendable {
    private struct State {
        var waiting: [Work] = []
        var ended: StorageError?
    }

    private enum Admission {
        case accepted
        case full
        case refused(any Error)
    }

    private struct Full: Error {}

    private let state = Lock(State())
    private let limit: Int
    private let crowdedWait: Duration

    init(_ settings: SQLiteSettings) {
        limit = settings.queueLimit
        crowdedWait = settings.crowdedWait
    }

    // MARK: The callers' side

    /// Has `body` run on the engine's thread and waits for its value.
    func submit<Value: Sendable>(
        for organisation: OrganisationKey, _ body: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        var pause = Duration.microseconds(500)
        var givenUp: ContinuousClock.Instant?
        while true {
            do {
                return try await offer(Call(organisation, body))
            } catch is Full {
                let now = ContinuousClock.now
                let limit = givenUp ?? now + crowdedWait
                givenUp = limit
                guard now < limit else { throw crowded }
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(20))
            }
        }
    }

    private var crowded: StorageError {
        StorageError(
            .busy, .retry, "\(limit) transactions are waiting already and none came free in \(crowdedWait); do it again"
        )
    }

    private func offer<Value: Sendable>(_ call: Call<Value>) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                call.answer(to: caller)
                switch admit(call) {
                case .accepted: state.wake()
                case .full: call.finish(Full())
                case .refused(let error): call.finish(error)
                }
            }
        } onCancel: {
            if withdraw(call) { call.finish(CancellationError()) }
        }
    }

    private func admit(_ work: Work) -> Admission {
        state.withLock { state in
            if work.stage == .cancelled { return .refused(CancellationError()) }
            if let ended = state.ended { return .refused(ended) }
            if state.waiting.count >= limit { return .full }
            work.stage = .waiting
            state.waiting.append(work)
            return .accepted
        }
    }

    /// Takes cancelled work out of the line; `false` when it is not in it.
    private func withdraw(_ work: Work) -> Bool {
        state.withLock { state in
            let wasWaiting = work.stage == .waiting
            if wasWaiting { state.waiting.removeAll { $0 === work } }
            if work.stage != .begun { work.stage = .cancelled }
            return wasWaiting
        }
    }

    // MARK: The engine's side

    /// Takes what is waiting, at most `count`, and waits while there is nothing; `nil` once the line has ended.
    func next(atMost count: Int) -> [Work]? {
        state.wait { state -> [Work]?? in
            if state.waiting.isEmpty { return state.ended == nil ? nil : .some(nil) }
            let taken: [Work]
            if state.waiting.count <= count {
                taken = state.waiting
                state.waiting.removeAll(keepingCapacity: true)
            } else {
                taken = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(count)
            }
            for work in taken { work.stage = .begun }
            return taken
        }
    }

    /// Ends the line: what is in it is still done, what comes later is answered `closed`.
    func close() {
        state.withLock { $0.ended = $0.ended ?? .closed }
        state.wakeAll()
    }

    /// Ends the line at once: what is in it, and what comes later, is answered with `reason`.
    func stop(_ reason: StorageError) {
        let refused = state.withLock { state in
            let refused = state.waiting
            state.waiting = []
            state.ended = reason
            for work in refused { work.stage = .begun }
            return refused
        }
        state.wakeAll()
        for work in refused { work.finish(reason) }
    }

    /// How many stand in line.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Whether nothing more is let in.
    var isEnded: Bool { state.withLock { $0.ended != nil } }

    /// Why the line was stopped, unless it was closed in good order or is open.
    var trouble: StorageError? {
        state.withLock { state in state.ended.flatMap { $0 == .closed ? nil : $0 } }
    }
}
