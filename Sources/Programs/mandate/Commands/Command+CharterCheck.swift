import CharterFile
import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let charterCheck = Command(
        name: "charter check", aliases: ["check"],
        summary: "say what a charter says that it should not, with a fix for each",
        details: """
            Exits 1 where a finding is an error, 0 with warnings only. Deadlines are judged by the clock of the home, where
            there is one, and so are charters by the organisation's limits in force there. The organisation's own file is
            checked likewise. docs/reference/charter-findings.md explains every finding.
            """,
        arguments: [
            Argument(
                name: "FILE", summary: "the charter, or the organisation's file; `-` reads it from standard input",
                isOptional: true)
        ],
        options: [
            Option(
                name: "against", value: "HOME",
                summary:
                    "say also what this home cannot judge, which caps are exceeded already, and who is not in its team"),
            Option(
                name: "under", value: "FILE",
                summary: "under this organisation's file, its limits and its metrics, in place of the one in force"),
        ],
        result: .object(
            .field("against", .texts, "what the home of `--against` cannot judge"),
            .field("findings", .list(.charterFinding), "what it says that it should not"),
            .field("sound", .boolean, "whether it can be applied")),
        examples: [
            Example("charter check Examples/paid-social/charter.yaml", "one line a finding, with a fix"),
            Example("charter check - < charter.yaml", "from standard input"),
            Example("charter check charter.yaml --against ~/home", "what the data of a home cannot judge"),
            Example("charter check charter.yaml --under organisation.yaml", "both from a repository, without a home"),
        ]
    ) { call in
        let file = try CharterInput(call)
        var context = try await CharterInput.context(call.line)
        if let under = call.line.value("under") { context.organisation = try file.organisation(under, call, context) }
        let (isSound, findings, gaps) =
            file.isOrganisation ? try await file.checkOrganisation(call, context) : try await file.check(call, context)
        call.output.findings(findings)
        for gap in gaps { call.output.line("  \(gap)", .warn) }
        call.output.result([
            "against": gaps.json, "findings": .array(findings.map(\.json)), "sound": .bool(isSound),
        ])
        guard isSound else { return .failed }
        let warnings = findings.count { $0.severity == .warning }
        let advice = warnings == 0 ? "" : ", with \(numbered(warnings, "warning")) above"
        call.output.line("\(file.name): sound\(advice)", .good)
        call.output.note("next: mandate charter apply \(file.name)")
        return .ok
    }
}

extension CharterInput {
    /// The organisation's file that a charter is to be checked under.
    fileprivate func organisation(
        _ name: String, _ call: Invocation, _ context: CharterContext
    ) throws(Failure) -> Organisation {
        guard !isOrganisation else {
            throw Failure(.usage, "`\(self.name)` is an organisation's file itself; `--under` is for a charter")
        }
        guard !call.line.has("against") else {
            throw Failure(.usage, "`--under` and `--against` exclude each other: a home has limits of its own")
        }
        return try CharterInput(name: name).soundOrganisation(call, context)
    }

    fileprivate func check(_ call: Invocation, _ context: CharterContext) async throws -> (
        Bool, [CharterFinding], [String]
    ) {
        let (charter, findings) = read(context)
        guard let charter, let path = call.line.value("against") else { return (charter != nil, findings, []) }
        let gaps = try await OpenHome.at(path) { home in
            home.teamGaps(of: charter) + (try await home.engine.gaps(of: try await home.ruling(charter))).map(\.text)
        }
        return (true, findings, gaps)
    }

    fileprivate func checkOrganisation(_ call: Invocation, _ context: CharterContext) async throws -> (
        Bool, [CharterFinding], [String]
    ) {
        let (organisation, findings) = readOrganisation(context)
        // A home that is there anyhow has the charters that it has to stand beside.
        guard let organisation,
            let path = try call.line.value("against") ?? (context.today != nil ? HomeChoice.path(call.line) : nil)
        else { return (organisation != nil, findings, []) }
        return (
            true, findings, try await OpenHome.at(path) { home in try await home.gaps(of: organisation) }
        )
    }
}

extension Output {
    /// Findings as lines, most severe coloured.
    func findings(_ findings: [CharterFinding]) {
        for finding in findings {
            let style: Style? =
                switch finding.severity {
                case .error: .bad
                case .warning: .warn
                case .advice: nil
                }
            line(finding.text, style)
        }
    }
}

extension CharterFinding {
    /// The finding for programs.
    var json: JSON {
        [
            "code": .string(code.rawValue), "column": .integer(Int64(position.column)), "file": .string(file),
            "fix": .string(fix), "line": .integer(Int64(position.line)), "message": .string(message),
            "severity": .string(severity.rawValue),
        ]
    }
}
