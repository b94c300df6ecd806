import Schemas
import Testing
import Vocabulary

@testable import Governance

/// What a charter shows, and what its conditions say of what they read.
struct SightTests {
    private func query(_ kind: String, _ given: Given, _ tool: ToolName = .query) throws -> Ruling {
        let proposal = Proposal(
            agent: given.charter.agent, tool: tool,
            arguments: ["kind": .string(kind), "period": "2017-07-01/2017-09-30"],
            reason: "a look", evidence: [], confidence: try required(Confidence(tenThousandths: 9_000)))
        return Judge(given.rulebook, tools: given.tools).judge(proposal.canonicalBytes, given.facts)
    }

    @Test func `an agent is told no counts of what its charter does not show it`() throws {
        var given = try Given()
        for tool in [ToolName.query, .summarise, .compare] {
            given.charter.actions.permissions.append(
                Charter.Permission(tool, clause: Charter.Clause("actions.may[9]")))
        }
        #expect(try query("ad", given).verdict == .authorise)
        given.charter.constraints.data = Charter.DataRule(maySee: ["campaign", "metrics", "ad"], mayNotSee: ["ad"])
        #expect(try query("campaign", given).verdict == .authorise)
        #expect(try query("account", given).verdict == .authorise)
        for (kind, key) in [("ad", "constraints.data.may_not_see"), ("ad_set", "constraints.data.may_see")] {
            let ruling = try query(kind, given)
            #expect(ruling.verdict == .refuse && ruling.findings.map(\.code) == [.data])
            #expect(ruling.findings.first?.limit == key && ruling.findings.first?.actual == kind)
            for tool in [ToolName.summarise, .compare] {
                #expect(try query(kind, given, tool).verdict == .refuse)
            }
        }
        given.charter.constraints.data = Charter.DataRule(maySee: ["campaign"], mayNotSee: [])
        #expect(try query("account", given).findings.map(\.actual) == ["metrics"])
    }

    @Test func `a condition knows the budget that a campaign is made with`() throws {
        var given = try Given()
        var permission = Charter.Permission(.createCampaign, clause: Charter.Clause("actions.may[9]"))
        permission.condition = "proposal.daily_budget_minor <= 5000"
        given.charter.actions.permissions.append(permission)
        func condition(_ minor: Int64) throws -> Finding? {
            let new = NewCampaign(name: "n", dailyBudget: given.pounds(minor), market: "GB", channel: "paid_social")
            return try given.judge((.createCampaign(new), .createCampaign)).findings.first { $0.code == .condition }
        }
        #expect(try condition(5_000) == nil)
        #expect(try condition(5_001)?.actual == "`proposal.daily_budget_minor` is `5001`")
    }

    @Test func `a condition speaks with what it read`() throws {
        var given = try Given()
        given.charter.actions.prohibitions = [
            .init(.tool(.pause), when: "entity.clicks > 100", clause: Charter.Clause("actions.never[0]"))
        ]
        let never = try required(try given.judge(given.pause).findings.first { $0.code == .never })
        #expect(
            never.message == "the charter never allows `ads.pause` while `entity.clicks > 100` (`entity.clicks` is "
                + "`400`); change the charter if that is wrong")
        given.change(given.ad) { $0.clicks = 100 }
        #expect(try given.judge(given.pause).findings.allSatisfy { $0.code != .never })
        given.change(given.ad) { $0.clicks = nil }
        let unknown = try required(try given.judge(given.pause).findings.first { $0.code == .never })
        #expect(unknown.message.contains("which cannot be evaluated"))
        given.charter.actions.prohibitions = []
        let index = try required(given.charter.actions.permissions.firstIndex { $0.tool == .pause })
        given.charter.actions.permissions[index].condition = "entity.purchases > 2 && entity.kind == 'ad'"
        let unmet = try required(try given.judge(given.pause).findings.first { $0.code == .condition })
        let trigger = try required(given.charter.escalation.triggers.firstIndex { _ in true })
        given.charter.escalation.triggers[trigger].cause = .condition("entity.clicks >= 0")
        func says() throws -> String? { try given.judge(given.raise).findings.first { $0.code == .trigger }?.message }
        #expect(try says() == "`entity.clicks >= 0` holds: `entity.clicks` is `400`")
        given.change(given.good) { $0.clicks = nil }
        #expect(try says() == "`entity.clicks >= 0` cannot be evaluated on what is known")
        #expect(unmet.actual == "`entity.purchases` is `0`, `entity.kind` is `ad`", "\(unmet)")
    }
}
