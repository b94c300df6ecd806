import Cryptography
import Engine
import Execution
import Governance
import Locks
import Schemas
import Store
import Vocabulary

/// The workload's metrics as the store holds an imported snapshot: one account, its campaigns, their counts.
struct DecisionSnapshot {
    private let home: ScratchHome
    private let count: Int
    private let account: EntityRef
    private let euro: Currency
    private let zone: Zone
    private let now: Instant

    init(_ home: ScratchHome, count: Int) throws {
        guard let account = EntityRef(.account, "bench"), let euro = Currency("EUR"), let zone = Zone("Europe/Berlin")
        else { throw UsageError("the account cannot be made") }
        self.home = home
        self.count = count
        self.account = account
        self.euro = euro
        self.zone = zone
        now = home.surroundings.now()
    }

    /// The metrics' budget in the tool call; to keep a budget is not an action here, so it moves by one cent.
    static func budget(_ call: ToolCall, _ campaign: Campaign) -> Int {
        call.budget == campaign.dailyBudget ? campaign.dailyBudget + 1 : call.budget
    }

    /// The tool call as a proposal's bytes, with two values that the gate holds against the snapshot.
    static func proposal(_ campaign: Campaign, _ call: ToolCall, of agent: AgentName) -> [UInt8] {
        let minor = budget(call, campaign)
        let entity = "campaign/\(campaign.id)"
        let asked =
            call.tool == "pause_campaign"
            ? "\"arguments\":{\"entity\":\"\(entity)\"}"
            : "\"arguments\":{\"campaign\":\"\(campaign.id)\",\"daily_budget\":\"\(minor / 100).\(padded(minor % 100, 2)) EUR\"}"
        let tool = call.tool == "pause_campaign" ? "ads.pause" : "ads.set_daily_budget"
        let from = "\"as_of\":\"2026-01-01T00:00:00Z\",\"entity\":\"\(entity)\",\"metric\""
        return Array(
            """
            {"agent":"\(agent)",\(asked),"confidence":\(campaign.confidence * 100),"evidence":[{\(from):"clicks",\
            "source":"ads.metrics","value":"\(campaign.clicks)"},{\(from):"purchases","source":"ads.metrics",\
            "value":"\(campaign.conversions)"}],"reason":"\(spelt(call.reason))","rejected":[],"tool":"\(tool)"}
            """.utf8)
    }

    /// The policy's reason with its own numbers as words: a number in figures has to be cited.
    private static func spelt(_ reason: String) -> String {
        known.withLock { known in
            if let words = known[reason] { return words }
            let words = [("25", "twenty-five"), ("10", "ten"), ("0.5", "half a"), ("2 ", "two ")].reduce(reason) {
                $0.replacing($1.0, with: $1.1)
            }
            known[reason] = words
            return words
        }
    }

    /// The policy knows five reasons; to spell each of them anew would be measured as the product's own work.
    private static let known = Lock<[String: String]>([:])

    /// What the platform shows before the run.
    var platform: [PlatformEntity] {
        (0..<count).compactMap { number in
            let campaign = Campaign(number)
            guard let ref = EntityRef(.campaign, campaign.id) else { return nil }
            return PlatformEntity(
                ref: ref, parent: account, name: campaign.channel, status: .active,
                dailyBudget: Money(minorUnits: Int64(campaign.dailyBudget), euro), targeting: "{}", created: now,
                started: zone.date(at: now), inBundle: false, inExperiment: false, version: nil)
        }
    }

    func write() async throws {
        let today = zone.date(at: now)
        guard let period = Period(today.adding(days: -29), today) else { throw UsageError("the period is empty") }
        let record = AccountRecord(
            ref: account, currency: euro, zone: zone, period: period, asOf: now,
            bills: BilledDays(billed: [:], reportedTo: today), standing: 0, standingOn: today, seenChange: 0)
        let above = EntityRecord(facts: EntityFacts(account))
        try await home.store.write { view in
            try view.put(record)
            try view.put(above)
        }
        for first in stride(from: 0, to: count, by: 200) {
            let rows = try (first..<min(first + 200, count)).map { try row(Campaign($0), period) }
            let account = account
            try await home.store.write { view in
                for (entity, metrics) in rows {
                    try view.put(entity)
                    _ = try view.add(metrics, under: [account])
                }
            }
        }
    }

    private func row(_ campaign: Campaign, _ period: Period) throws -> (EntityRecord, MetricRecord) {
        guard let ref = EntityRef(.campaign, campaign.id) else { throw UsageError("a campaign cannot be named") }
        var facts = EntityFacts(ref)
        facts.name = campaign.channel
        facts.status = .active
        facts.dailyBudget = Money(minorUnits: Int64(campaign.dailyBudget), euro)
        facts.started = now.advanced(by: .seconds(-86_400 * campaign.daysRunning))
        facts.inBundle = false
        facts.inExperiment = false
        facts.changedByOthers = now.advanced(by: .seconds(-3_600 * campaign.hoursSinceChange))
        let metrics = MetricRecord(
            source: .adsMetrics, entity: ref, period: period,
            spend: MetricMoney(Money(minorUnits: Int64(campaign.spend), euro)),
            impressions: Int64(campaign.impressions), clicks: Int64(campaign.clicks),
            enquiries: AttributedCount(Int64(campaign.conversions)),
            purchases: AttributedCount(Int64(campaign.conversions)), asOf: now)
        return (EntityRecord(facts: facts, readAt: now), metrics)
    }

    /// Puts each agent's charter in force, autonomous with both tools.
    func appoint(_ agents: [AgentName], by person: PersonID) async throws {
        let now = now
        for agent in agents {
            let source = Array(BenchCharter.text(agent.text).utf8)
            let version = CharterVersion(
                agent: agent, number: 1, hash: SHA256.hash(source).hex, source: source, appliedAt: now,
                appliedBy: person, isSelfAgreed: true)
            let target = Decimal12(parsing: "8.50").map { MetricMoney($0, euro) }
            let baseline = FrozenBaseline(
                agent: agent, charterVersion: 1, period: nil, values: [:], target: target, frozenAt: now)
            try await home.store.write { view in
                try view.apply(version)
                try view.freeze(baseline)
                for tool in [ToolName.setDailyBudget, .pause] {
                    try view.setStage(.autonomous, of: tool, agent, at: now)
                }
            }
        }
    }
}
