import CharterFile
import Foundation
import Schemas
import Testing
import Vocabulary

/// What an organisation adds to the catalogue of metrics.
@Suite struct OwnMetricTests {
    static let entries = """
        metrics:
          - metric: cpl
            meaning: spend per lead
            unit: money
            better: down
            formula: spend / enquiries
            grain: ad
            source: ads.metrics
            lag: 24 h
            counter_metrics: [enquiry_to_purchase_rate]
          - metric: demos
            meaning: demonstrations that were held
            unit: count
            better: up
            formula: counted
            grain: account
            source: crm.demos
            lag: 7 d
            kind: proxy
            counter_metrics: [purchases, cpl]
          - metric: demos_per_lead
            meaning: demonstrations per lead
            unit: ratio
            better: up
            formula: demos / enquiries
            grain: account
            source: crm.demos
            lag: 7 d
            counter_metrics: [demos]

        """

    private func sample(_ edit: String = "") -> Sample {
        let parts = edit.components(separatedBy: " => ")
        let sample = Sample(Examples.limits.replacing("owner:\n", with: Self.entries + "owner:\n"))
        return parts.count == 2 ? sample.replacing(parts[0], parts[1]) : sample
    }

    private func read(_ sample: Sample) -> (organisation: Organisation?, findings: [CharterFinding]) {
        OrganisationReader().read(Array(sample.text.utf8), fileName: "organisation.yaml")
    }

    @Test func `users add metrics, and a charter under them may name them`() throws {
        let (organisation, findings) = read(sample())
        #expect(findings.map(\.text) == [])
        let added = try #require(organisation)
        #expect(added.metrics.map(\.name.text) == ["cpl", "demos", "demos_per_lead"])
        var charter = Sample(Examples.paidSocial.text.replacing("cost_per_purchase", with: "cpl"))
        #expect(charter.codes.contains(.unknownMetric))
        charter.context.organisation = added
        #expect(!charter.codes.contains(.unknownMetric), "\(charter.report)")
        let cpl = try #require(MetricName("cpl"))
        let known = charter.context.catalogue
        #expect(known[cpl]?.counterMetrics.map(\.text) == ["enquiry_to_purchase_rate"])
        #expect(known.builtInName(of: cpl).text == "cost_per_enquiry")
        #expect(known.builtInName(of: try #require(MetricName("demos"))).text == "demos")
        // Without what it can be gamed against it is refused like any other.
        let bare = charter.replacing("    - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }\n", "")
        #expect(bare.codes.contains(.gameableGoal), "\(bare.report)")
    }

