import Schemas
import Testing
import Vocabulary

@testable import Sandbox

@Suite struct PlatformTests {
    private let ad = known(EntityRef(.ad, "spring-1"))

    @Test func `an effect is applied, answered and seen in the history with who asked`() throws {
        var platform = try World.platform()
        let outcome = platform.answer(
            World.effect(.setDailyBudget(World.spring, World.pounds(4_088)), key: "k1", by: "ann"))
        #expect(outcome.reply.status == 200)
        #expect(platform.state.entities[World.spring]?.dailyBudget == World.pounds(4_088))
        #expect(platform.state.entities[World.spring]?.version == 2)
        let change = try #require(platform.state.changes.last)
        #expect(change.actor == "ann" && change.field == "daily_budget")
        #expect(change.before == "100.00 GBP" && change.after == "40.88 GBP")
    }

    @Test func `a history keeps the parts of a purchase, and people buy as the parts say`() throws {
        var metrics = SandboxMetrics(
            impressions: 40_000, clicks: 100, spend: Decimal12(140), enquiries: 10,
            purchases: .init(millionths: 970_000))
        #expect(try SandboxMetrics(json: metrics.json) == metrics)
        for wrong in [AttributedCount(-1), .init(millionths: 1_000_000_000_000_000_001)] {
            metrics.purchases = wrong
            #expect(throws: JSONShapeError.self) { try SandboxMetrics(json: metrics.json) }
        }
        func bought(_ each: AttributedCount) -> Int64 {
            let ads = (1...20).compactMap { EntityRef(.ad, "a\($0)") }
            let seen = SandboxMetrics(
                impressions: 40_000, clicks: 100, spend: Decimal12(140), enquiries: 10, purchases: each)
            let response = Response(
                history: Dictionary(uniqueKeysWithValues: ads.map { ($0, seen) }), days: 90)
            var chance = SplitMix(seed: 5)
            return ads.reduce(0) { $0 + response.counts(of: $1, for: 1_400, partOfDay: 1, chance: &chance)[3] }
        }
        let (none, half, whole) = (bought(0), bought(.init(millionths: 500_000)), bought(1))
        #expect(none < half / 2 && half < whole * 3 / 4 && half > whole / 4, "\(none) \(half) \(whole)")
    }

    @Test(arguments: [true, false])
    func `a campaign that goes on as before brings what it brought, many small ads with one enquiry each among them`(
        isByDay: Bool
    ) throws {
        let days = 90
        let small = (1...40).compactMap { EntityRef(.ad, "s\($0)") }
        let large = (1...4).compactMap { EntityRef(.ad, "l\($0)") }
        var history: [EntityRef: SandboxMetrics] = [:]
        for ad in small {
            history[ad] = SandboxMetrics(impressions: 500, clicks: 0, spend: .zero, enquiries: 1, purchases: 1)
        }
        for ad in large {
            history[ad] = SandboxMetrics(
                impressions: 90_000, clicks: 90, spend: Decimal12(90), enquiries: 6, purchases: 2)
        }
        let first = CalendarDate(epochDay: 17_000)
        let periods = (0..<days).compactMap { day in
            isByDay ? Period(first.adding(days: day), first.adding(days: day)) : Period(first, first.adding(days: 89))
        }
        let response = Response(history: history, days: Response.days(in: Set(periods)))
        var chance = SplitMix(seed: 9)
        var sums: [Int64] = [0, 0, 0, 0]
        // Thirty times the history, a day at a time, at 4.00 a day for all.
        for _ in 0..<(30 * days) {
            let ads = (small + large).sorted()
            for (ad, amount) in zip(ads, response.divide(400, among: ads, chance: &chance)) {
                let counts = response.counts(of: ad, for: Double(amount) / 100, partOfDay: 1, chance: &chance)
                for (index, count) in counts.enumerated() { sums[index] += count }
            }
        }
        // 64 enquiries and 48 purchases, each within a twentieth.
        let (enquiries, purchases) = (Double(sums[2]) / 30, Double(sums[3]) / 30)
        #expect(abs(enquiries - 64) < 3.2 && abs(purchases - 48) < 2.4, "\(enquiries) \(purchases)")
    }

    @Test func `a repeat under the same key gets the first answer and changes nothing`() throws {
        var platform = try World.platform()
        let request = World.effect(.pause(ad), key: "k1")
        let first = platform.answer(request)
        _ = platform.answer(World.effect(.resume(ad), key: "k2", by: "somebody else"))
        let again = platform.answer(request)
        #expect(first.reply == again.reply)
        #expect(again.entries.isEmpty)
        #expect(platform.state.entities[ad]?.status == .active)
    }

    @Test func `the same key with another body is a conflict`() throws {
        var platform = try World.platform()
        _ = platform.answer(World.effect(.setDailyBudget(World.spring, World.pounds(5_000)), key: "k1"))
        let other = platform.answer(World.effect(.setDailyBudget(World.spring, World.pounds(5_001)), key: "k1"))
        #expect(other.reply.status == 409)
        #expect(platform.state.entities[World.spring]?.dailyBudget == World.pounds(5_000))
    }

