/// The store as the loop sees it: one organisation's rows, changed by whole transactions and read in whole views.
///
/// Work is a synchronous closure that runs on a thread of the engine, never on the shared pool. It may run more
/// than once (a neighbour in its group failed, or a serialisation failure), so it changes nothing in memory and
/// takes its identifiers, time and randomness as captured values. Keep it under 2 ms; long work goes in slices.
public protocol Database: Sendable {
    /// Runs `work` in a transaction and returns its value once it is durable on disk.
    ///
    /// An error thrown by `work` undoes this work alone and is thrown on. `StorageError` says by its remedy
    /// whether the work is certainly undone (`retry`, `giveUp`) or unknown (`reconcile`). A task cancelled before its
    /// turn throws `CancellationError` and has changed nothing; once begun, the work is carried through.
    @discardableResult
    func transact<Value: Sendable>(
        _ work: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value

    /// Runs `work` on one consistent view of everything committed so far; a statement that writes is refused.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value
}
