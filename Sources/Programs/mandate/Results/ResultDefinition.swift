import CharterFile
import Engine
import Governance
import Schemas
import Vocabulary

/// A shape that several results hold, defined once in the document.
struct ResultDefinition: Sendable {
    /// Under what it is defined.
    let name: String
    /// What it is, in one line.
    let title: String
    /// How it looks.
    let shape: ResultShape

    /// All of them.
    static let all = [
        ResultDefinition(name: "error", title: "what ended a command, on standard error", shape: Failure.shape),
        ResultDefinition(
            name: "register-entry", title: "one entry of the action register, docs/reference/action-register.json",
            shape: registerEntry),
        ResultDefinition(name: "finding", title: "what a guardrail said of a proposal", shape: finding),
        ResultDefinition(name: "ruling", title: "what the gate says of a proposal", shape: ruling),
        ResultDefinition(name: "explanation-line", title: "one line of an explanation", shape: explanationLine),
        ResultDefinition(
            name: "charter-finding", title: "what a charter says that it should not", shape: charterFinding),
        ResultDefinition(name: "outlook", title: "what is expected to be measured", shape: outlook),
        ResultDefinition(name: "goal", title: "where a goal stands", shape: goal),
        ResultDefinition(name: "agent", title: "an agent with the stages of its tools", shape: agent),
        ResultDefinition(name: "report", title: "what a platform reports", shape: report),
        ResultDefinition(name: "column", title: "a column of a file, and what it is taken for", shape: column),
        ResultDefinition(name: "refused-row", title: "a row that is not taken", shape: refusedRow),
        ResultDefinition(name: "audit-entry", title: "one entry of the log", shape: auditEntry),
        ResultDefinition(name: "taken-back", title: "what became of taking one action back", shape: takenBack),
    ]
}

extension ResultShape {
    static let registerEntry = defined("register-entry")
    static let finding = defined("finding")
    static let ruling = defined("ruling")
    static let explanationLine = defined("explanation-line")
    static let charterFinding = defined("charter-finding")
    static let outlook = defined("outlook")
    static let goal = defined("goal")
    static let agent = defined("agent")
    static let report = defined("report")
    static let column = defined("column")
    static let refusedRow = defined("refused-row")
    static let auditEntry = defined("audit-entry")
    static let takenBack = defined("taken-back")
}

extension ResultDefinition {
    /// The register's own schema is the one that counts; here it is no document of its own.
    private static var registerEntry: ResultShape {
        var schema = RegisterEntry.schema.objectValue ?? JSONObject()
        schema["$schema"] = nil
        return ResultShape(.object(schema))
    }

    /// The register describes its findings already.
    private static var finding: ResultShape {
        ResultShape(RegisterEntry.schema["properties"]?["findings"]?["items"] ?? false)
    }

    private static let ruling = ResultShape.object(
        .optional("asks", .texts, "whom it asks; absent where it asks nobody"),
        .field(
            "changes",
            .list(
                .object(
                    .field("after", .text, "the value afterwards"), .field("before", .text, "the value before"),
                    .field("entity", .entity, "the object"), .field("field", .text, "what of it changes"))),
            "what would change"),
        .field("findings", .list(.finding), "what the guardrails said, strictest first"),
        .optional("permission", .text, "the place in the charter that permits it; absent where none does"),
        .optional("raise_a_day", .money, "how much more a day may cost; absent where no account is known"),
        .optional(
            "share_of_spend", .money, "spend of the measured days that is moved; absent where no account is known"),
        .field("verdict", .word(Verdict.self), "the strictest of the findings, or `authorise`"),
        .optional("within", .text, "how long a person has to answer; absent where nobody is asked"),
        .optional(
            "worst_case", .money,
            "the most that it adds to the bill over a cap's window; absent where no account is known"))

    private static let explanationLine = ResultShape.object(
        .field("heading", .text, "`What`, `Why now`, `Data`; empty where the line goes on from the one before"),
        .field("text", .text, "the line"))

    private static let charterFinding = ResultShape.object(
        .field("code", .text, "its code; docs/reference/charter-findings.md explains each"),
        .field("column", .count, "the column, from 1"), .field("file", .text, "the file"),
        .field("fix", .text, "the way out"), .field("line", .count, "the line, from 1"),
        .field("message", .text, "what is wrong"),
        .field("severity", .word(CharterFinding.Severity.self), "an `error` keeps the charter from being applied"))

    private static let outlook = ResultShape.object(
        .field("after", .text, "the metric afterwards, with its unit"),
        .field("before", .text, "the metric as it was, with its unit"),
        .optional("days", .count, "how many days the interval is for; absent where there is no interval"),
        .optional("high", .text, "the upper end of the 80 % interval; absent where it has none"),
        .optional("low", .text, "the lower end of the 80 % interval; absent where there is no interval"),
        .field("metric", .slug, "the metric"))

