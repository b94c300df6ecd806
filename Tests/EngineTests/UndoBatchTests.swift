import Engine
import Execution
import Foundation
import Governance
import Locks
import Testing
import Vocabulary

/// A thousand actions of one run are taken back at once (`MANDATE_PROVE=1`; else a slice of them).
@Suite struct UndoBatchTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    @Test func `P9 a batch is taken back to the last field, and what somebody else changed is named`() async throws {
        let count = Self.isProof ? 1_000 : 60
        let world = try await World()
        var account = try TestAccount()
        for index in 0..<10 { try account.add("c\(index)", budget: 10_000, ads: count / 10) { _ in (500, 40, 20) } }
        let limits =
            ["pause", "resume", "create_campaign"].map {
                "{ tool: ads.\($0), at_most: 1000 times, in_any: 24 h, over: agent }"
            } + ["{ tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }"]
        try await world.begin(account, try World.limitedCharter(limits, dayCap: "12500"))
        try await world.promote()
        try await world.engine.sync()
        let run = RunID(at: world.clock.now(), random: (1, 1))
        let before = account.ads.compactMap { world.platform.shown($0.ref)?.status }
        for ad in account.ads {
            let decision = try await world.act(world.bytes(.pause(ad.ref), .pause), in: run)
            guard decision.ruling.verdict == .authorise else {
                Issue.record("\(decision.ruling.findings)")
                return
            }
        }
        // Somebody deletes some of them: neither what we left nor what was before.
        let gone = Set(stride(from: 3, to: count, by: 17).map { account.ads[$0].ref })
        let now = world.clock.now()
        world.platform.state.withLock { state in
            for ad in gone { state.set(ad, now, "somebody") { $0.status = .deleted } }
        }
        let sent = world.platform.effects.count
        let decisions = try await world.store.read { view in try view.decisions(of: run) }
        let group = try await world.engine.group(of: try required(decisions.first))
        #expect(group.decisions.count == count)
        let results = try await world.engine.undo(group.decisions, by: world.owner)
        #expect(results.count == count)
        for result in results {
            let entity = try required(result.record.decision?.ruling.effects.changes.first?.entity)
            #expect(result.isBack == !gone.contains(entity), "\(entity): \(result.became) \(result.trouble ?? "")")
            let isNamed = result.became.contains { if case .exception = $0.became { true } else { false } }
            #expect(isNamed == gone.contains(entity))
        }
        #expect(world.platform.effects.count == sent + count - gone.count)
        let after = account.ads.compactMap { world.platform.shown($0.ref)?.status }
        let wanted = zip(account.ads, before).map { gone.contains($0.0.ref) ? EntityStatus.deleted : $0.1 }
        #expect(after == wanted)
        await world.close()
    }
}
