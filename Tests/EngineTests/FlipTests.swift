@testable import Engine
import Execution
@testable import Governance
import Testing
import Vocabulary

/// The nearest change that flips a ruling, for every kind of ruling, applied and judged again.
@Suite struct FlipTests {
    private struct Case: Sendable {
        let what: String
        let call: Call
        let tool: ToolName
        let code: FindingCode?
        var change: @Sendable (inout Facts) throws -> Void = { _ in }
    }

    private func bounded() throws -> [Case] {
        let campaign = try Bench.campaign("936")
        let ad = try Bench.ad("1178-1000")
        func budget(_ pence: Int64) throws -> Call { try Bench.budget("936", pence) }
        return [
            Case(what: "allowed", call: try budget(3_000), tool: .setDailyBudget, code: nil),
            Case(what: "a step that needs a yes", call: try budget(3_900), tool: .setDailyBudget, code: .approval),
            Case(what: "a step that is too large", call: try budget(9_000), tool: .setDailyBudget, code: .bound),
            Case(what: "a tool that always asks", call: .resume(ad), tool: .resume, code: .approval) {
                $0.first { $0.status = .paused }
            },
            Case(what: "a tool that is never allowed", call: .delete(ad), tool: .delete, code: .never),
            Case(what: "an object that is never touched", call: .pause(campaign), tool: .pause, code: .never) {
                $0.first { $0.name = "brand-x" }
            },
        ]
    }

    private func stopped() throws -> [Case] {
        let ad = try Bench.ad("1178-1000")
        let now = try required(Instant(parsing: World.start))
        let hour = Duration.seconds(3_600)
        let fifty = MetricMoney(Money(minorUnits: 5_000, try required(Currency("GBP"))))
        func budget(_ pence: Int64) throws -> Call { try Bench.budget("936", pence) }
        return [
            Case(what: "halted", call: try budget(3_000), tool: .setDailyBudget, code: .stopped) {
                $0.standing.stops = ["halted"]
            },
            Case(what: "in shadow", call: try budget(3_000), tool: .setDailyBudget, code: .stage) {
                $0.standing.stage = .shadow
            },
            Case(what: "on probation", call: try budget(3_000), tool: .setDailyBudget, code: .stage) {
                $0.standing.stage = .probation
            },
            Case(what: "locked", call: try budget(3_000), tool: .setDailyBudget, code: .locked) {
                $0.first { $0.waiting = .escalation(EscalationID(at: now, random: (1, 2))) }
            },
            Case(what: "waiting", call: try budget(3_000), tool: .setDailyBudget, code: .waiting) {
                $0.first { $0.waiting = .hold(DecisionID(at: now, random: (1, 2))) }
            },
            Case(what: "changed by others", call: try budget(3_000), tool: .setDailyBudget, code: .changedByOthers) {
                $0.first { $0.changedByOthers = now.advanced(by: .zero - hour) }
            },
            Case(what: "decided by a person", call: try budget(3_000), tool: .setDailyBudget, code: .personDecided) {
                $0.first { $0.decidedByPerson = now.advanced(by: .zero - hour) }
            },
            Case(what: "stale", call: try budget(3_000), tool: .setDailyBudget, code: .freshness) { facts in
                for index in facts.sources.indices { facts.sources[index].asOf = now.advanced(by: .zero - hour * 200) }
            },
            Case(what: "part of a bundle", call: .pause(ad), tool: .pause, code: .protected) {
                $0.first { $0.inBundle = true }
            },
            Case(what: "too little spent", call: .pause(ad), tool: .pause, code: .evidence) {
                $0.first { $0.spend = fifty }
            },
            Case(what: "a trigger", call: try budget(3_200), tool: .setDailyBudget, code: .trigger) {
                $0.triggers = [TriggerFacts(key: "escalation.when[1]", fired: "clicks moved by 40 %")]
            },
            Case(what: "twenty holds", call: try budget(3_900), tool: .setDailyBudget, code: .holds) {
                $0.standing.openHolds = 20
            },
        ]
    }

    @Test func `every kind of ruling names a change that flips it, and judging with it gives the ruling it names`()
        async throws
    {
        let bench = try await Bench()
        for test in try bounded() + stopped() {
            var facts = try await bench.facts(test.call, test.tool)
            if facts.entities.first?.spend == nil { facts.first { $0.purchases = 20 } }
            try test.change(&facts)
            let flips = try [Bench.proposal(test.call, test.tool), cited(test, facts)].compactMap { proposal in
                try flip(of: proposal, test, facts, bench)
            }
            #expect(flips.count == 2 && flips.first == flips.last, "\(test.what): what is cited flips nothing")
        }
    }

    @Test func `a step that needs a yes would run as the step that needs none`() async throws {
        let bench = try await Bench()
        let test = Case(
            what: "a raise by 25 %", call: try Bench.budget("936", 3_931), tool: .setDailyBudget, code: .approval)
        let facts = try await bench.facts(test.call, test.tool)
        let words = try flip(of: cited(test, facts), test, facts, bench)
        #expect(words == "with at most `36.16 GBP` a day it would have run at once")
    }

    /// A proposal as the reasoner writes it: its reason names figures, and each is cited.
    private func cited(_ test: Case, _ facts: Facts) throws -> Proposal {
        let entity = try required(facts.entities.first)
        let source = try required(SourceName("ads.metrics"))
        let evidence = try ["spend", "purchases"].compactMap { metric in
            try entity.value(of: metric).map {
                Evidence(
                    entity: entity.ref, metric: try required(MetricName(metric)), value: $0, source: source,
                    asOf: facts.now)
            }
        }
        var figures = evidence.map { "\($0.metric) \($0.value)" }
        if case .setDailyBudget(_, let to) = test.call { figures.append("raise to \(to)") }
        return try Bench.proposal(
            test.call, test.tool, reason: figures.joined(separator: ", "), evidence: evidence)
    }

    /// The words of what flips a proposal's ruling, judged again; nil where nothing does.
    private func flip(of proposal: Proposal, _ test: Case, _ facts: Facts, _ bench: Bench) throws -> String? {
        let ruling = bench.judge.judge(proposal.canonicalBytes, facts)
        if let code = test.code {
            #expect(ruling.findings.contains { $0.code == code }, "\(test.what): \(ruling.findings)")
        } else {
            #expect(ruling.verdict == .authorise, "\(test.what): \(ruling.findings)")
        }
        let decision = Decision(
            id: bench.world.clock.fresh(), run: bench.world.clock.fresh(), agent: proposal.agent, at: facts.now,
            charterVersion: 1, authority: .agent, bytes: proposal.canonicalBytes,
            proposal: ReadProposal(proposal: proposal, call: test.call, bytes: proposal.canonicalBytes),
            facts: facts, ruling: ruling)
        guard let flip = Flip.nearest(of: decision, by: bench.judge) else {
            Issue.record("\(test.what): nothing flips it; \(ruling.findings)")
            return nil
        }
        let again = bench.judge.by(flip.charter).judge(flip.proposal.canonicalBytes, flip.facts)
        #expect(again.verdict == flip.verdict, "\(test.what): \(flip.words)")
        if let own = ruling.effects.changes.first?.amounts, let other = again.effects.changes.first?.amounts {
            #expect(
                (own.to > own.from) == (other.to > other.from), "\(test.what): a raise is no lowering, \(flip.words)")
        }
        #expect(
            ruling.verdict == .authorise ? flip.verdict > .authorise : flip.verdict < ruling.verdict,
            "\(test.what): \(flip.words)")
        return flip.words
    }
}