    private static let goal = ResultShape.object(
        .field(
            "baseline", .text,
            "the metric before the agent began, with its unit; a sum for as many days as are measured, like the target"),
        .field("by", .day, "until the end of which day"),
        .field("direction", .word(GoalDirection.self), "which way is better"),
        .optional(
            "measured",
            .object(
                .field(
                    "days", .period, "the latest days: at most four weeks, or one longer period that is told as a whole"
                ),
                .field("outside", .texts, "what is protected and outside its band over these days, in words"),
                .field("reached", .boolean, "whether the target is reached"),
                .field("told_days", .count, "how many of these days are reported"),
                .optional(
                    "value", .text,
                    "the metric over these days, with its unit; absent where nothing was counted that it is per")),
            "what was measured since the baseline; absent until something is that is told apart from other days"),
        .field(
            "met", .boolean,
            "whether the target is reached, over at least 7 reported days, with everything that is protected in its band"
        ),
        .field("metric", .slug, "the metric"),
        .field("target", .text, "what is to be reached, with its unit; for a sum see the baseline"))

    private static let agent = ResultShape.object(
        .field("agent", .slug, "its name"), .field("charter_version", .count, "the charter that is in force"),
        .field("paused", .boolean, "whether a person or a rule paused it"),
        .field("paused_because", .text.orNull, "why; null where it is not paused"),
        .field(
            "stages",
            .list(
                .object(
                    .field("since", .instant, "since when"), .field("stage", .word(Stage.self), "how far it may go"),
                    .field("tool", .tool, "the tool"))), "the tools whose stage was set"))

    private static let column = ResultShape.object(
        .field("heading", .text, "as the file has it"),
        .field("means", .text.orNull, "what it is taken for; null where it is left out"),
        .field("note", .text, "how it got that meaning, or why it is left out"))

    private static let refusedRow = ResultShape.object(
        .field("line", .count, "its line in the file"), .field("reason", .text, "why it is refused"))

    private static let auditEntry = ResultShape.object(
        .optional("agent", .slug, "the agent; absent where it is about none"), .field("at", .instant, "when"),
        .optional("by", .person, "who did or said it; absent where no person did, and where what it holds was erased"),
        .optional("charter", .count, "the version of the charter in force; absent where none is"),
        .optional("concerns", .person, "whom of the team it is about; only of changes of the team"),
        .optional("figures", .text, "what was measured, beside what was expected; only of entries that measure"),
        .field("kind", .word(AuditKind.self), "what happened"),
        .optional("payload", .digits64, "the commitment to what it holds; absent where it holds nothing"),
        .field("position", .count, "its number in the log, from 0"),
        .optional(
            "reason", .text, "why other entries were erased, or why a yes came to nothing; only of entries that say so"),
        .field("subject", .text, "what it is about, by identifier"), .field("word", .text, "how it came out"))

    private static let takenBack = ResultShape.object(
        .field("action", .id.orNull, "the action; null where nothing of the decision was tried"),
        .field("became", .word(Undone.words), "what became of it"),
        .field("by", .id.orNull, "the decision that takes it back; null where there is none"),
        .field("decision", .id, "the decision that it was of"), .field("object", .text, "the object"),
        .field("reason", .text.orNull, "why it is not back; null where it is"))
}

extension ResultDefinition {
    private static let count12 = ResultShape.either(.count, .text, .null)

    private static let report = ResultShape.object(
        .field("complete_until", .instant, "up to when the platform has counted"),
        .field(
            "rows", .list(.either(known, unknown)),
            "object by object, and day by day where that was asked; days that are not known one by one are one row without a day"
        ))

    private static let known = ResultShape.object(
        .field("clicks", .count, "clicks"), .optional("day", .day, "the day; absent where days were not asked for"),
        .field(
            "enquiries", count12, "a number, decimal text where attribution splits one, null where nobody counts them"),
        .field("entity", .entity, "the object"), .field("impressions", .count, "impressions"),
        .field(
            "purchases", count12, "a number, decimal text where attribution splits one, null where nobody counts them"),
        .field("revenue", .either(.money, .null), "revenue; null where it is not reported"),
        .field("spend", .money, "spend"))

    private static let unknown = ResultShape.object(
        .field("clicks", .null, "not known"), .field("enquiries", .null, "not known"),
        .field("entity", .entity, "the object"), .field("impressions", .null, "not known"),
        .field("purchases", .null, "not known"), .field("revenue", .null, "not known"),
        .field("spend", .null, "not known"), .field("unknown", .text, "why nothing is known of exactly these days"))
}

extension Failure {
    /// What `json` looks like.
    static let shape = ResultShape.object(
        .field(
            "error",
            .object(
                .field(
                    "code", ResultShape(["enum": .array(codes.map { .integer(Int64($0.rawValue)) })]), "the exit code"),
                .field("kind", .word(codes.map(\.name)), "its name"),
                .field("message", .text, "what is wrong and the way out, as people read it")),
            "what ended the command"))

    private static let codes = ExitCode.allCases.filter { $0 != .ok && $0 != .changesPresent }
}
