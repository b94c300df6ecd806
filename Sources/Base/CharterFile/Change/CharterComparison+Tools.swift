public import Vocabulary

extension CharterComparison {
    /// The tools that may do more under the new version: where a permission widened that tool alone, and where anything else did
    /// by which rulings are made, a cap, a limit, a trigger, every tool of the new charter. Who owns the agent and how often
    /// people look at it is not among them: no rehearsal could show what that changes, and a second person agreed to it.
    public func widenedTools(of charter: Charter) -> Set<ToolName> {
        let tools = Set(charter.actions.permissions.map(\.tool))
        let widening = changes.filter {
            $0.direction == .widening && !$0.path.hasPrefix("owner") && !$0.path.hasPrefix("review")
        }
        let own = widening.map { change in tools.first { change.path.hasPrefix("actions[\($0)]") } }
        return own.contains(nil) ? tools : Set(own.compactMap(\.self))
    }

    /// The tools of a new charter that it allows more than the one in force; what `Engine.apply` asks.
    public static func widenedTools(from old: Charter, to new: Charter) -> Set<ToolName> {
        CharterComparison(from: old, to: new).widenedTools(of: new)
    }
}
