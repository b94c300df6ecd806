public import Vocabulary

/// What holds for every agent of an organisation; a charter can only be stricter.
public struct Organisation: Hashable, Sendable {
    /// The organisation's name.
    public var name: AgentName
    /// The limits that hold beside each charter's own.
    public var constraints: Charter.Constraints
    /// What no agent may do.
    public var prohibitions: [Charter.Prohibition]
    /// Who answers for them.
    public var owner: Charter.Ownership
}
