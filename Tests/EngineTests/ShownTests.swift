@testable import Engine
import Governance
import Reasoning
import Testing
import Vocabulary

/// A reasoner is shown what the charter shows, and nothing else.
@Suite struct ShownTests {
    @Test func `what may not be seen is in no snapshot`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        let account = try required(try await world.store.read { view in try view.account() })
        let known = try await world.store.read { view in try view.entities(after: nil, limit: 1_000) }
        let entities = known.map { record in
            var record = record
            record.attributes = ["age": "30-34", "gender": "F", "interest": "16"]
            return record
        }
        func shown(_ fields: [String], but hidden: [String] = []) -> PaidMediaSnapshot {
            SnapshotBuilder(
                account: account, entities: entities, refused: [], settling: [], now: world.clock.now(),
                data: Charter.DataRule(maySee: fields, mayNotSee: hidden)
            ).snapshot()
        }
        let all = shown(["campaign", "ad_set", "ad", "metrics", "age_band", "gender", "interest"])
        #expect(!all.ads.isEmpty && all.ads.allSatisfy { $0.segment.age != nil && $0.segment.interest != nil })
        let kinds = shown(["campaign", "metrics"])
        #expect(kinds.ads.isEmpty && kinds.campaigns.count == all.campaigns.count)
        let people = shown(["campaign", "ad", "metrics", "age_band", "gender"], but: ["gender"])
        #expect(people.ads.count == all.ads.count && people.ads.allSatisfy { $0.segment.age != nil })
        #expect(people.ads.allSatisfy { $0.segment.gender == nil && $0.segment.interest == nil })
        let alone = shown(["ad", "metrics"])
        #expect(alone.ads.isEmpty, "without its campaign an ad would be judged as if the account had sold nothing")
        let none = shown(["campaign", "ad"])
        #expect(none.ads.isEmpty && none.campaigns.isEmpty && none.trend == nil)
        // The engine builds by the charter in force.
        let rulebook = try required(try await world.store.read { view in try view.rulebook(of: Charters.agent()) })
        #expect(try await !world.engine.brief(rulebook, at: world.clock.now()).snapshot.ads.isEmpty)
        _ = try await world.apply(try Charters.example().replacing("may_see: [ad, ", with: "may_see: ["))
        let blind = try required(try await world.store.read { view in try view.rulebook(of: Charters.agent()) })
        #expect(try await world.engine.brief(blind, at: world.clock.now()).snapshot.ads.isEmpty)
        await world.close()
    }
}
