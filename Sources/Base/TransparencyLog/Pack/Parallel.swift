internal import Glibc
internal import Locks

/// The answers of `work` for 0 ..< `count`, computed on up to `threads` threads, of which the caller's is one.
///
/// The threads are the system's own, not those of tasks: the work reads files, and may block. Each takes the next
/// piece when it is done with one, so that a slow core does less.
func inParallel<Answer: Sendable>(
    _ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Answer
) -> [Answer] {
    let next = Lock(0)
    let answers = Lock([Answer?](repeating: nil, count: count))
    let crew = Crew {
        while true {
            let piece = next.withLock { next in
                defer { next += 1 }
                return next
            }
            guard piece < count else { return }
            let answer = work(piece)
            answers.withLock { $0[piece] = answer }
        }
    }
    crew.run(on: min(threads, count))
    return answers.withLock { $0 }.compactMap(\.self)
}

/// Some threads that all do the same and are waited for.
@safe private final class Crew: Sendable {
    private let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }

    /// Works on `count` threads; on fewer where the system has no more to give.
    func run(on count: Int) {
        var threads: [pthread_t] = []
        for _ in 1..<max(count, 1) {
            var thread = pthread_t()
            let kept = unsafe Unmanaged.passRetained(self)
            let started = unsafe pthread_create(
                &thread, nil,
                { argument in
                    guard let argument = unsafe argument else { return nil }
                    unsafe Unmanaged<Crew>.fromOpaque(argument).takeRetainedValue().work()
                    return nil
                }, kept.toOpaque())
            guard started == 0 else {
                unsafe kept.release()
                break
            }
            threads.append(thread)
        }
        work()
        for thread in threads { pthread_join(thread, nil) }
    }
}
