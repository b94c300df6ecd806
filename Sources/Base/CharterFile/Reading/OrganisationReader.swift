public import Vocabulary

/// Reads the bytes of an organisation's file: `organisation`, `constraints`, `never`, `metrics`, `owner`, in the shape of a
/// charter.
public struct OrganisationReader: Sendable {
    private let context: CharterContext

    /// A reader for a context.
    public init(_ context: CharterContext = CharterContext()) { self.context = context }

    /// Whether a file is an organisation's and not a charter, by its first keys; one that is neither, or no YAML, is not.
    public static func isMeant(by bytes: [UInt8]) -> Bool {
        var findings = Findings(file: "")
        let root = YAMLReader.read(bytes, into: &findings)
        return root?["organisation"] != nil && root?["charter"] == nil
    }

    /// The organisation, and everything there is to say about the file; nil exactly when a finding is an error.
    public func read(
        _ bytes: [UInt8], fileName: String
    ) -> (organisation: Organisation?, findings: [CharterFinding]) {
        var findings = Findings(file: fileName)
        guard let root = YAMLReader.read(bytes, into: &findings) else { return (nil, findings.sorted) }
        var shape = ShapeCheck(FixValues(root, context), findings: findings)
        shape.check(root, CharterShape.organisation)
        var reader = DraftReader(root)
        let never = reader.all(root["never"], "organisation.never", DraftReader.prohibition)
        let metrics = reader.all(root["metrics"], "organisation.metrics", DraftReader.metric)
        var checks = Checks(reader.draft, context, shape.findings)
        checks.checkMetrics()
        checks.checkConstraints()
        checks.checkCaps()
        checks.checkCounts()
        checks.checkConditions()
        checks.checkToolNames()
        checks.checkScopes()
        checks.checkRepeats()
        checks.checkTimes()
        checks.checkOwner()
        let draft = reader.draft
        guard !checks.findings.hasErrors, draft.isComplete,
            let name = root.text("organisation").flatMap({ AgentName($0) }),
            let constraints = draft.constraints, let owner = draft.owner
        else { return (nil, checks.findings.sorted) }
        let organisation = Organisation(
            name: name, constraints: constraints.ofOrganisation, prohibitions: never, owner: owner, metrics: metrics)
        return (organisation, checks.findings.sorted)
    }
}

extension Charter.Constraints {
    /// The same limits under keys that say whose they are.
    fileprivate var ofOrganisation: Charter.Constraints {
        func renamed(_ clause: Charter.Clause) -> Charter.Clause {
            Charter.Clause("organisation.\(clause.key)", at: clause.position)
        }
        var copy = self
        for index in copy.money.indices { copy.money[index].clause = renamed(money[index].clause) }
        for index in copy.change.indices { copy.change[index].clause = renamed(change[index].clause) }
        for index in copy.touches.indices { copy.touches[index].clause = renamed(touches[index].clause) }
        for index in copy.evidence.indices { copy.evidence[index].clause = renamed(evidence[index].clause) }
        return copy
    }
}
