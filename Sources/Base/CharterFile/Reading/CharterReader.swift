public import Vocabulary

/// What a charter is read against: the words it may use and the moment of reading.
public struct CharterContext: Sendable {
    /// The metrics it may name beside its organisation's.
    public var metrics = MetricCatalogue.builtIn
    /// The tools it may name.
    public var tools = ToolRegister.builtIn
    /// The day of reading, for deadlines; nil leaves them unjudged.
    public var today: CalendarDate?
    /// Whether only sandbox connectors are there, where probation may be skipped.
    public var isSandbox = false
    /// Whether the file was applied: it was sound when it was, so that only its shape is looked at, and a finding that is new in
    /// this release makes no charter in force unreadable.
    public var isInForce = false
    /// The organisation's limits; nil where there are none.
    public var organisation: Organisation?

    /// The built-in words, no date, no sandbox, no organisation.
    public init() {}

    /// Every metric it may name.
    public var catalogue: MetricCatalogue { metrics.adding(organisation?.metrics ?? []) }
}

/// Reads the bytes of a charter file.
public struct CharterReader: Sendable {
    private let context: CharterContext

    /// A reader for a context.
    public init(_ context: CharterContext = CharterContext()) { self.context = context }

    /// The charter, and everything there is to say about the file in the file's order. The charter is nil
    /// exactly when one of the findings is an error. Pure: the same bytes and context give the same answer.
    public func read(_ bytes: [UInt8], fileName: String) -> (charter: Charter?, findings: [CharterFinding]) {
        var findings = Findings(file: fileName)
        guard let root = YAMLReader.read(bytes, into: &findings) else { return (nil, findings.sorted) }
        var shape = ShapeCheck(FixValues(root, context), findings: findings)
        shape.check(root, CharterShape.charter)
        let draft = DraftReader(root).draft
        var checks = Checks(draft, context, shape.findings)
        if !context.isInForce { checks.all() }
        guard !checks.findings.hasErrors else { return (nil, checks.findings.sorted) }
        guard let charter = draft.charter else {
            checks.findings.note(
                .badValue, at: .start, "a part of the file could not be read, so it is not used",
                fix: "compare the file with `mandate charter schema`")
            return (nil, checks.findings.sorted)
        }
        return (charter, checks.findings.sorted)
    }
}
