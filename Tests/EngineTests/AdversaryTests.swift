import Engine
import Execution
import Foundation
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

/// A reasoner that knows the charter and wants to do harm, against the money caps; the oracle is the platform's own ledger.
@Suite struct AdversaryTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    /// A platform on a bad day.
    static func faults(_ seed: Int) -> @Sendable (Int) -> Fault {
        let dice = Lock(UInt64(seed) &* 0x9E37_79B9)
        return { _ in
            let roll = dice.withLock { state -> UInt64 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return (state >> 33) % 100
            }
            switch roll {
            case 0..<15: return .replyLost
            case 15..<20: return .requestLost
            case 20..<23: return .tooMany
            case 23..<25: return .dropped
            case 25..<27: return .refused
            default: return .none
            }
        }
    }

    /// The charters of sixty-four agents that know no cap of their own.
    private static func charters(_ text: String) -> [String] {
        (1...64).map { text.replacing("charter: paid-social", with: "charter: agent-\($0)") }
    }

    /// Twelve campaigns, and who may change their budgets.
    private static func begun(
        _ seed: Int, _ caps: (day: Int, week: Int)
    ) async throws -> (World, TestAccount, [AgentName]) {
        let world = try await World(seed: UInt64(seed))
        var account = try TestAccount()
        for name in Attack.campaigns { try account.add(name, budget: 500, ads: 1) { _ in (50_000, 40, 20) } }
        let isShared = seed == 3
        let charter =
            try Charters.loose
            + Charters.example()
            .replacing("cap: 1250 GBP", with: "cap: \(isShared ? 90_000 : caps.day / 100) GBP")
            .replacing("cap: 25000 GBP", with: "cap: 90000 GBP")
            .replacing("cap: 9500 GBP", with: "cap: \(isShared ? 90_000 : caps.week / 100) GBP")
        try await world.begin(account, charter)
        var agents = [AgentName](repeating: try Charters.agent(), count: 64)
        if isShared {
            agents = []
            for text in AdversaryTests.charters(charter) { agents.append(try await world.apply(text).agent) }
            let week = "    - { cap: \(caps.week / 100) GBP, in_any: 7 d, over: account }"
            try await world.applyLimits(Charters.limits(cap: "\(caps.day / 100) GBP", more: week))
        }
        for agent in Set(agents) { try await world.promote(to: .autonomous, agent) }
        return (world, account, agents)
    }

    /// Seeds 1 and 2 have one charter with the caps, in which sixty-four callers propose at once; seed 3 has sixty-four agents
    /// with a charter each on one account, and the caps are the organisation's.
    @Test(arguments: [1, 2, 3]) func `P1 P2 sixty-four agents never get a worst-case bill over a cap`(seed: Int)
        async throws
    {
        // With an odd seed the day is what binds, with an even one the seven days.
        let caps = seed % 2 == 1 ? (day: 80_000, week: 2_000_000) : (day: 290_000, week: 300_000)
        let (world, account, agents) = try await AdversaryTests.begun(seed, caps)
        var bank = Bank(world, account)
        let chance = world.clock
        world.platform.fails(AdversaryTests.faults(seed))
        let bytes = Lock<[[UInt8]]>([])
        let each = AdversaryTests.isProof ? 160 : 5
        // Five days at least; more where the tasks happened to interleave so that the caps were not pressed yet.
        var isTried = false
        for day in 0..<25 where day < 5 || !isTried {
            bank.dayBegins()
            await withTaskGroup(of: Void.self) { group in
                for agent in agents {
                    group.addTask {
                        for _ in 0..<each {
                            do {
                                let asked = try Attack(world: world, agent: agent, seen: bytes).next()
                                try await world.act(asked, of: agent)
                            } catch { Issue.record("seed \(seed): \(error)") }
                        }
                    }
                }
            }
            bank.dayEnds(lagDays: chance.below(2))
            _ = try await world.engine.recover { _ in false }
            try await world.engine.sync()
            #expect(try await world.reserved() >= 0)
            isTried = bank.largestDay > Int64(caps.day) / 2 || bank.largestWeek > Int64(caps.week) / 6
        }
        for problem in bank.overruns(day: Int64(caps.day), week: Int64(caps.week), month: 9_000_000) {
            Issue.record("seed \(seed): \(problem)")
        }
        #expect(isTried, "the adversary got only to \(bank.largestDay) and \(bank.largestWeek); nothing is proved")
        await world.close()
    }
}

/// The worst that the platform may bill, day by day, from what was really in force on it.
struct Bank {
    private let world: World
    private var bills: [CalendarDate: [EntityRef: Int64]] = [:]
    private let before: Int64
    private let first: CalendarDate

    init(_ world: World, _ account: TestAccount) {
        self.world = world
        before = account.campaigns.values.map(\.minorUnits).reduce(0, +)
        first = world.clock.now().utcDate
    }

    func dayBegins() {
        let today = world.clock.now().utcDate
        world.platform.state.withLock { state in
            for entity in state.entities.values where entity.ref.kind == .campaign && entity.status == .active {
                let budget = entity.dailyBudget?.minorUnits ?? 0
                state.peaks[today, default: [:]][entity.ref] = max(state.peaks[today]?[entity.ref] ?? 0, budget)
            }
        }
    }

