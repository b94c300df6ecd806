import Locks
import Storage

/// The threads of one kind that an engine has running.
final class Crew: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Lock(State())

    /// Starts a thread that opens its station and then serves; returns once it is open, or throws why it is not.
    func start<Station>(
        _ open: @escaping @Sendable () throws -> Station, _ serve: @escaping @Sendable (Station) -> Void
    ) async throws {
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            state.withLock { $0.running += 1 }
            do throws(StorageError) {
                try OwnThread.start { [self] in
                    do {
                        let station = try open()
                        opened.resume()
                        serve(station)
                    } catch {
                        opened.resume(throwing: error)
                    }
                    leave()
                }
            } catch {
                leave()
                opened.resume(throwing: error)
            }
        }
    }

    /// Waits until no thread is left.
    func ended() async {
        await withCheckedContinuation { caller in
            let isOver = state.withLock { state in
                if state.running > 0 { state.waiting.append(caller) }
                return state.running == 0
            }
            if isOver { caller.resume() }
        }
    }

    private func leave() {
        let callers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for caller in callers { caller.resume() }
    }
}
