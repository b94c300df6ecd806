/// A compiled schema: one reference to share instead of one for every table.
final class SchemaProgram: Sendable {
    let tables: SchemaTables

    init(_ tables: SchemaTables) { self.tables = tables }
}

/// What a compiled schema consists of: flat tables of plain values, so that running it touches no reference
/// counts.
///
/// Nodes refer to each other by number, which also makes recursive schemas ordinary.
struct SchemaTables: Sendable {
    /// One schema or subschema.
    struct Node: Sendable {
        /// The types allowed, see `Types`.
        var types = Types.any
        /// The resource it lies in, for `$dynamicRef`.
        var resource: Int32
        /// Its checks, as a range of `checks`.
        var checks: Range<Int32> = 0..<0
        /// Whether no check leads to other nodes, so that nothing has to be kept for them.
        var isPlain = true
        /// Whether it has to know what its own checks have looked at (`unevaluated…`).
        var tracks = false
    }

    /// The rules for the members of an object.
    struct ObjectRules: Sendable {
        var members: Range<Int32>
        var patterns: Range<Int32>
        /// The node for members no rule names; -1 when there is none.
        var additional: Int32
        /// How many of `members` are required.
        var required: Int32
    }

    /// The rule for one member; `node` is -1 when it is only required.
    struct MemberRule: Sendable {
        let key: Text
        var node: Int32
        var isRequired: Bool
    }

    /// The rule for members whose key matches.
    struct PatternRule: Sendable {
        let pattern: Int32
        let node: Int32
    }

    /// The rules for the items of an array; nodes are -1 when there is none.
    struct ItemRules: Sendable {
        let prefix: Range<Int32>
        let rest: Int32
        let contains: Int32
        let least: Int
        let most: Int
    }

    /// The values of an `enum` or `const`: strings apart from others, and all of them as words for a message.
    struct Choice: Sendable {
        let words: Range<Int32>
        let constants: Range<Int32>
        let shown: String
    }

    /// Text in `texts`, with the signature its tokens have.
    struct Text: Sendable {
        let signature: UInt32
        let start: Int32
        let count: Int32
    }

    /// What holds for an object that has a certain member: others are required, or a schema applies.
    struct Dependency: Sendable {
        let key: Text
        let required: Range<Int32>
        let node: Int32
    }

    var nodes: [Node] = []
    var checks: [SchemaCheck] = []
    var objects: [ObjectRules] = []
    var members: [MemberRule] = []
    var patternRules: [PatternRule] = []
    var items: [ItemRules] = []
    var dependencies: [Dependency] = []
    var lists: [Int32] = []
    var words: [Text] = []
    var choices: [Choice] = []
    var texts: [UInt8] = []
    var constants: [JSON] = []
    var patterns: [Pattern] = []
    /// The steps of the simple patterns, side by side, and for each pattern its own; empty when it is not
    /// simple.
    var steps: [ClassPattern.Step] = []
    var patternSteps: [Range<Int>] = []
    /// For each resource the nodes of its dynamic anchors.
    var dynamicAnchors: [[String: Int32]] = []
    var dynamicNames: [String] = []

    /// Keeps text for comparison with tokens.
    mutating func keep(_ text: String) -> Text {
        let bytes = Array(text.utf8)
        let start = Int32(texts.count)
        texts += bytes
        let signature = JSONEscapes.signature(of: bytes.span, 0, count: bytes.count)
        return Text(signature: signature, start: start, count: Int32(bytes.count))
    }

    /// Keeps a pattern; its number is the answer.
    mutating func keep(_ pattern: Pattern) -> Int32 {
        let start = steps.count
        steps += pattern.steps
        patterns.append(pattern)
        patternSteps.append(start..<steps.count)
        return Int32(patterns.count - 1)
    }

    /// Kept text as a string, for messages.
    func string(_ text: Text) -> String {
        String(decoding: texts[Int(text.start)..<Int(text.start + text.count)], as: UTF8.self)
    }
}

/// The types a node allows: a bit for each kind of token, and one for whole numbers written as `1.0`.
struct Types: OptionSet, Sendable {
    let rawValue: UInt8

    static let any = Types(rawValue: 0xFF)
    static let wholeDoubles = Types(rawValue: 0x80)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ kind: JSONTape.Token.Kind) { rawValue = 1 << kind.rawValue }

    /// The types a name of JSON Schema stands for.
    init?(named name: String) {
        switch name {
        case "null": self.init(.null)
        case "boolean": self.init(.bool)
        case "integer": self = [Types(.integer), .wholeDoubles]
        case "number": self = [Types(.integer), Types(.double)]
        case "string": self.init(.string)
        case "array": self.init(.array)
        case "object": self.init(.object)
        default: return nil
        }
    }

    /// The names for a message: `a string or null`.
    var words: String {
        var words: [String] = []
        if contains(Types(.null)) { words.append("null") }
        if contains(Types(.bool)) { words.append("true or false") }
        if contains(Types(.double)) {
            words.append("a number")
        } else if contains(Types(.integer)) {
            words.append("a whole number")
        }
        if contains(Types(.string)) { words.append("a string") }
        if contains(Types(.array)) { words.append("an array") }
        if contains(Types(.object)) { words.append("an object") }
        return words.joined(separator: " or ")
    }
}
