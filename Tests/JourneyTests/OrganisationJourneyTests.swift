import Foundation
import Schemas
import Testing

/// The organisation's limits through the built program, as docs/how-to/limit-every-agent.md uses them.
@Suite struct OrganisationJourneyTests {
    private func write(_ text: String, _ name: String, _ mandate: MandateProgram) throws -> String {
        let file = mandate.folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private static func example() throws -> String {
        try String(contentsOfFile: MandateProgram.limits, encoding: .utf8)
    }

    @Test func `limits of the example: laxer charters are named, rule as narrowed, and are refused as next version`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let differs = try mandate("charter", "diff", MandateProgram.limits)
        #expect(differs.code == 10 && !differs.out.contains("widening"), "\(differs.out)")
        let laxer = "`1250.00 GBP` per day is allowed, and the organisation says at most `1200.00 GBP`"
        let checked = try mandate("charter", "check", MandateProgram.limits, "--against", mandate.folder.path + "/home")
        #expect(checked.code == 0 && checked.out.contains(laxer), "\(checked.out)")
        let applied = try mandate("charter", "apply", MandateProgram.limits, "--json").json()
        #expect(applied["agents"]?.arrayValue?.first?["version"]?.integerValue == 2)
        #expect(applied["warnings"]?.arrayValue?.first?.stringValue?.contains(laxer) == true)
        #expect(try mandate("charter", "apply", MandateProgram.limits).out.contains("in force already"))

        let docs = try mandate("charter", "docs", "paid-social").out
        #expect(
            docs.contains("at most 1200.00 GBP a day. (The organisation's.)") && docs.contains("called investor-*"),
            "\(docs)")
        let list = try mandate("charter", "list", "--json").json()
        #expect(list["versions"]?.arrayValue?.map { $0["organisation"]?.integerValue } == [nil, 1])
        #expect(list["organisation"]?.arrayValue?.first?["organisation"]?.stringValue == "example-shop")

