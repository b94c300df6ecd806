import Schemas
public import Vocabulary

/// The tools that exist, with their schemas compiled; what is not here is not a tool.
public struct ToolBook: Sendable {
    private let schemas: [ToolName: Schema]
    /// Every tool, by name.
    public let tools: [ToolName: Tool]

    /// Compiles the schemas of tools.
    /// - Throws: what `Schema` throws where one is not JSON Schema 2020-12.
    public init(_ tools: [Tool]) throws {
        self.tools = Dictionary(tools.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        schemas = try self.tools.mapValues { try Schema(compiling: $0.arguments) }
    }

    /// Whether a tool exists.
    public func knows(_ tool: ToolName) -> Bool { schemas[tool] != nil }

    /// What the tool's schema has to say against arguments; nil where it accepts them.
    func problem(with arguments: JSON, of tool: ToolName) -> String? {
        guard let schema = schemas[tool] else { return "`\(tool)` is not a known tool" }
        return schema.validate(arguments).first.map { "the arguments of `\(tool)` do not fit: \($0)" }
    }

    /// Questions that every agent may ask, whatever its charter lists: they change nothing (R127).
    static func isOpenToAll(_ tool: ToolName) -> Bool {
        tool == .budgetLeft || tool == .checkRule || tool == .escalate
    }
}
