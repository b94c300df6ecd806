import Storage

/// One closure on its way to an engine's thread, and the caller who waits for it.
///
/// It is handed from the caller to the queue and on to one engine thread; `stage` is read and changed only
/// under the queue's lock, everything else only by whoever holds the work at that time.
class Work: @unchecked Sendable {
    /// How far a piece of work has come.
    enum Stage {
        case made
        case waiting
        case begun
        case cancelled
    }

    let organisation: OrganisationKey
    var stage = Stage.made

    /// Why this work failed while its group went on.
    var failure: (any Error)?

    init(_ organisation: OrganisationKey) {
        self.organisation = organisation
    }

    /// Runs the closure and keeps its value; may be called again after an undo.
    func run(_ session: Session) throws {}

    /// Lets the caller go on, with the kept value or with an error.
    func finish(_ error: (any Error)?) {}
}

/// A closure with a value of a known type; it adds nothing that changes but under the rules of `Work`.
final class Call<Value: Sendable>: Work, @unchecked Sendable {
    private let body: @Sendable (any SQLSession) throws -> Value
    private var value: Value?
    private var caller: CheckedContinuation<Value, any Error>?

    init(_ organisation: OrganisationKey, _ body: @escaping @Sendable (any SQLSession) throws -> Value) {
        self.body = body
        super.init(organisation)
    }

    /// Says who waits; before the work is given to a queue.
    func answer(to caller: CheckedContinuation<Value, any Error>) {
        self.caller = caller
    }

    override func run(_ session: Session) throws {
        value = nil
        value = try body(session)
    }

    override func finish(_ error: (any Error)?) {
        defer { caller = nil }
        if let error {
            caller?.resume(throwing: error)
        } else if let value {
            caller?.resume(returning: value)
        } else {
            preconditionFailure("work was finished before it had run")
        }
    }
}
