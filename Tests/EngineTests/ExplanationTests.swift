import Engine
import Governance
import Schemas
import Testing
import Vocabulary

/// What an explanation says of a person's part in it: an undo, an answer, a question that waits.
@Suite struct ExplanationTests {
    private func ran() async throws -> (world: World, report: RunReport) {
        let world = try await World.promoted()
        return (world, try await world.engine.run(Charters.agent(), shadow: false))
    }

    private func told(_ explanation: Explanation) -> [String: String] {
        Dictionary(explanation.lines.map { ($0.heading, $0.text) }) { $0 + "\n" + $1 }
    }

    @Test func `an undo is explained as the person's who wanted it, and by what was there before`() async throws {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.authorise).first)
        let entity = try required(entry.entity)
        world.clock.advance(.seconds(3_600))
        let became = try await world.engine.undo(entry.decision, by: world.deputy)
        guard case .done(let by)? = became.first?.became else { throw Missing(what: "an undo") }
        let undo = told(try await world.engine.explain(by))
        #expect(
            undo["What"] == "deputy@example.com took back decision \(entry.decision): \(entity) status from paused to "
                + "active; ruling authorise at 2017-10-01T07:00:00Z")
        #expect(
            undo["Why now"] == "a person wanted back what was there before decision \(entry.decision) (paid-social, "
                + "ads.pause, \(World.start))")
        #expect(undo["Rule"]?.hasPrefix("judged on a person's authority, not by a permission of the charter") == true)
        #expect(undo["Agreed"] == "deputy@example.com, who signed it; a person's authority, not the charter's")
        #expect(undo["Rests on"] == "the value that was read and recorded before it was changed")
        #expect(undo["For whom"] == nil, "a person's own decision is in nobody's written interest")
        let taken = told(try await world.engine.explain(entry.decision))
        let end = "taken back at 2017-10-01T07:00:00Z by deputy@example.com (decision \(by)): \(entity) status = active"
        #expect(taken["Outcome"]?.contains(end) == true, "\(taken)")
        #expect(taken["What"]?.hasPrefix("paid-social asked for ads.pause: \(entity) status from active") == true)
    }

    @Test func `what was escalated names the question, who is asked until when, and then who answered what`()
        async throws
    {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.escalate).first)
        let id = try await world.escalation(of: try required(entry.entity))
        let open = try required(told(try await world.engine.explain(entry.decision))["Agreed"])
        #expect(open == "nobody; owner is asked for judgement by escalation \(id), until 2017-10-01T10:00:00Z")
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        let answered = told(try await world.engine.explain(entry.decision))["Agreed"]
        #expect(answered == "nobody to this; owner@example.com answered escalation \(id): do nothing")
    }

    @Test func `what a person proposes in an answer is explained as theirs, and the stopped one stays the agent's`()
        async throws
    {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.escalate).first)
        let entity = try required(entry.entity)
        let id = try await world.escalation(of: entity)
        let stopped = try await world.store.read { view in try view.decision(entry.decision) }
        let proposal = try required(stopped?.proposal?.proposal)
        let decision = try required(try await world.engine.answer(id, .propose(proposal), by: world.owner))
        let own = told(try await world.engine.explain(decision.id))
        #expect(own["What"]?.hasPrefix("owner@example.com answered escalation \(id) with \(entry.tool): ") == true)
        #expect(own["Agreed"] == "owner@example.com, in the signed answer to escalation \(id)")
        #expect(own["Rule"]?.hasPrefix("authorise: this moves ") == true, "\(own)")
        #expect(own["For whom"] == "in the interest of company and customer")
        let agents = told(try await world.engine.explain(entry.decision))
        #expect(agents["What"]?.hasPrefix("paid-social asked for \(entry.tool): ") == true)
        #expect(agents["Agreed"]?.hasPrefix("nobody to this; owner@example.com answered escalation \(id)") == true)
    }

    @Test func `what was expected is said of every proposal that expects something, with its interval and confidence`()
        async throws
    {
        let (world, report) = try await ran()
        var told: [String] = []
        for entry in report.entries {
            let stored = try await world.store.read { view in try view.decision(entry.decision)?.proposal?.proposal }
            let proposal = try required(stored)
            let lines = try await world.engine.explain(entry.decision).lines.filter { $0.heading == "Expected" }
            guard let expected = proposal.expected else {
                #expect(lines.isEmpty)
                continue
            }
            let (before, after) = (Figure.short(expected.before), Figure.short(expected.after))
            let (low, high) = (Figure.short(expected.low), Figure.short(try required(expected.high)))
            #expect(
                lines.map(\.text) == [
                    "\(expected.metric.words) from \(before) to \(after) in 7 days, 80 % between \(low) and \(high); "
                        + "confidence \(proposal.confidence)"
                ])
            told += lines.map(\.text)
        }
        #expect(Set(told).count > 3, "\(told)")
    }

    @Test func `where no rule speaks on a person's answer, their authority and what was still asked is named`()
        async throws
    {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.escalate).first)
        let id = try await world.escalation(of: try required(entry.entity))
        let (ref, tool) = (try required(entry.entity), entry.tool)
        let stopped = try await world.store.read { view in try view.decision(entry.decision) }
        var proposal = try required(stopped?.proposal?.proposal)
        let budget = try required(try await world.store.read { view in try view.entity(ref)?.facts.dailyBudget })
        let less = Money(minorUnits: budget.minorUnits - 1, budget.currency)
        #expect(tool == .setDailyBudget && ref.kind == .campaign)
        proposal = Proposal(
            agent: proposal.agent, tool: tool, arguments: ["campaign": .string(ref.id), "daily_budget": less.json],
            reason: "a penny less", evidence: [], confidence: proposal.confidence)
        let decision = try required(try await world.engine.answer(id, .propose(proposal), by: world.owner))
        #expect(decision.ruling.findings.isEmpty && decision.ruling.verdict == .authorise, "\(decision.ruling)")
        let lines = try await world.engine.explain(decision.id).lines
        #expect(
            lines.filter { $0.heading == "Rule" }.map(\.text) == [
                "judged on a person's authority, not by a permission of the charter: no money cap and no stop objects"
            ])
        #expect(lines.contains { $0.heading == "Why now" && $0.text == "a penny less" })
    }

    @Test func `a hold says by how much it passes what the agent may do alone`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first { $0.tool == .setDailyBudget })
        let rules = try await world.engine.explain(held.decision).lines.filter { $0.heading == "Rule" }.map(\.text)
        #expect(
            rules.contains { $0.contains("; it changes by `30 %`, and ") && $0.contains("alone by at most `15 %`") },
            "\(rules)")
        let paused = try required(report.entries(.authorise).first { $0.tool == .pause })
        #expect(
            try await !world.engine.explain(paused.decision).lines.contains { $0.text.contains("alone by at most") })
    }

    @Test func `an escalation says what it holds, who decides until when, and what became of it`() async throws {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.escalate).first)
        let id = try await world.escalation(of: try required(entry.entity))
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        let stopped = report.entries.filter { record.decisions.contains($0.decision) }.sorted { $0.share > $1.share }
        let most = try required(stopped.first)
        let open = told(try await world.engine.explain(id))
        #expect(open["What"]?.contains("\(try required(most.entity)) from \(most.before) to \(most.after)") == true)
        let pauses = try stopped.filter { $0.tool == .pause }.prefix(2).map { try required($0.entity) }
        #expect(
            pauses.count == 2 && open["What"]?.contains("(\(pauses[0]) from active to paused, \(pauses[1]) ") == true)
        let finding = try required(most.findings.first)
        #expect(
            open["Stopped"]
                == "\(finding.message) (\(try required(finding.limit))); `mandate explain \(most.decision)` "
                + "says more")
        #expect(open["Evidence"] == told(try await world.engine.explain(most.decision))["Data"])
        let shown = try await world.store.read { view in try view.decision(most.decision) }
        let asOf = try required(shown?.proposal?.proposal.evidence.first?.asOf)
        let age = Duration.seconds(most.at.since(asOf).wholeSeconds).brief
        #expect(age != "0 h" && open["Evidence"]?.hasSuffix("as of \(asOf), \(age) old)") == true, "\(open)")
        #expect(open["Options"]?.contains("would stay near") == true, "\(open)")
        #expect(open["Held"]?.contains("\(try required(most.entity))") == true)
        #expect(open["Held"]?.contains("left alone until the answer") == true)
        #expect(open["Decides"] == "owner, until 2017-10-01T10:00:00Z; without an answer nothing is done")
        world.clock.advance(.seconds(5 * 3_600))
        let overdue = told(try await world.engine.explain(id))["Decides"] ?? ""
        #expect(overdue.contains("deputy@example.com") && overdue.contains("; overdue since 2017-10-01T10:00:00Z"))
        _ = try await world.engine.answer(id, .changeCharter, by: world.owner)
        let answered = told(try await world.engine.explain(id))
        #expect(answered["Held"]?.contains(": free again; no money") == true, "\(answered)")
        #expect(answered["Decides"] == "owner was asked; answered by owner@example.com: change charter")
    }
}
