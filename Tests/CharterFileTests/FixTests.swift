import CharterFile
import Testing
import Vocabulary

/// A fix is copied by people who trust it. What each fix says is put into the file here.
@Suite struct FixTests {
    /// Nobody but the writer knows what was meant: a file that is no YAML, one that is too large, one whose
    /// value is somewhere else.
    static let unsaid: Set<CharterFinding.Code> = [.notYAML, .tooLarge]

    /// What follows `---` goes to a file of its own, and this one then lacks it.
    static let parting: Set<CharterFinding.Code> = [.severalDocuments]

    @Test(arguments: FindingCases.all.indices)
    func `R005 what a fix suggests takes its finding away and brings no other error`(index: Int) throws {
        let one = FindingCases.all[index]
        guard !Self.unsaid.contains(one.code) else { return }
        for edits in one.fails {
            var sample = one.sample(edits)
            var findings = sample.findings
            let before = Set(findings.map(\.code))
            while let finding = findings.first(where: { $0.code == one.code }) {
                guard let text = Repair.apply(finding, to: sample.text) else {
                    Issue.record("`\(finding.fix)` cannot be put in: \(finding.text)")
                    break
                }
                let count = findings.count { $0.code == one.code }
                let last = sample
                sample.text = text
                findings = sample.findings
                guard findings.count(where: { $0.code == one.code }) < count else {
                    Issue.record("`\(finding.fix)` does not help:\n\(last.report)\nbecomes\n\(sample.report)\n\(text)")
                    break
                }
            }
            let news = findings.filter { $0.severity == .error && !before.contains($0.code) }
            #expect(
                news.isEmpty || Self.parting.contains(one.code),
                "\(one.code.rawValue) in `\(edits)` is put right with new errors:\n\(sample.report)\n\(sample.text)")
        }
    }

    @Test(arguments: [("1,250", "1250"), ("12,500", "12500"), ("1,250,000", "1250000"), ("9,999.50", "9999.50")])
    func `an amount with a comma between braces is one finding, and its fix is the whole amount`(
        written: String, right: String
    ) throws {
        let cut = FindingCase(.badMoney, fails: [], passes: []).sample("cap: 20000 EUR => cap: \(written) EUR")
        let error = try #require(cut.errors.first)
        #expect(cut.errors.count == 1 && error.code == .badMoney, "\(cut.report)")
        #expect(error.message.contains("`\(written) EUR`") && error.fix.hasPrefix("write `cap: \(right) EUR`"))
        #expect(cut.replacing("\(written) EUR", "\(right) EUR").errors.isEmpty)
    }

    @Test(arguments: [
        ("change: 25 % of current => change: \"2,5 % of current\"", "write `2.5 % of current`"),
        ("change: 25 % of current => change: 2,5 % of current", "write `change: 2.5 % of current`"),
        ("by: 40 %, in_any: 14 d => by: \"2,5 %\", in_any: 14 d", "write `2.5 %`"),
        ("by: 40 %, in_any: 14 d => by: 2,5 %, in_any: 14 d", "write `by: 2.5 %`"),
        ("by: 40 %, in_any: 14 d => by: \"7,500 %\", in_any: 14 d", "write `7.500 %`"),
        ("cap: 20000 EUR => cap: \"1.234,56 EUR\"", "write `1234.56 EUR`"),
        ("cap: 20000 EUR => cap: 1.234,56 EUR", "write `cap: 1234.56 EUR`"),
        ("cap: 20000 EUR => cap: \"1.250.000 EUR\"", "write `1250000 EUR`"),
        ("cap: 20000 EUR => cap: 1.250 EUR", "write `1250 EUR`"),
        ("cap: 20000 EUR => cap: 12,5 EUR", "write `cap: 12.5 EUR`"),
        ("cap: 20000 EUR => cap: 1.25000 EUR", "write `1.25 EUR`"),
        ("target: +12 % => target: \"1.250 €\"", "write `1250 EUR`"),
    ])
    func `a number with a decimal comma is suggested as the number that it is, never ten times as much`(
        edit: String, right: String
    ) throws {
        let wrong = FindingCase(.alias, fails: [], passes: []).sample(edit)
        #expect(wrong.errors.contains { $0.fix.hasPrefix(right) }, "\(wrong.report)")
    }

    @Test(arguments: [
        ("1 250 EUR", "1250 EUR"), ("1\u{A0}250\u{A0}000 EUR", "1250000 EUR"), ("1'250 EUR", "1250 EUR"),
        ("1e3 EUR", "1000 EUR"), ("1.5e3 EUR", "1500 EUR"), ("20k EUR", "20000 EUR"), ("EUR 1 250", "1250 EUR"),
        ("12 EUR a day", "12 EUR"), ("2 EUR 500", "2 EUR"), ("20000\u{A0}EUR", "20000 EUR"),
    ])
    func `an amount in another spelling is suggested as the amount that it is`(written: String, right: String) throws {
        let odd = FindingCase(.badMoney, fails: [], passes: []).sample("cap: 20000 EUR => cap: \"\(written)\"")
        let error = try #require(odd.errors.first)
        #expect(error.code == .badMoney && error.fix.hasPrefix("write `\(right)`"), "\(odd.report)")
        #expect(error.message.contains("(U+00A0)") == written.contains("\u{A0}"), "it looks like its fix")
    }

    @Test(arguments: [
        ("{ missing: goal_metric } => { metric: roas, below: 3, over: campaign }", "write `3 points`"),
        ("{ missing: goal_metric } => { metric: purchases, below: 3, over: campaign }", "write `3 count`"),
        ("{ missing: goal_metric } => { metric: revenue, below: 3, over: campaign }", "write `3 EUR`"),
        ("{ missing: goal_metric } => { metric: purchases, below: 0 count, over: campaign }", "write `below: 2 count`"),
        ("metric: margin, floor: 32 % => metric: margin, floor: 32", "write `32 %`"),
        ("may_pause: anyone => may_pause: []", "write `anyone`"),
        ("target: +12 % => target: \u{2212}12 %", "write `-12 %`"), ("target: +12 % => target: 12 %", "write `+12 %`"),
        ("time_zone: Europe/Berlin => time_zone: GMT", "write `Europe/London`"),
        ("time_zone: Europe/Berlin => time_zone: Berlin", "did you mean `Europe/Berlin`"),
        ("deputies: [jonas.weber@shop.example] => deputies: []", "write `deputies: [deputy@shop.example]`"),
        ("improve: purchases => improve: improve marketing performance", "write `"),
        ("improve: purchases => improve: Cost per purchase", "write `cost_per_purchase`"),
        ("min_age: 10 d => min_age: 1 Monat", "write `30 d`"), ("min_age: 10 d => min_age: 2 semaines", "write `2 w`"),
        ("min_age: 10 d => min_age: 7 Tage", "write `7 d`"), ("min_age: 10 d => min_age: 3 jours", "write `3 d`"),
        ("answer_within: 6 h => answer_within: 4 Std.", "write `4 h`"),
        ("answer_within: 6 h => answer_within: 45 minutes", "write `45 min`"),
        ("- tool: ads.pause => - tool: Ads pause", "write `ads.pause`"),
        ("channels: [paid_search] => channels: []", "write `channels: [paid_social]`, or leave `channels` out"),
        ("at_most: 2 times, in_any: 24 h => at_most: 9999 times, in_any: 24 h", "write `at_most: 1 time`"),
        ("by: 40 %, in_any: 14 d => by: 40 %, in_any: 1 h", "write `by: 40 %, in_any: 7 d`"),
        ("by: 40 %, in_any: 14 d => by: 5 %, in_any: 1 h", "write `by: 50 %, in_any: 7 d`"),
    ])
    func `a fix keeps the number that was written, and leads to no next error`(edit: String, right: String) throws {
        let wrong = FindingCase(.alias, fails: [], passes: []).sample(edit)
        #expect(wrong.findings.contains { $0.fix.hasPrefix(right) }, "\(wrong.report)")
    }

    @Test(arguments: [
        ("2025-02-30/2025-03-31", "2025-02-28/2025-03-31"), ("2025-01-01/2025-02-31", "2025-01-01/2025-02-28"),
        ("2025-03-31/2025-01-01", "2025-01-01/2025-03-31"), ("Q1 2025", "2025-01-01/2025-03-31"),
        ("2024-02", "2024-02-01/2024-02-29"), ("01.01.2025 - 31.3.2025", "2025-01-01/2025-03-31"),
    ])
    func `the fix for days that are none is the days that were meant`(written: String, right: String) throws {
        let wrong = FindingCase(.badDate, fails: [], passes: []).sample(
            "2025-01-01/2025-03-31 => \(written)")
        let error = try #require(wrong.errors.first)
        #expect(error.code == .badDate && error.fix.hasPrefix("write `\(right)`"), "\(wrong.report)")
    }

    @Test func `a name of nothing is a value that is missing, and not everything there is`() {
        let empty = FindingCase(.emptyValue, fails: [], passes: []).sample("campaign: \"launch *\" => campaign: \"\"")
        #expect(empty.findings.map(\.code) == [.emptyValue], "\(empty.report)")
    }

    @Test func `a cap of zero is said once, and not again by all that cannot be met under it`() throws {
        let none = FindingCase(.zeroLimit, fails: [], passes: []).sample("cap: 20000 EUR => cap: 0 EUR")
        #expect(none.findings.map(\.code) == [.zeroLimit], "\(none.report)")
    }

    @Test(arguments: ["just some words\n", "- one\n- two\n", "\"\"\n", "null\n"])
    func `a file that is no charter at all gets a short way out`(text: String) throws {
        let error = try #require(Sample(text).errors.first)
        #expect(error.code == .wrongKind && error.fix.contains("mandate charter new") && error.fix.count < 100)
    }

    /// A part that is absent is suggested in words of that part, not of another.
    @Test(arguments: [
        (
            "goal:\n => aim:\n", "goal",
            ["improve: cost_per_purchase", "2025-07-16", "protect: [{ metric: purchases, floor"]
        ),
        ("actions:\n => tools:\n", "actions", ["may: [{ tool: ads.pause }]"]),
        ("constraints:\n => limits:\n", "constraints", ["currency: EUR", "cap: 1250 EUR, per: day"]),
        ("escalation:\n => stop:\n", "escalation", ["to: owner", "confidence_below: 70 %"]),
        ("review:\n => meetings:\n", "review", ["every: day, what: [dashboard", "every: week, what: [patterns"]),
        ("owner:\n  person => who:\n  person", "owner", ["may_change: [owner]", "may_pause: anyone"]),
    ]) func `R005 the fix for a missing part is that part, in its own words`(
        edit: String, part: String, words: [String]
    ) throws {
        let findings = FindingCase(.alias, fails: [], passes: []).sample(edit).findings
        let finding = try #require(findings.first { $0.code.rawValue == "missing-\(part)" })
        for word in words { #expect(finding.fix.contains(word), "`\(word)` is not in: \(finding.fix)") }
        #expect(!finding.fix.contains("…") && !finding.fix.contains("paid_social"), "\(finding.fix)")
    }

    /// Every counter-metric of the catalogue is guarded on the side on which it gets worse.
    @Test func `R003 the fix for a goal that can be gamed protects every metric's counter-metric from getting worse`()
        throws
    {
        let catalogue = MetricCatalogue.builtIn
        for metric in catalogue.sorted {
            let bare = FindingCase(.alias, fails: [], passes: []).sample(
                "improve: purchases => improve: \(metric.name) && \(FindingCases.bands) => frequencies: none")
            let finding = try #require(bare.findings.first { $0.code == .gameableGoal }, "\(metric.name)")
            let counter = try #require(metric.counterMetrics.first.flatMap { catalogue[$0] })
            let side = counter.better == .up ? "floor: 95 %" : "ceiling: 105 %"
            #expect(finding.fix.contains("{ metric: \(counter.name), \(side) of baseline }"), "\(finding.fix)")
        }
    }

    @Test func `a goal's metric that nobody knows is one finding, and nothing else is made of it`() {
        let wrong = FindingCase(.unknownMetric, fails: [], passes: []).sample("improve: purchases => improve: purchses")
        #expect(wrong.errors.map(\.code) == [.unknownMetric], "\(wrong.report)")
        #expect(wrong.errors.first?.fix == "did you mean `purchases`?")
    }
}