        // A comment makes another file of it, and no narrower one.
        let text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        let refused = try mandate("charter", "apply", try write(text + "# again\n", "again.yaml", mandate))
        #expect(refused.code == 1 && refused.out.contains("laxer-than-organisation"), "\(refused.out)")
        let narrower = try write(
            text.replacing("cap: 1250 GBP", with: "cap: 1200 GBP").replacing(
                "[name, email]", with: "[name, email, phone]"),
            "narrower.yaml", mandate)
        let next = try mandate("charter", "apply", narrower)
        #expect(next.code == 0, "\(next.out)\(next.err)")
        let entries = try mandate("audit", "search", "--kind", "organisation_applied").out
        #expect(entries.contains("example-shop 1"))
        #expect(try mandate("audit", "verify").code == 0)
        #expect(try mandate("doctor").code == 0)
    }

    @Test func `P34 a limit of a kind that a charter does not have yet takes no tool's stage`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let charter = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        #expect(charter.contains("  lawful_basis: legitimate_interest\n"))
        let file = try write(
            charter.replacing("  lawful_basis: legitimate_interest\n", with: ""), "charter.yaml", mandate)
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", file],
            ["import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"],
        ] { #expect(try mandate.run(home + words).code == 0, "\(words)") }
        let limits = try write(
            try Self.example().replacing("currency: GBP\n", with: "currency: GBP\n  lawful_basis: consent\n"),
            "organisation.yaml", mandate)
        let narrowed = try mandate("charter", "apply", limits, "--json").json()["agents"]?.arrayValue?.first
        #expect(narrowed?["in_shadow_again"]?.arrayValue == [], "\(String(describing: narrowed))")
        let wider = try write(try Self.example(), "wider.yaml", mandate)
        let widened = try mandate("charter", "apply", wider, "--json").json()["agents"]?.arrayValue?.first
        #expect(widened?["in_shadow_again"]?.arrayValue?.count == 4, "a basis that goes is a limit that goes")
    }

    @Test func `under a cap of the organisation the six questions make a charter that passes`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let file = try write(
            try Self.example().replacing("owner@example.com", with: "ceo@example.com"), "organisation.yaml", mandate)
        let applied = try mandate("charter", "apply", file)
        #expect(
            applied.code == 0 && applied.out.contains("`ceo@example.com` is not in this home's team"), "\(applied.out)")
        let made = try mandate.run(
            ["--home", mandate.folder.path + "/home", "charter", "new"], input: "\n\n\n1000 GBP\n\n\n")
        #expect(made.code == 0 && !made.err.contains("organisation says"), "\(made.err)")
        let laxer = try mandate.run(
            ["--home", mandate.folder.path + "/home", "charter", "new"], input: "\n\n\n1300 GBP\n1100 GBP\n\n\n")
        #expect(laxer.code == 0 && laxer.err.contains("at most `1200.00 GBP`"), "\(laxer.err)")
    }

    @Test(arguments: [
        ("currency: GBP", "currency: GBX", 1, "`GBX`"), ("never:", "sometimes:", 1, "sometimes"),
        ("cap: 1200 GBP, per: day", "cap: 1200 GBP, every: day", 1, "every"),
        (
            "currency: GBP\n", "currency: GBP\n  lawful_basis: consent\n", 6,
            "`constraints.lawful_basis` of `paid-social`"
        ),
    ]) func `limits with a mistake, or that cannot hold beside a charter, are not applied`(
        old: String, new: String, code: Int32, said: String
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let file = try write(try Self.example().replacing(old, with: new), "organisation.yaml", mandate)
        for way in [[], ["-n"]] {
            let applied = try mandate.run(["--home", mandate.folder.path + "/home", "charter", "apply", file] + way)
            #expect(applied.code == code && (applied.out + applied.err).contains(said), "\(applied.out)\(applied.err)")
        }
        #expect(try mandate("charter", "list", "--json").json()["organisation"]?.arrayValue == [])
        let docs = try mandate("charter", "docs", file)
        #expect(docs.code == 2 && docs.err.contains("charter docs AGENT"), "\(docs.err)")
    }

    private static let metrics = """
        metrics:
          - { metric: cpl, meaning: spend per lead, unit: money, better: down, formula: spend / enquiries, grain: ad, source: ads.metrics, lag: 24 h, counter_metrics: [enquiry_to_purchase_rate] }
          - { metric: demos, meaning: demonstrations held, unit: count, better: up, formula: counted, grain: account, source: crm.demos, lag: 7 d, counter_metrics: [purchases] }

        """

    /// A charter for `cpl` that protects `demos`, and the organisation's file that has both.
    private func ownFiles(_ mandate: MandateProgram) throws -> (charter: String, limits: String) {
        let text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        let charter = text.replacing("cost_per_purchase", with: "cpl").replacing(
            "    - { metric: purchases,",
            with: "    - { metric: demos, floor: 95 % of baseline }\n    - { metric: purchases,"
        ).replacing("[name, email]", with: "[name, email, phone]")
        let limits = try Self.example().replacing("cap: 1200", with: "cap: 1250").replacing(
            "owner:\n", with: Self.metrics + "owner:\n")
        return (charter, limits)
    }

    @Test func `a metric of the organisation's own is known under its file, in its home and nowhere else`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let files = try ownFiles(mandate)
        let charter = try write(files.charter, "charter.yaml", mandate)
        let limits = try write(files.limits, "limits.yaml", mandate)
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "check", charter).out.contains("unknown-metric"))
        let under = try mandate("charter", "check", charter, "--under", limits)
        #expect(under.code == 0, "known without being in force: \(under.out)")
        #expect(
            try mandate("charter", "check", charter, "--under", charter).code == 1, "which is no organisation's file")
        #expect(try mandate("charter", "check", limits, "--under", limits).code == 2)
        let both = try mandate(
            "charter", "check", charter, "--under", limits, "--against", mandate.folder.path + "/home")
        #expect(both.code == 2 && both.err.contains("exclude each other"), "\(both.err)")
        #expect(try mandate("charter", "apply", limits).code == 0)
        let listed = try mandate("metric", "list", "--json").json()["metrics"]?.arrayValue ?? []
        #expect(listed.filter { $0["own"]?.boolValue == true }.map { $0["name"]?.stringValue } == ["cpl", "demos"])
        #expect(try mandate("metric", "list").out.contains("spend / enquiries"))
        #expect(try mandate("charter", "check", charter).code == 0)
    }

    @Test func `an agent works for a metric of the organisation's own, which keeps its meaning while it does`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let (charter, limits) = try ownFiles(mandate)
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", try write(limits, "limits.yaml", mandate)).code == 0)
        let file = try write(charter, "charter.yaml", mandate)
        let applied = try mandate("charter", "apply", file)
        #expect(applied.code == 0, "\(applied.out)\(applied.err)")
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        let checked = try mandate("charter", "check", file, "--against", mandate.folder.path + "/home")
        #expect(checked.out.contains("`demos`"), "what nothing counts is said: \(checked.out)")

        // Without the metric that nothing counts, the agent works for the other.
        let measured = charter.replacing("    - { metric: demos, floor: 95 % of baseline }\n", with: "")
        #expect(try mandate("charter", "apply", try write(measured, "measured.yaml", mandate)).code == 0)
        let run = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        #expect((run["executed"]?.arrayValue ?? []).count > 0, "\(run)")

        for (old, new) in [("spend / enquiries", "spend / purchases"), ("metric: cpl,", "metric: lead_cost,")] {
            let other = try write(limits.replacing(old, with: new), "other.yaml", mandate)
            let refused = try mandate("charter", "apply", other)
            #expect(refused.code == 6 && refused.err.contains("cpl"), "\(refused.out)\(refused.err)")
        }
        let less = try write(
            limits.replacing("formula: counted", with: "formula: purchases / clicks").replacing(
                "unit: count", with: "unit: ratio"), "less.yaml", mandate)
        #expect(try mandate("charter", "apply", less).code == 0, "what no charter names may change")
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(try mandate("audit", "verify").code == 0)
    }
}
