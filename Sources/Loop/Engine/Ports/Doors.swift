public import Vocabulary

/// The doors that `halt` closes: nothing reaches a platform but through an open one.
public protocol Doors: Sendable {
    /// Why nothing may go for an agent now, in words; nil where it may. A door that cannot be read counts as closed.
    func closed(for agent: AgentName) -> String?
    /// Goes through: while the pass is held, `halt` waits. Nil where the door is closed.
    func enter(for agent: AgentName) -> (any DoorPass)?
}

/// The right to be on the way to a platform; `halt` waits for it, or ends its holder.
public protocol DoorPass: Sendable {
    /// Back again: the last byte is sent and read.
    func leave()
}
