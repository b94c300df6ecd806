import Glibc

/// A small cell that many threads share: one value behind one mutex, with a condition to wait on.
///
/// It stands on a pthread mutex because the thread sanitizer understands that one; it reports correct code on
/// `Synchronization.Mutex` as a race. The value is reached under the mutex alone, so the cell may be shared. Keep what happens inside short: no `await`, no I/O, no second lock.
@safe public final class Lock<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    @usableFromInline var value: Value

    /// A lock that guards `value`, which nobody else may hold from now on.
    public init(_ value: sending Value) {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        self.value = value
        let mutexMade = unsafe pthread_mutex_init(mutex, nil)
        let conditionMade = unsafe pthread_cond_init(condition, nil)
        precondition(mutexMade == 0 && conditionMade == 0, "the system gave no mutex")
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs `body` with the value while no other thread has it; throws what `body` throws.
    ///
    /// Taking the same lock inside `body` stops the thread for ever.
    @inlinable public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        acquire()
        defer { release() }
        return try body(&value)
    }

    /// Waits, without using the processor, until `take` answers something, and returns it.
    ///
    /// `take` runs under the lock, at once and again after each `wake` or `wakeAll`. It blocks the thread, so it
    /// is for threads of one's own, never for a task.
    @inlinable public func wait<Result>(until take: (inout Value) -> sending Result?) -> sending Result {
        acquire()
        defer { release() }
        while true {
            if let result = take(&value) { return result }
            sleep()
        }
    }

    /// Lets one waiting thread look again; call it after a change that can end one `wait`.
    public func wake() {
        unsafe pthread_cond_signal(condition)
    }

    /// Lets every waiting thread look again.
    public func wakeAll() {
        unsafe pthread_cond_broadcast(condition)
    }

    @usableFromInline func acquire() {
        let result = unsafe pthread_mutex_lock(mutex)
        precondition(result == 0, "a mutex could not be taken")
    }

    @usableFromInline func release() {
        let result = unsafe pthread_mutex_unlock(mutex)
        precondition(result == 0, "a mutex could not be given back")
    }

    @usableFromInline func sleep() {
        let result = unsafe pthread_cond_wait(condition, mutex)
        precondition(result == 0, "a condition could not be waited for")
    }
}
