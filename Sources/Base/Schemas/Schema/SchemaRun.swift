/// One run of a compiled schema over one document.
struct SchemaRun {
    /// A finding before its path is known.
    private struct Note {
        let token: Int
        let keyword: String
        let message: String
    }

    let program: SchemaProgram
    let tape: JSONTape
    var looked: [Looked] = []
    private var notes: [Note] = []
    /// Above 0 inside branches that may fail: nothing is noted and the first failure ends the branch.
    var quiet = 0
    /// The resources entered on the way here, outermost first; only kept for schemas with `$dynamicRef`.
    private(set) var scope: [Int32] = []
    private var depth = 0
    private var steps = 0
    private(set) var isExhausted = false

    private static let noteLimit = 100
    private static let depthLimit = 512
    private static let stepLimit = 2_000_000

    init(_ program: SchemaProgram, _ tape: JSONTape) {
        self.program = program
        self.tape = tape
    }

    mutating func accepts() -> Bool {
        guard !tape.tokens.isEmpty else { return false }
        quiet = 1
        return holds(0, 0) && !isExhausted
    }

    mutating func findings() -> [SchemaFinding] {
        guard !tape.tokens.isEmpty else {
            return [SchemaFinding(path: "", keyword: "type", message: "there is no document; read one first")]
        }
        let passes = holds(0, 0)
        if passes, !isExhausted { return [] }
        if isExhausted {
            quiet = 0
            note(0, "$ref") { _ in
                "the document needs more work than the limit allows; simplify it or its schema"
            }
        }
        return notes.map {
            SchemaFinding(path: tape.path(to: $0.token), keyword: $0.keyword, message: $0.message)
        }
    }

    /// Whether the value at `token` is valid for `node`; `marks` of the caller are not wanted.
    mutating func holds(_ node: Int32, _ token: Int) -> Bool { holds(node, token, .unwanted) }

    /// Whether the value at `token` is valid for `node`; on success adds what was looked at to `marks`.
    mutating func holds(_ node: Int32, _ token: Int, _ marks: Marks) -> Bool {
        let node = program.tables.nodes[Int(node)]
        let hasType = node.types.contains(Types(tape.tokens[token].kind)) || isWholeNumber(token, node.types)
        if !hasType, note(token, node.types) || quiet > 0 { return false }
        if node.isPlain { return checksHold(node.checks, token, .unwanted) && hasType }
        guard enter() else { return false }
        defer { depth -= 1 }
        let entersResource = !program.tables.dynamicNames.isEmpty && scope.last != node.resource
        if entersResource { scope.append(node.resource) }
        defer { if entersResource { scope.removeLast() } }
        let own = marks == .unwanted && !node.tracks ? Marks.unwanted : openMarks()
        let passes = checksHold(node.checks, token, own) && hasType
        if own != .unwanted { closeMarks(into: passes ? marks : .unwanted) }
        return passes
    }

    private mutating func checksHold(_ checks: Range<Int32>, _ token: Int, _ marks: Marks) -> Bool {
        var passes = true
        for index in checks where !check(program.tables.checks[Int(index)], token, marks) {
            passes = false
            if quiet > 0 { break }
        }
        return passes
    }

    /// Work that cannot be finished within the bounds counts as failed, whatever the schema makes of
    /// failures.
    mutating func exhaust() { isExhausted = true }

    private mutating func enter() -> Bool {
        steps += 1
        guard depth < Self.depthLimit, steps < Self.stepLimit, !isExhausted else {
            exhaust()
            return false
        }
        depth += 1
        return true
    }

    /// Notes a finding; always false, so that checks can end with it.
    @discardableResult
    mutating func note(_ token: Int, _ keyword: String, _ message: (SchemaRun) -> String) -> Bool {
        if quiet == 0, notes.count < Self.noteLimit {
            notes.append(Note(token: token, keyword: keyword, message: message(self)))
        }
        return false
    }

    /// Whether `1.0` stands where a whole number is wanted.
    private func isWholeNumber(_ token: Int, _ types: Types) -> Bool {
        types.contains(.wholeDoubles) && tape.tokens[token].kind == .double
            && tape.tokens[token].double.wholeOrHuge
    }

    private mutating func note(_ token: Int, _ types: Types) -> Bool {
        guard !types.isEmpty else { return note(token, "false") { _ in "is not allowed here; remove it" } }
        return note(token, "type") { "is \($0.excerpt(token)); it has to be \(types.words)" }
    }

    /// The value as written, for a message.
    func excerpt(_ token: Int) -> String {
        switch tape.tokens[token].kind {
        case .array: "an array"
        case .object: "an object"
        default: quoted(tape.written(at: token))
        }
    }
}

extension Double {
    /// Whether this is a whole number, of whatever size.
    var wholeOrHuge: Bool { magnitude >= 0x1p53 || wholeNumber != nil }
}
