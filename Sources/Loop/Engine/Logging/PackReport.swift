import Governance
import Schemas
import TransparencyLog
import Vocabulary

/// The readable part of a pack: what was decided and what came of it in plain words, what was only rehearsed apart from it, and
/// every entry in one line.
struct PackReport: Sendable {
    private let period: Period?
    private var decisions: [[String]] = []
    private var rehearsed: [[String]] = []
    private var entries: [[String]] = []
    private var erased = 0
    /// Charters by agent and version: reading one is slow beside everything else here.
    private var charters: [String: JudgedBy] = [:]

    /// - Parameter period: the days that it is about; nil for the whole log.
    init(_ period: Period? = nil) { self.period = period }

    mutating func add(_ leaf: LogLeaf, in view: any EngineView) throws {
        let fields: JSON
        do { fields = try JSON(parsing: leaf.bytes) } catch { return }
        let kind = fields["kind"]?.stringValue ?? ""
        let at = fields["at"]?.integerValue.map { Instant(milliseconds: $0).description } ?? ""
        let subject = fields["subject"]?.stringValue ?? ""
        let word = fields["word"]?.stringValue ?? ""
        if fields["payload"] != nil, leaf.opening == nil { erased += 1 }
        let said = EntryWords(leaf, fields)
        entries.append([
            "\(leaf.position)", at, "\(kind) \(word)".spaced, fields["agent"]?.stringValue ?? "",
            said.person?.text ?? "", said.about(subject),
        ])
        guard kind == AuditKind.ruling.rawValue, let payload = leaf.opening?.payload else { return }
        let decision: Decision
        do { decision = try Decision(record: payload) } catch { return }
        guard let record = try view.record(of: decision.id) else { return }
        let words = try ExplanationWords(record, decision, try charter(of: decision, in: view), in: view)
        let findings = decision.ruling.findings.map(words.words)
        let row = [
            "\(at)\n\(decision.id)", words.request, word,
            findings.isEmpty ? words.unopposed : findings.joined(separator: "\n"),
            words.whyNow,
        ]
        if record.isShadow { rehearsed.append(row) } else { decisions.append(row + [words.agreed, words.outcome]) }
    }

    private mutating func charter(of decision: Decision, in view: any EngineView) throws -> JudgedBy? {
        let key = "\(decision.agent) \(decision.charterVersion)"
        if charters[key] == nil { charters[key] = try view.charter(of: decision) }
        return charters[key]
    }

    func page(_ origin: String, at now: Instant) -> ReportPage {
        typealias Column = ReportPage.Column
        let common = [
            Column("When, decision", .narrow), Column("What was asked"), Column("Ruling", .narrow),
            Column("Rules that spoke"), Column("Reason given"),
        ]
        return ReportPage(
            title: "Decisions of \(origin)",
            facts: [
                ("Made", now.description), ("Days, in UTC", period.map { "\($0)" } ?? "all"),
                ("Decisions", "\(decisions.count)"),
                ("Rehearsed in shadow runs, without effect", "\(rehearsed.count)"),
                ("Entries of the log", "\(entries.count)"), ("Payloads erased", "\(erased)"),
            ],
            tables: [
                ReportPage.Table(
                    title: "Decisions and what came of them",
                    columns: common + [Column("Who agreed"), Column("What came of it")], rows: decisions),
                ReportPage.Table(
                    title: "Rehearsed in shadow runs: judged the same way, and nothing of it was held, asked or sent",
                    columns: common, rows: rehearsed),
                ReportPage.Table(
                    title: "Every entry of the log",
                    columns: [
                        Column("Entry", .narrow), Column("When", .narrow), Column("What"), Column("Agent", .narrow),
                        Column("By"), Column("Subject"),
                    ], rows: entries),
            ])
    }
}
