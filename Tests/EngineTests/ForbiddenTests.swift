@testable import Engine
import Execution
import Governance
import Reasoning
import Testing
import Vocabulary

/// What a charter never lets be touched: the agent reads that as a permission it has not, and the gate refuses it all the same.
@Suite struct ForbiddenTests {
    @Test func `nothing is proposed about what nothing may ever be done to, nor about what is below it`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        let free = try await world.engine.run(Charters.agent(), shadow: true)
        let proposed = Set(free.entries.compactMap(\.entity))
        let facts = try await world.store.read { view in try view.entities(after: nil, limit: 1_000) }.map(\.facts)
        let ads = facts.filter { $0.ref.kind == .ad && proposed.contains($0.ref) }
        let campaign = try required(ads.compactMap { $0.scope(.campaign) }.first { proposed.contains($0) })
        let inside = Set(facts.filter { $0.ref == campaign || $0.scope(.campaign) == campaign }.map(\.ref))
        _ = try await world.apply(
            try Charters.example().replacing(#"campaign: "brand-*""#, with: "campaign: \"\(campaign.id)\""))
        let run = try await world.engine.run(Charters.agent(), shadow: true)
        let about = Set(run.entries.compactMap(\.entity))
        #expect(about.isDisjoint(with: inside) && !about.isEmpty, "\(about.intersection(inside))")
        #expect(run.leftAlone.contains(" not running or not permitted"), "\(run.leftAlone)")
        await world.close()
    }

    @Test func `what is below something is meant by the name of what is above it`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        let free = try await world.engine.run(Charters.agent(), shadow: true)
        let facts = try await world.store.read { view in try view.entities(.ad, after: nil, limit: 1_000) }.map(\.facts)
        let first = try required(facts.first { ad in free.entries.contains { $0.entity == ad.ref } })
        let campaign = try required(first.scope(.campaign))
        let shown = try required(world.platform.shown(campaign))
        world.platform.put(
            PlatformEntity(
                ref: campaign, parent: shown.parent, name: "Brand-UK", status: shown.status,
                dailyBudget: shown.dailyBudget, targeting: shown.targeting, created: shown.created,
                started: shown.started, inBundle: false, inExperiment: false, version: shown.version))
        let run = try await world.engine.run(Charters.agent(), shadow: true)
        let inside = facts.filter { $0.scope(.campaign) == campaign }.map(\.ref)
        #expect(Set(run.entries.compactMap(\.entity)).isDisjoint(with: inside + [campaign]))
        await world.close()
    }

    @Test func `a name that would decide and is not known leaves the ruling to the gate`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        let rulebook = try required(try await world.store.read { view in try view.rulebook(of: Charters.agent()) })
        var facts = EntityFacts(try required(EntityRef(parsing: "campaign/1")))
        #expect(rulebook.charter.forbidsAnything(on: facts) == nil)
        facts.name = "Brand-UK"
        #expect(rulebook.charter.forbidsAnything(on: facts) == true)
        facts.name = "prospecting"
        #expect(rulebook.charter.forbidsAnything(on: facts) == false)
        await world.close()
    }
}
