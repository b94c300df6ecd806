import Dispatch

/// Runs tasks on one thread of its own, in order, and says when all of them wait for something else.
package final class Lane: TaskExecutor {
    private let queue = DispatchQueue(label: "lane")

    /// An empty lane.
    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Starts work, and comes back once it has done all that it does before it first waits.
    package func start<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async -> Task<Value, any Error> {
        let task = Task(executorPreference: self) { try await work() }
        // What stands here already are the steps of the task up to its first wait.
        await withCheckedContinuation { waiting in queue.async { waiting.resume() } }
        return task
    }
}
