import Reasoning
import Testing
import Vocabulary

struct StatisticalReasonerTests {
    static func brief(
        _ snapshot: PaidMediaSnapshot, permissions: Permissions = ReferenceAccount.permissions
    ) throws -> ReasoningBrief {
        ReasoningBrief(snapshot: snapshot, goal: try ReferenceAccount.goal(), permissions: permissions)
    }

    static func rebuilt(
        _ snapshot: PaidMediaSnapshot, _ change: (PaidMediaEntity) -> PaidMediaEntity
    ) -> PaidMediaSnapshot {
        PaidMediaSnapshot(
            asOf: snapshot.asOf, days: snapshot.days, currency: snapshot.currency, account: snapshot.account,
            source: snapshot.source, entities: (snapshot.campaigns + snapshot.ads).map(change))
    }

    static func with(_ entity: PaidMediaEntity, _ standing: PaidMediaEntity.Standing) -> PaidMediaEntity {
        PaidMediaEntity(
            ref: entity.ref, campaign: entity.campaign, segment: entity.segment, status: entity.status,
            dailyBudget: entity.dailyBudget, standing: standing, totals: entity.totals,
            daysRunning: entity.daysRunning)
    }

    @Test("R200 a repeated run agrees with itself", arguments: UInt64(0)..<4)
    func repeats(seed: UInt64) throws {
        let brief = try Self.brief(try World(seed: seed).snapshot)
        #expect(StatisticalReasoner().plan(brief) == StatisticalReasoner().plan(brief), "seed \(seed)")
    }

    @Test("R102 every number in a reason is cited, and a number that is not is found", arguments: UInt64(0)..<4)
    func grounded(seed: UInt64) throws {
        let agent = try required(AgentName("paid-social"))
        for draft in StatisticalReasoner().plan(try Self.brief(try World(seed: seed).snapshot)).drafts {
            let proposal = draft.proposal(by: agent)
            #expect(Grounding.uncited(in: proposal).isEmpty, "seed \(seed): \(proposal.reason)")
            let invented = Proposal(
                agent: agent, tool: proposal.tool, arguments: proposal.arguments,
                reason: proposal.reason + ", 4711.25 GBP", evidence: proposal.evidence,
                confidence: proposal.confidence)
            #expect(Grounding.uncited(in: invented) == ["4711.25"])
        }
    }

    @Test("R199 no step is larger than permitted", arguments: UInt64(0)..<6)
    func withinSteps(seed: UInt64) throws {
        for draft in StatisticalReasoner().plan(try Self.brief(try World(seed: seed).snapshot)).drafts {
            guard case .dailyBudget(let from, let to) = draft.change else { continue }
            let change = (to.minorUnits - from.minorUnits).magnitude
            #expect(change * 100 <= from.minorUnits.magnitude * 30, "seed \(seed): \(from) to \(to)")
        }
    }

    @Test func `an ad that nobody knows yet runs on, and is paused once the same silence has cost enough`() throws {
        let unknown = try Self.planWithNewAd(spend: 60, enquiries: 0, purchases: 0)
        #expect(!unknown.drafts.contains { $0.entity.id == "new" })
        #expect((unknown.nothing.counts[.unsure] ?? 0) > 0, "\(unknown.nothing.summary)")
        let known = try Self.planWithNewAd(spend: 1_500, enquiries: 4, purchases: 0)
        #expect(known.drafts.contains { $0.entity.id == "new" && $0.change == .pause }, "\(known.nothing.summary)")
    }

    @Test func `parts of a purchase count for as much as they are, in what is judged and in what is said`() throws {
        var sure: [Int] = []
        for quarters in Int64(0)..<4 {
            let part = AttributedCount(millionths: quarters * 250_000)
            let plan = try Self.planWithNewAd(spend: 400, enquiries: 4, purchases: part)
            let pause = try required(plan.drafts.first { $0.entity.id == "new" })
            sure.append(pause.confidence.tenThousandths)
            let said = quarters == 0 ? "without a purchase" : "got \(part) purchases for"
            #expect(pause.reason.contains(said), "\(pause.reason)")
            #expect(pause.evidence.contains { $0.metric.text == "purchases" && $0.value == part.description })
        }
        #expect(sure == sure.sorted(by: >) && Set(sure).count == 4, "\(sure)")
    }

