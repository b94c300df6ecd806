/// The right to one attempt of one action. Only the gate makes one, after its claim is durable; `carryOut` consumes it.
///
/// It cannot be copied, stored or sent through a queue that outlives the call, so an ungoverned effect does not compile.
public struct Permit: ~Copyable, Sendable {
    /// What may be attempted.
    public let action: Action
    /// Which attempt this is, from 1.
    public let attempt: Int

    init(action: Action, attempt: Int) {
        self.action = action
        self.attempt = attempt
    }
}
