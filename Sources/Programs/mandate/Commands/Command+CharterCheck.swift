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
            there is one. docs/reference/charter-findings.md explains every finding.
            """,
        arguments: [
            Argument(name: "FILE", summary: "the charter; `-` reads it from standard input", isOptional: true)
        ],
        options: [
            Option(
                name: "against", value: "HOME",
                summary:
                    "say also what this home cannot judge, which caps are exceeded already, and who is not in its team")
        ],
        result: .object(
            .field("against", .texts, "what the home of `--against` cannot judge"),
            .field("findings", .list(.charterFinding), "what it says that it should not"),
            .field("sound", .boolean, "whether it can be applied")),
        examples: [
            Example("charter check Examples/paid-social/charter.yaml", "one line a finding, with a fix"),
            Example("charter check - < charter.yaml", "from standard input"),
            Example("charter check charter.yaml --against ~/home", "what the data of a home cannot judge"),
        ]
    ) { call in
        let file = try CharterInput(call)
        let context = try await CharterInput.context(call.line)
        let (charter, findings) = file.read(context)
        call.output.findings(findings)
        var gaps: [String] = []
        if let charter, let path = call.line.value("against") {
            gaps = try await OpenHome.at(path) { home in
                home.teamGaps(of: charter) + (try await home.engine.gaps(of: charter)).map(\.text)
            }
            for gap in gaps { call.output.line("  \(gap)", .warn) }
        }
        call.output.result([
            "against": gaps.json, "findings": .array(findings.map(\.json)), "sound": .bool(charter != nil),
        ])
        guard charter != nil else { return .failed }
        call.output.line("\(file.name): sound", .good)
        call.output.note("next: mandate charter apply \(file.name)")
        return .ok
    }
}

/// A charter file that a person named.
struct CharterInput {
    let name: String
    let bytes: [UInt8]

    /// The file of a line's first word.
    init(_ call: Invocation) throws(Failure) {
        guard let name = call.line.word(0) else {
            throw Failure(.usage, "`\(call.command.name)` needs FILE, a charter; `-` reads it from standard input")
        }
        self.name = name
        bytes = try InputFile.read(name)
    }

    /// The charter and the findings.
    func read(_ context: CharterContext) -> (Charter?, [CharterFinding]) {
        CharterReader(context).read(bytes, fileName: name == "-" ? "(standard input)" : name)
    }

    /// The charter; its errors are what ends the command.
    func sound(_ call: Invocation, _ context: CharterContext) throws(Failure) -> Charter {
        let (charter, findings) = read(context)
        guard let charter else {
            call.output.findings(findings)
            let errors = findings.count { $0.severity == .error }
            throw Failure(
                .failed,
                "`\(name)` has \(numbered(errors, "error"))"
                    + (call.command.name == "charter apply" ? " and was not applied" : "") + "; put it right first")
        }
        return charter
    }

    /// What charters are read against: the clock of the home that it is checked against, else that of the home, where there is one.
    static func context(_ line: Line) async throws -> CharterContext {
        var context = CharterContext()
        context.isSandbox = true
        let path = try line.value("against") ?? HomeChoice.path(line)
        do throws(HomeError) { _ = try HomeFolder(opening: path) } catch {
            if error.kind == .missing { return context }
            throw error
        }
        context.today = try await OpenHome.at(path) { $0.now.utcDate }
        return context
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