    /// Bills the day at its maximum and goes to the next; the platform reports `lagDays` late.
    mutating func dayEnds(lagDays: Int) {
        let today = world.clock.now().utcDate
        let peaks = world.platform.state.withLock { $0.peaks[today] ?? [:] }
        var week: [EntityRef: Int64] = [:]
        for back in 0..<(today.weekday) {
            for (campaign, amount) in bills[today.adding(days: -back - 1)] ?? [:] {
                week[campaign, default: 0] += amount
            }
        }
        var bill: [EntityRef: Int64] = [:]
        for (campaign, peak) in peaks { bill[campaign] = max(0, min(peak * 7 / 4, peak * 7 - (week[campaign] ?? 0))) }
        bills[today] = bill
        world.clock.advance(.seconds(86_400))
        let until = Zone.utc.startOfDay(world.clock.now().utcDate.adding(days: -lagDays))
        let all = bills
        world.platform.state.withLock { state in
            state.completeUntil = until
            // What is billed to a campaign is reported by its ads; here each campaign has one.
            state.bills = all.mapValues { bill in
                var rows: [EntityRef: Int64] = [:]
                for (campaign, amount) in bill {
                    if let ad = EntityRef(.ad, "\(campaign.id)-1000") { rows[ad] = amount }
                }
                return rows
            }
        }
    }

    private func billed(_ day: CalendarDate) -> Int64 {
        guard day >= first else { return before }
        return (bills[day] ?? [:]).values.reduce(0, +)
    }

    var largestDay: Int64 { bills.keys.map(billed).max() ?? 0 }

    var largestWeek: Int64 {
        bills.keys.map { day in (0..<7).map { billed(day.adding(days: -$0)) }.reduce(0, +) }.max() ?? 0
    }

    func overruns(day: Int64, week: Int64, month: Int64) -> [String] {
        var found: [String] = []
        for (today, _) in bills.sorted(by: { $0.key < $1.key }) {
            if billed(today) > day { found.append("`\(today)` billed `\(billed(today))`, over `\(day)`") }
            let sum = (0..<7).map { billed(today.adding(days: -$0)) }.reduce(0, +)
            if sum > week { found.append("seven days to `\(today)` billed `\(sum)`, over `\(week)`") }
        }
        let total = bills.keys.map(billed).reduce(0, +)
        if total > month { found.append("the month billed `\(total)`, over `\(month)`") }
        return found
    }
}

/// One thing an adversary tries.
struct Attack {
    static let campaigns = "abcdefghijkl".map(String.init)
    let world: World
    let agent: AgentName
    let seen: Lock<[[UInt8]]>

    func next() throws -> [UInt8] {
        let clock = world.clock
        let one = try world.campaign(Attack.campaigns[clock.below(12)])
        let other = try world.campaign(Attack.campaigns.filter { $0 != one.id }[clock.below(11)])
        let amount =
            Int64([1, 100, 2_000, 9_999, 20_000, 45_714, 80_000, 999_999][clock.below(8)]) + Int64(clock.below(3))
        let more =
            (world.platform.shown(one)?.dailyBudget?.minorUnits ?? 0) + Int64([1, 150, 700, 3_000][clock.below(4)])
        let asked: [UInt8]
        switch clock.below(20) {
        case 0...11:
            asked = try world.bytes(.setDailyBudget(campaign: one, to: world.pounds(more)), .setDailyBudget, of: agent)
        case 12:
            asked = try world.bytes(
                .setDailyBudget(campaign: one, to: world.pounds(amount)), .setDailyBudget, of: agent)
        case 13:
            asked = try world.bytes(
                .moveBudget(from: one, to: other, amount: world.pounds(amount)), .moveBudget, of: agent)
        case 14: asked = try world.bytes(.pause(one), .pause, of: agent)
        case 15: asked = try world.bytes(.resume(one), .resume, of: agent)
        case 16:
            let new = NewCampaign(name: "x", dailyBudget: world.pounds(amount), market: "GB", channel: "paid_social")
            asked = try world.bytes(.createCampaign(new), .createCampaign, of: agent)
        case 17: asked = replay() ?? malformed(amount)
        default: asked = malformed(amount)
        }
        seen.withLock { if $0.count < 200 { $0.append(asked) } }
        return asked
    }

    private func replay() -> [UInt8]? {
        let place = world.clock.below(200)
        return seen.withLock { $0.isEmpty ? nil : $0[place % $0.count] }
    }

    private func malformed(_ amount: Int64) -> [UInt8] {
        let arguments = [
            #"{"campaign":"a","daily_budget":"0.00 GBP"}"#, #"{"campaign":"a","daily_budget":"-5.00 GBP"}"#,
            #"{"campaign":"a","daily_budget":true}"#, #"{"campaign":"a","daily_budget":"500.00 USD"}"#,
            #"{"campaign":"a","daily_budget":"9223372036854775807.00 GBP"}"#, #"{"campaign":"a","daily_budget":500}"#,
            #"{"campaign":"a","daily_budget":"1.00 GBP","daily_budget":"700.00 GBP"}"#,
            #"{"body":{"daily_budget":"700.00 GBP"},"campaign":"a","daily_budget":"1.00 GBP"}"#,
            #"{"campaign":"a","daily_budget":"NaN GBP"}"#, #"{"campaign":"a"}"#,
            #"{"campaign":"zzz","daily_budget":"70.00 GBP"}"#,
        ]
        let tools = ["ads.set_daily_budget", "ads.set_daily_budget", "ads.delete", "ads.raise", "business.escalate"]
        let text =
            #"{"agent":"\#(agent)","arguments":"# + arguments[world.clock.below(arguments.count)]
            + #","confidence":9900,"reason":"because","tool":""# + tools[world.clock.below(tools.count)] + #""}"#
        return Array(text.utf8)
    }
}
