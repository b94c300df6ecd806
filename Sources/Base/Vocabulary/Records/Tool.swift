public import Schemas

/// What a tool does to the world.
public enum EffectClass: String, Hashable, Sendable, CaseIterable {
    /// Nothing outside changes.
    case read
    /// Its inverse restores what was.
    case reversible
    /// Nothing restores what was; labelled so before anybody approves it.
    case irreversible
}

/// A typed operation that agents may propose: its arguments, its class, its inverse.
public struct Tool: Sendable {
    /// `<platform class>.<verb>`.
    public let name: ToolName
    /// What it does, in one line.
    public let meaning: String
    /// The JSON Schema 2020-12 of its arguments; additional properties are refused.
    public let arguments: JSON
    /// What it does to the world.
    public let effect: EffectClass
    /// Whether it can make the platform spend more.
    public let spends: Bool
    /// The tool that undoes it, applied to the recorded before-value.
    public let inverse: ToolName?
    /// How long after its effect a read may still miss it.
    public let visibilityLag: Duration

    /// A tool.
    public init(
        name: ToolName, meaning: String, arguments: JSON, effect: EffectClass, spends: Bool, inverse: ToolName?,
        visibilityLag: Duration
    ) {
        self.name = name
        self.meaning = meaning
        self.arguments = arguments
        self.effect = effect
        self.spends = spends
        self.inverse = inverse
        self.visibilityLag = visibilityLag
    }
}