    @Test func `a version that is not the current one changes nothing`() throws {
        var platform = try World.platform()
        _ = platform.answer(World.effect(.pause(World.spring), key: "k1", by: "somebody else"))
        let late = platform.answer(
            World.effect(.setDailyBudget(World.spring, World.pounds(1)), key: "k2", ifVersion: 1))
        #expect(late.reply.status == 412)
        #expect(late.entries.isEmpty)
    }

    @Test(arguments: [
        (SandboxEffect.pause(known(EntityRef(.ad, "none"))), Int64(404)),
        (.pause(World.account), 400),
        (.setDailyBudget(known(EntityRef(.ad, "spring-1")), Money(minorUnits: 1, World.gbp)), 400),
        (.setDailyBudget(World.spring, Money(minorUnits: 1, known(Currency("EUR")))), 400),
        (.setTargeting(known(EntityRef(.ad, "spring-1")), [:]), 400),
        (.create(SandboxCreation(ref: World.spring, parent: World.account, name: "", dailyBudget: nil)), 409),
        (
            .create(
                SandboxCreation(
                    ref: known(EntityRef(.campaign, "x")), parent: World.account, name: "", dailyBudget: nil)),
            400
        ),
        (
            .create(SandboxCreation(ref: known(EntityRef(.ad, "x")), parent: World.spring, name: "", dailyBudget: nil)),
            400
        ),
    ]) func `what makes no sense is refused and leaves nothing behind`(effect: SandboxEffect, status: Int64) throws {
        var platform = try World.platform()
        let outcome = platform.answer(World.effect(effect, key: "k"))
        #expect(outcome.reply.status == status)
        #expect(outcome.entries.isEmpty)
    }

    @Test func `deleting a campaign deletes what is below it and nothing brings it back`() throws {
        var platform = try World.platform()
        _ = platform.answer(World.effect(.delete(World.spring), key: "k1"))
        #expect(platform.state.entities[ad]?.status == .deleted)
        #expect(platform.state.entities[known(EntityRef(.ad, "autumn-1"))]?.status == .active)
        #expect(platform.answer(World.effect(.resume(ad), key: "k2")).reply.status == 409)
    }

    @Test func `what is created starts paused and is not billed`() throws {
        var platform = try World.platform()
        let fresh = SandboxCreation(
            ref: known(EntityRef(.campaign, "new")), parent: World.account, name: "New",
            dailyBudget: World.pounds(9_900))
        _ = platform.answer(World.effect(.create(fresh), key: "k1"))
        #expect(platform.state.entities[fresh.ref]?.status == .paused)
        platform.advance(to: World.days(3))
        #expect(platform.state.meters[fresh.ref] == nil)
    }

    @Test func `seeding again adds nothing and keeps what people changed on the platform`() throws {
        var platform = try World.platform()
        _ = platform.answer(World.effect(.setDailyBudget(World.spring, World.pounds(1)), key: "k1"))
        let again = platform.answer(Request(id: 4, call: .seed(World.seed())))
        #expect(again.reply.status == 200 && again.entries.isEmpty)
        #expect(platform.state.entities[World.spring]?.dailyBudget == World.pounds(1))
    }

    @Test func `a campaign that came without a budget gets the ones that become known, until somebody changes it`()
        throws
    {
        var platform = try World.platform(World.seed(budgets: [10_000, 0]))
        let known = World.entity(World.autumn, below: World.account, budget: 700)
        let late = SeedCall(account: nil, entities: [known], history: [])
        #expect(platform.answer(Request(id: 4, call: .seed(late))).reply.status == 200)
        #expect(platform.state.entities[World.autumn]?.dailyBudget == World.pounds(700))
        #expect(platform.state.entities.count == World.seed().entities.count + 1, "nothing is there twice")
        #expect(platform.state.children[World.account]?.filter { $0 == World.autumn }.count == 1)

        var stopped = World.entity(World.autumn, below: World.account, budget: 900)
        stopped.status = .paused
        let later = SeedCall(account: nil, entities: [stopped], history: [])
        for said in [later, late, later] {
            #expect(platform.answer(Request(id: 5, call: .seed(said))).reply.status == 200)
            let entity = platform.state.entities[World.autumn]
            #expect(entity?.dailyBudget == said.entities[0].dailyBudget && entity?.status == .paused, "\(said)")
        }

        var touched = try World.platform(World.seed(budgets: [10_000, 0]))
        _ = touched.answer(World.effect(.pause(World.autumn), key: "k1"))
        _ = touched.answer(Request(id: 4, call: .seed(late)))
        #expect(touched.state.entities[World.autumn]?.dailyBudget == World.pounds(0))
    }

