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

    /// Decodes a proposal strictly, as the judge will; a refusal says what is wrong with the bytes.
    public func read(_ bytes: [UInt8]) -> Result<ReadProposal, Malformed> {
        guard bytes.count <= Proposal.byteLimit else {
            return .failure(
                Malformed("the proposal has `\(bytes.count)` bytes; at most `\(Proposal.byteLimit)` are read"))
        }
        do {
            let proposal = try Proposal(json: JSON(parsing: bytes))
            guard proposal.canonicalBytes == bytes else {
                return .failure(Malformed("the proposal is not canonical JSON (RFC 8785); write it so"))
            }
            guard knows(proposal.tool) else {
                return .failure(Malformed("`\(proposal.tool)` is not a known tool", .notPermitted))
            }
            if let problem = problem(with: proposal.arguments, of: proposal.tool) {
                return .failure(Malformed(problem))
            }
            let call = try Call(tool: proposal.tool, arguments: proposal.arguments)
            return .success(ReadProposal(proposal: proposal, call: call, bytes: bytes))
        } catch {
            return .failure(Malformed("\(error)"))
        }
    }

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