    /// The plan for 12 usual ads and one that differs.
    private static func planWithNewAd(
        spend: Int64, enquiries: AttributedCount, purchases: AttributedCount
    ) throws -> ReasoningPlan {
        let campaign = try required(EntityRef(.campaign, "c"))
        func ad(
            _ id: String, _ spend: Int64, _ enquiries: AttributedCount, _ purchases: AttributedCount
        ) throws -> PaidMediaEntity {
            PaidMediaEntity(
                ref: try required(EntityRef(.ad, id)), campaign: campaign,
                totals: MetricTotals(
                    impressions: spend * 400, clicks: spend / 2, enquiries: enquiries, purchases: purchases,
                    spend: Decimal12(spend)), daysRunning: 92)
        }
        let usual = try (Int64(0)..<12).map { index in
            try ad("u\(index)", 1_000, AttributedCount(50 + index * 3), AttributedCount(17 + index))
        }
        let new = try ad("new", spend, enquiries, purchases)
        return StatisticalReasoner().plan(try brief(try ReferenceAccount.snapshot(ads: usual + [new])))
    }

    @Test func `what is waiting, settling or refused is left alone and counted`() throws {
        let world = try World(seed: 4)
        for (standing, reason) in [
            (PaidMediaEntity.Standing.waiting, DoNothing.Reason.waiting), (.settling, .settling), (.refused, .refused),
        ] {
            let plan = StatisticalReasoner().plan(
                try Self.brief(Self.rebuilt(world.snapshot) { Self.with($0, standing) }))
            #expect(plan.drafts.isEmpty)
            #expect(plan.nothing.counts == [reason: world.snapshot.ads.count + world.snapshot.campaigns.count])
        }
    }

    @Test func `without permissions nothing is proposed and doing nothing is the answer`() throws {
        let world = try World(seed: 4)
        let plan = StatisticalReasoner().plan(try Self.brief(world.snapshot, permissions: Permissions()))
        #expect(plan.drafts.isEmpty)
        #expect(plan.nothing.total == world.snapshot.ads.count + world.snapshot.campaigns.count)
        #expect(plan.nothing.summary.hasPrefix("left alone: all "))
    }

    @Test func `an ad that spent less than a purchase costs is never paused, whatever it sold`() throws {
        for seed in UInt64(0)..<4 {
            let world = try World(seed: seed)
            let price = try required(world.snapshot.totals.costPerPurchase)
            let small = Set(world.snapshot.ads.filter { $0.totals.spend < price }.map(\.ref))
            let plan = StatisticalReasoner().plan(try Self.brief(world.snapshot))
            #expect(plan.drafts.allSatisfy { !small.contains($0.entity) }, "seed \(seed)")
            #expect(plan.nothing.counts[.tooLittleData] == small.count)
        }
    }

    @Test func `a larger step is proposed only where it is worth asking a person`() throws {
        let brief = try Self.brief(try World(seed: 5).snapshot)
        var costly = ReasonerSettings()
        costly.worthAsking = .infinity
        for draft in StatisticalReasoner(costly).plan(brief).drafts {
            guard case .dailyBudget(let from, let to) = draft.change else { continue }
            #expect((to.minorUnits - from.minorUnits).magnitude * 100 <= from.minorUnits.magnitude * 15)
        }
    }

    @Test func `a goal that cannot be computed leaves everything alone and says so`() throws {
        let world = try World(seed: 6)
        let goal = PaidMediaGoal(improve: try ReferenceAccount.name("satisfaction"), .up)
        let plan = StatisticalReasoner().plan(
            ReasoningBrief(snapshot: world.snapshot, goal: goal, permissions: ReferenceAccount.permissions))
        #expect(plan.drafts.isEmpty && plan.nothing.summary.contains("satisfaction"))
    }

    @Test("R111 an account without a purchase is left to the rules, and its confidence is none")
    func rulesDecide() throws {
        let dead = try RuleReasonerTests.campaign("dead", clicks: 900, impressions: 400_000, purchases: 0, spend: 900)
        let plan = StatisticalReasoner().plan(try RuleReasonerTests.brief([dead]))
        #expect(plan.drafts.map(\.route) == [.rules])
        #expect(plan.drafts.first?.confidence.tenThousandths == 0)
    }

    @Test func `a refused raise is tried smaller, once, and a refused pause is withdrawn`() async throws {
        let brief = try Self.brief(try World(seed: 2).snapshot)
        let reasoner = StatisticalReasoner()
        let drafts = reasoner.plan(brief).drafts
        let pause = try required(drafts.first { $0.tool == .pause })
        let finding = Finding(.evidence, .refuse, message: "too little spend")
        let withdrawn = await reasoner.revise([Refusal(pause, findings: [finding])], brief)
        #expect(withdrawn.drafts.isEmpty && withdrawn.nothing.counts == [.refused: 1])
        for draft in drafts {
            guard case .dailyBudget(let from, let to) = draft.change else { continue }
            let revised = await reasoner.revise(
                [Refusal(draft, findings: [Finding(.bound, .refuse, message: "")])], brief)
            for smaller in revised.drafts {
                guard case .dailyBudget(_, let less) = smaller.change else { continue }
                #expect((less.minorUnits - from.minorUnits).magnitude < (to.minorUnits - from.minorUnits).magnitude)
            }
        }
    }