    @Test(arguments: [
        "metric: cpl\n => metric: cost_per_click\n", "metric: cpl\n => metric: purchases\n",
        "metric: demos_per_lead\n => metric: cpl\n", "metric: cpl\n => metric: protect\n",
        "metric: cpl\n => metric: any_metric\n",
    ]) func `a name that is taken is refused with another`(edit: String) throws {
        let finding = try #require(read(sample(edit)).findings.first { $0.code == .metricDefinedTwice })
        let name = String(try #require(edit.split(separator: "metric: ").last).dropLast())
        #expect(finding.fix.contains("`own_\(name)`") && read(sample(edit)).organisation == nil)
        let right = sample(edit.replacing("=> metric: ", with: "=> metric: own_"))
        #expect(!read(right).findings.contains { $0.code == .metricDefinedTwice })
    }

    @Test(arguments: [
        "spend / enquiries => spend / click_rate", "demos / enquiries => cpl / enquiries",
        "demos / enquiries => frequency / demos",
    ]) func `a ratio of ratios is refused, one of counts is not`(edit: String) {
        #expect(read(sample(edit)).findings.map(\.code) == [.ratioOfRatios])
        for right in [
            "spend / enquiries => spend / clicks", "demos / enquiries => demos / clicks",
            "spend / enquiries => spend / demos",
        ] {
            #expect(!read(sample(right)).findings.contains { $0.code == .ratioOfRatios })
        }
    }

    @Test(arguments: [
        ("unit: money => unit: ratio", CharterFinding.Code.wrongUnit, "write `unit: money`"),
        ("unit: ratio => unit: money", .wrongUnit, "write `unit: ratio`"),
        ("spend / enquiries => spend / revenue", .wrongUnit, "write `unit: ratio`"),
        ("spend / enquiries => enquiries / spend", .wrongUnit, "write `unit: number`"),
        ("spend / enquiries => spend / enquirys", .unknownMetric, "did you mean `enquiries`?"),
        ("[purchases, cpl] => [purchases, cpi]", .unknownMetric, "did you mean `cpl`?"),
        ("spend / enquiries => spend/enquiries", .badValue, "write `spend / clicks`"),
        ("formula: counted => formula: spend * 2", .badValue, "two counted metrics"),
        ("kind: proxy => kind: proxi", .unknownWord, "proxy"), ("grain: ad\n => grain: advert\n", .unknownWord, "ad"),
        (
            "            better: up\n            formula: counted\n =>             formula: counted\n", .missingField,
            "better"
        ),
        ("counter_metrics: [demos] => counter_metrics: []", .emptyValue, "purchases"),
        ("[purchases, cpl] => [purchases, demos]", .gameableGoal, "at any price"),
        ("[enquiry_to_purchase_rate] => [cost_per_enquiry]", .gameableGoal, "at any price"),
        ("lag: 24 h => lag: 24", .numberWithoutUnit, "24 h"),
    ]) func `a metric with a mistake is refused with what to write`(
        edit: String, code: CharterFinding.Code, fix: String
    ) throws {
        let (organisation, findings) = read(sample(edit.replacing("            ", with: "    ")))
        let finding = try #require(findings.first { $0.code == code }, "\(findings.map(\.text))")
        #expect(organisation == nil && finding.fix.contains(fix), "\(finding.text)")
    }

    @Test func `a floor over objects that a metric does not exist for is refused, over those that it does is not`()
        throws
    {
        let file = sample(
            "grain: account\n    source: crm.demos\n    lag: 7 d\n    counter_metrics: [demos] => grain: campaign\n    source: crm.demos\n    lag: 7 d\n    counter_metrics: [demos]"
        )
        for (over, isRefused) in [("ad", true), ("campaign", false), ("account", false)] {
            var charter = Sample(
                Examples.paidSocial.text.replacing(
                    "    - { missing: goal_metric }\n",
                    with:
                        "    - { missing: goal_metric }\n    - { metric: demos_per_lead, below: 5 %, over: \(over) }\n")
            )
            charter.context.organisation = read(file).organisation
            let found = charter.findings.filter { $0.code == .triggerNeverFires }
            #expect(found.isEmpty != isRefused, "\(over): \(charter.report)")
            #expect(found.allSatisfy { $0.fix == "write `over: campaign`" })
        }
    }

    @Test func `the published schema of the file has the same keys`() throws {
        let schema = try Schema(compiling: CharterSchema.organisation)
        let organisation = try #require(read(sample()).organisation)
        #expect(schema.validate(organisation.json).map(\.description) == [])
        let again = OrganisationReader().read(organisation.json.canonicalBytes, fileName: "organisation.json")
        #expect(again.organisation?.metrics == organisation.metrics, "\(again.findings.map(\.text))")
        let wrong = try #require(read(sample("spend / enquiries => spend / enquiries")).organisation).json.description
            .replacing("\"counted\"", with: "\"guessed\"")
        #expect(!schema.validate(try JSON(parsing: wrong)).isEmpty)
    }

    @Test func `what a charter in force names keeps its formula, what it does not name may go`() throws {
        let before = try #require(read(sample()).organisation)
        var charter = try #require(Examples.paidSocial.outcome.charter)
        charter.goal.improve = try #require(MetricName("cpl"))
        charter.metrics = before.metrics
        let named = try before.narrowing(charter)
        #expect(named.metrics == before.metrics)
        #expect(
            CharterPage(named).plainText.contains("The organisation's own cpl is spend per lead (spend / enquiries)."))
        for (edit, isKept) in [
            ("spend / enquiries => spend / purchases", false), ("better: down => better: up", false),
            ("metric: cpl\n => metric: own_cpl\n", false), ("spend per lead => money per lead", true),
            ("demos / enquiries => demos / clicks", true),
        ] {
            var sample = sample(edit)
            if !isKept { sample.text = sample.text.replacing("[purchases, cpl]", with: "[purchases]") }
            let next = try #require(read(sample).organisation, "\(read(sample).findings.map(\.text))")
            if isKept {
                try next.checkMetrics(of: named)
            } else {
                #expect(throws: OrganisationConflict.self, "\(edit)") { try next.checkMetrics(of: named) }
            }
        }
    }
}
