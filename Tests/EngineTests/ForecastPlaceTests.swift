import Engine
import Governance
import Testing
import Vocabulary

/// Which forecast an action is held to, where more than one was made of its campaign.
struct ForecastPlaceTests {
    @Test("R290 a forecast is compared until a later one of its campaign takes its place, the others for a week")
    func later() async throws {
        let invented = try await ForecastWorld(seed: 1, Charters.loose + Charters.example())
        let world = invented.world
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        try await invented.pass(days: 3)
        let first = try await Self.forecasts(world)
        let campaign = try required(first.first?.campaign)
        try await Self.pauseOne(of: campaign, world)
        try await invented.week()
        let checks = try await world.engine.forecastChecks(Charters.agent())
        let later = try required(try await Self.forecasts(world).last { $0.campaign == campaign })
        #expect(first.count > 1 && later.asOf > first[0].asOf && later.from > first[0].from)
        for forecast in first {
            let own = checks.filter { $0.campaign == forecast.campaign && $0.from == forecast.from }
            let days = forecast.campaign == campaign ? later.from.days(since: forecast.from) : 7
            #expect(own.map(\.decision) == forecast.decisions)
            #expect(own.allSatisfy { $0.days == days && $0.horizon == days }, "\(days): \(own.map(\.horizon))")
        }
        let newest = checks.filter { $0.campaign == campaign && $0.from == later.from }
        #expect(newest.map(\.decision) == later.decisions && newest.allSatisfy { $0.horizon == 7 })
        await invented.close()
    }

    @Test(
        "R290 what somebody else changed in the measured days makes a forecast say nothing, and what they changed later does not"
    )
    func disturbed() async throws {
        let invented = try await ForecastWorld(seed: 1, Charters.loose + Charters.example())
        let world = invented.world
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let forecasts = try await Self.forecasts(world)
        let (early, late) = (try required(forecasts.first), try required(forecasts.last))
        #expect(early.campaign != late.campaign)
        try await invented.pass(days: 9)
        for (forecast, day) in [(early, 3), (late, 7)] {
            var facts = EntityFacts(forecast.campaign)
            facts.changedByOthers = Zone.utc.startOfDay(forecast.from.adding(days: day))
            let changed = EntityRecord(facts: facts)
            try await world.store.write { view in try view.put(changed) }
        }
        let checks = try await world.engine.forecastChecks(Charters.agent())
        let (first, second) = (
            checks.filter { $0.campaign == early.campaign }, checks.filter { $0.campaign == late.campaign }
        )
        #expect(!first.isEmpty && first.allSatisfy { $0.isDisturbed && $0.isInside == nil })
        #expect(!second.isEmpty && second.allSatisfy { !$0.isDisturbed && $0.isInside != nil })
        await invented.close()
    }

    /// Pauses the first ad of a campaign that runs still.
    private static func pauseOne(of campaign: EntityRef, _ world: World) async throws {
        for number in 0..<24 {
            let ad = try required(EntityRef(.ad, "\(campaign.id)-\(number)"))
            let decision = try await world.act(world.bytes(.pause(ad), .pause))
            if decision.ruling.verdict == .authorise { return }
        }
        throw Missing(what: "an ad of `\(campaign)` that may be paused")
    }

    @Test("R290 what a person takes back before newer data comes is no longer in what its campaign is held to")
    func takenBack() async throws {
        for seed in UInt64(1)...6 {
            let invented = try await ForecastWorld(seed: seed)
            let world = invented.world
            _ = try await world.engine.run(Charters.agent(), shadow: false)
            let before = try await Self.forecasts(world)
            guard let several = before.first(where: { Set($0.decisions).count > 1 }) else {
                await invented.close()
                continue
            }
            let back = several.decisions[0]
            let became = try await world.engine.undo(back, by: world.owner)
            guard became.allSatisfy({ if case .done = $0.became { true } else { false } }) else {
                throw Missing(what: "an undo: \(became)")
            }
            try await invented.week()
            let after = try await Self.forecasts(world)
            #expect(after.count == before.count)
            let now = try required(after.first { $0.campaign == several.campaign })
            #expect(now.asOf == several.asOf && now.expectation != several.expectation)
            #expect(now.madeAt == several.madeAt, "what others did since it was first written disturbs it")
            #expect(now.decisions == several.decisions.filter { $0 != back })
            let checks = try await world.engine.forecastChecks(Charters.agent())
            #expect(checks.contains { $0.campaign == several.campaign } && !checks.contains { $0.decision == back })
            await invented.close()
            return
        }
        Issue.record("no seed has a campaign in which two things were done")
    }

    @Test("R290 a campaign in which everything was taken back is held to nothing, and the others to theirs")
    func allTakenBack() async throws {
        let invented = try await ForecastWorld(seed: 1, Charters.loose + Charters.example())
        let world = invented.world
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let before = try await Self.forecasts(world)
        let gone = try required(before.min { $0.decisions.count < $1.decisions.count })
        #expect(before.count > 1)
        for decision in gone.decisions { _ = try await world.engine.undo(decision, by: world.owner) }
        try await invented.week()
        let after = try await Self.forecasts(world)
        #expect(after.map(\.campaign) == before.map(\.campaign).filter { $0 != gone.campaign })
        let checks = try await world.engine.forecastChecks(Charters.agent())
        #expect(!checks.isEmpty && !checks.contains { $0.campaign == gone.campaign })
        await invented.close()
    }

    private static func forecasts(_ world: World) async throws -> [ForecastRecord] {
        let first = try required(CalendarDate(parsing: "2017-09-01"))
        return try await world.store.read { view in try view.forecasts(of: Charters.agent(), from: first) }
    }
}
