/// What the reference says of a finding.
struct FindingEntry: Sendable {
    /// How much it matters.
    let severity: CharterFinding.Severity
    /// What it means and why it matters.
    let meaning: String
    /// How it comes about.
    let bad: String
    /// How to put it right.
    let good: String

    init(_ severity: CharterFinding.Severity, _ meaning: String, bad: String, good: String) {
        self.severity = severity
        self.meaning = meaning
        self.bad = bad
        self.good = good
    }

    /// The groups of findings in the order of the reference, each with its codes in order.
    static let groups: [(title: String, entries: [(CharterFinding.Code, FindingEntry)])] = [
        ("File", file),
        ("Structure", structure),
        ("Dimensions", dimensions),
        ("Goal", goal),
        ("Actions", actions),
        ("Constraints", constraints),
        ("Escalation", escalation),
        ("Review", review),
        ("Owner", owner),
        ("Autonomy", autonomy),
    ]

    private static let all = Dictionary(
        groups.flatMap(\.entries), uniquingKeysWith: { first, _ in first })

    /// The entry of a code; a code without one is a mistake in the program that a test finds.
    static func of(_ code: CharterFinding.Code) -> FindingEntry {
        all[code] ?? FindingEntry(.error, code.rawValue, bad: "", good: "")
    }
}

extension CharterFinding.Code {
    /// What the reference says of it.
    var entry: FindingEntry { FindingEntry.of(self) }

    /// Whether it is an error, a warning or advice.
    public var severity: CharterFinding.Severity { entry.severity }
}