    @Test func `another account does not fit into the same platform`() throws {
        var platform = try World.platform()
        let other = SandboxAccount(
            ref: known(EntityRef(.account, "other")), name: "", currency: World.gbp, zone: .utc, seed: 1,
            opened: World.opened
        )
        let outcome = platform.answer(Request(id: 4, call: .seed(SeedCall(account: other, entities: [], history: []))))
        #expect(outcome.reply.status == 409)
    }

    @Test func `a report says of which days nothing is known, and never 0 instead`() throws {
        var platform = try World.platform(World.seed(World.opening(lag: 24)))
        platform.advance(to: World.days(4))
        func unknown(_ period: String, _ kind: EntityKind = .account) throws -> String? {
            let call = ReportCall(
                kind: kind, within: nil, period: known(Period(parsing: period)), isByDay: false, after: 0)
            let answered = platform.ask(.read(.report(call)))
            let item = try #require(answered?["items"]?[0])
            return try SandboxReport.Row(json: item).unknown
        }
        let whole = "known only as a whole for `2017-07-01/2017-09-30`"
        #expect(try unknown("2017-08-01/2017-08-31") == whole)
        #expect(try unknown("2017-07-01/2017-09-29", .ad) == whole)
        #expect(try unknown("2017-09-30/2017-10-02") == whole)
        #expect(try unknown("2017-06-30/2017-09-30") == "nothing is known of days before `2017-07-01`")
        #expect(try unknown("2017-07-01/2017-09-30") == nil)
        #expect(try unknown("2017-07-01/2017-10-02") == nil)
        #expect(try unknown("2017-10-01/2017-10-02") == nil)
        #expect(try unknown("2017-10-20/2017-10-31")?.hasPrefix("nothing is reported after") == true)
    }

    @Test func `every request and reply reads back as it was written`() throws {
        let calls: [Request.Call] = [
            .hello, .read(.entity(ad)), .read(.list(kind: .ad, within: World.spring, after: 3)),
            .read(.report(ReportCall(kind: .ad, within: nil, period: World.period, isByDay: true, after: 0))),
            .read(.changes(after: 7)), .read(.answer(key: "k")), .seed(World.seed()), .advance(to: World.days(1)),
            .faults(set: nil), .faults(set: ["drop"]),
        ]
        for call in calls {
            let request = Request(id: 5, call: call)
            #expect(try Request(json: JSON(parsing: request.json.canonicalBytes)) == request)
        }
        var platform = try World.platform()
        let reply = platform.answer(World.effect(.pause(ad), key: "k")).reply
        #expect(try Reply(json: JSON(parsing: reply.json.canonicalBytes)) == reply)
    }

    @Test(arguments: [0, 1, 4])
    func `what is told of a whole campaign is reported, billed and goes on, whether ads of it are known or not`(
        ads: Int
    ) throws {
        let campaign = World.spring
        let set = known(EntityRef(.adSet, "set"))
        let below = (0..<ads).map { World.entity(known(EntityRef(.ad, "n\($0)")), below: set) }
        let told = SandboxMetrics(
            impressions: 400_000, clicks: 900, spend: Decimal12(920), enquiries: 184, purchases: 92)
        let whole = SandboxHistory(entity: campaign, period: World.period, metrics: told)
        let seed = SeedCall(
            account: World.opening(),
            entities: [World.entity(campaign, below: World.account, budget: 1_000)]
                + (ads > 0 ? [World.entity(set, below: campaign)] : []) + below,
            history: [whole])
        var platform = try World.platform(seed)
        let before = try platform.report(.campaign, World.period)
        #expect(before.map(\.metrics) == [told] && before.allSatisfy { $0.unknown == nil })
        // Nobody said how much of it each ad was: that is not nothing.
        let ofAds = try platform.report(.ad, World.period)
        #expect(
            ofAds.count == ads && ofAds.allSatisfy { $0.unknown?.contains("only of `\(campaign)` as a whole") == true })
        platform.advance(to: World.days(365))
        let year = known(Period(parsing: "2017-10-01/2018-09-28"))
        let rows = try platform.report(.campaign, year, byDay: true)
        let sum = rows.reduce(into: SandboxMetrics.none) { $0 += $1.metrics }
        let days = Double(rows.count)
        #expect(days > 350)
        #expect(abs(sum.spend.approximate / days - 10) < 0.5, "\(sum)")
        // One purchase a day, as before.
        #expect(abs((sum.purchases?.approximate ?? 0) / days - 1) < 0.15, "\(sum)")
        if ads == 0 {
            #expect(Set(platform.state.spent.keys) == [campaign])
        } else {
            #expect(Set(platform.state.spent.keys) == Set(below.map(\.ref)))
        }
    }

    @Test func `a part of a history is one of so many that together are all of it`() {
        let whole = SandboxMetrics(
            impressions: 100, clicks: 7, spend: known(Decimal12(parsing: "10.01")), enquiries: 5,
            purchases: .init(millionths: 970_000), revenue: Decimal12(3))
        for count in 1...9 {
            let sum = (0..<count).reduce(into: SandboxMetrics.none) { $0 += whole.part($1, of: count) }
            #expect(sum == whole)
        }
    }
}