    @Test(arguments: [(FindingCode.share, "19 %", "8 % in any 7 d"), (.cumulative, "36.25 %", "25 % in any 7 d")])
    func `a step that a sum refuses is tried as small as the finding leaves room for`(
        code: FindingCode, actual: String, allowed: String
    ) async throws {
        let brief = try Self.brief(try ReferenceAccount.snapshot())
        let reasoner = StatisticalReasoner()
        var tried = 0
        for draft in reasoner.plan(brief).drafts {
            guard case .dailyBudget(let from, let to) = draft.change else { continue }
            let finding = Finding(code, .refuse, actual: actual, allowed: allowed, message: "")
            let (share, room) = (
                try required(Percentage(parsing: actual)),
                try required(Percentage(parsing: String(allowed.prefix { $0 != "%" }) + "%"))
            )
            for smaller in await reasoner.revise([Refusal(draft, findings: [finding])], brief).drafts {
                guard case .dailyBudget(_, let less) = smaller.change else { continue }
                tried += 1
                let (step, whole) = (
                    (less.minorUnits - from.minorUnits).magnitude, (to.minorUnits - from.minorUnits).magnitude
                )
                #expect(
                    step > 0
                        && step * UInt64(share.partsPerMillion) <= whole * UInt64(room.partsPerMillion)
                            + UInt64(share.partsPerMillion)
                )
                guard code == .cumulative else { continue }
                // From where it stood before the window it goes no further than is allowed.
                let sign: Double = to.minorUnits > from.minorUnits ? 1 : -1
                let origin = Double(to.minorUnits) / (1 + sign * Double(share.partsPerMillion) / 1e6)
                let moved = sign * (Double(less.minorUnits) - origin)
                #expect(moved <= origin * Double(room.partsPerMillion) / 1e6 + 1, "\(from) \(to) \(less)")
            }
            // What names no figures leaves the next permitted step, as before; what passes by next to everything leaves nothing.
            let most = Finding(code, .refuse, actual: "90 %", allowed: "1 %", message: "")
            let none = await reasoner.revise([Refusal(draft, findings: [most])], brief).drafts
            #expect(none.allSatisfy { $0.change != draft.change })
            // No size changes what somebody else did, nor reaches a floor that lies on the other side.
            let others = Finding(.changedByOthers, .refuse, message: "")
            #expect(await reasoner.revise([Refusal(draft, findings: [finding, others])], brief).drafts.isEmpty)
            let end = to.minorUnits < from.minorUnits ? from.minorUnits + 1 : to.minorUnits + 1
            let floor = Finding(
                .bound, .refuse, allowed: Money(minorUnits: end, from.currency).description, message: "")
            #expect(await reasoner.revise([Refusal(draft, findings: [floor])], brief).drafts.isEmpty)
        }
        #expect(tried > 0)
    }

    @Test func `an empty account proposes nothing`() throws {
        let snapshot = try ReferenceAccount.snapshot(ads: [])
        let plan = StatisticalReasoner().plan(try Self.brief(snapshot))
        #expect(plan.drafts.isEmpty && plan.nothing.total == 0)
    }

    @Test func `numbers without sense do not stop it`() throws {
        let ref = try required(EntityRef(.campaign, "odd"))
        let odd = PaidMediaEntity(
            ref: ref, campaign: ref, dailyBudget: Money(minorUnits: 0, try required(ReferenceAccount.currency)),
            totals: MetricTotals(purchases: 5, spend: Decimal12(units: 1)))
        let plan = StatisticalReasoner().plan(try RuleReasonerTests.brief([odd]))
        #expect(plan.drafts.isEmpty)
    }

    @Test func `a charter's actions become steps and nothing of its limits`() throws {
        let actions = Charter.Actions(permissions: [
            Charter.Permission(.pause, clause: .init("actions.may[0]")),
            Charter.Permission(
                .setDailyBudget, bounds: .init(change: Percentage(percent: 15), floor: nil),
                clause: .init("actions.may[1]")),
            Charter.Permission(
                .setDailyBudget, .withApproval(ask: [.owner], within: .seconds(60)),
                bounds: .init(change: Percentage(percent: 30)), clause: .init("actions.with_approval[0]")),
        ])
        #expect(Permissions(actions) == ReferenceAccount.permissions)
    }
}
