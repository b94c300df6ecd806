import Cryptography
@testable import Engine
import Execution
import Foundation
import Governance
import Locks
import Testing
import Vocabulary

/// Approvals by the thousand: forged ones in parallel, and one yes that many give at the same moment.
@Suite struct ApprovalProofTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
    private typealias Parts = PeopleTests.Parts

    /// One part of an approval made another than the one that would be accepted.
    private static func forge(_ parts: inout Parts, _ world: World, _ other: DecisionID) {
        let dice = world.clock
        switch dice.below(9) {
        case 0: parts.signatory = world.stranger
        case 1:
            parts.signatory = world.stranger
            parts.person = world.stranger.person
        case 2:
            // Somebody of the team who is not asked, with roles that they claim.
            parts.signatory = world.deputy
            parts.person = world.deputy.person
        case 3:
            let (place, bit) = (dice.below(64), UInt8(1) << dice.below(8))
            parts.afterSigning = { if $0.count == 64 { $0[place] ^= bit } }
        case 4:
            let length = [0, 1, 32, 63, 65, 128][dice.below(6)]
            parts.afterSigning = { $0 = [UInt8](repeating: $0.first ?? 1, count: length) }
        case 5:
            parts.log = ["", "mandate.example/copy", "MANDATE.EXAMPLE/test", "mandate.example/test "][dice.below(4)]
        case 6: parts.decision = other
        case 7:
            // The owner's signature over one thing, shown over another.
            let at = parts.at.advanced(by: .seconds(Int64(1 + dice.below(9_000))))
            let signed = parts.made([]).signedBytes
            parts.at = at
            let key = parts.signatory.key
            parts.afterSigning = { $0 = key.sign(signed).bytes }
        default:
            let digits = (0..<64).map { _ in "0123456789abcdef".randomElement(at: dice.below(16)) }
            parts.hash = String(digits)
        }
    }

    @Test func `P27 forged approvals in parallel have no effect, and then the real one is used once`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let held = try required(report.entries(.hold).first).decision
        let done = try required(report.entries(.authorise).first).decision
        let stored = try await world.store.read { view in try view.decision(held) }
        let decision = try required(stored)
        let attempts = world.platform.attempts
        let count = Self.isProof ? 100_000 : 800
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<(count / 16) {
                        var parts = Parts(decision, world.owner, world.clock.now())
                        for _ in 0...world.clock.below(3) { Self.forge(&parts, world, done) }
                        do {
                            switch try await world.engine.use(parts.approval) {
                            case .notAsked, .notOpen: break
                            case let answer: Issue.record("\(answer)")
                            }
                        } catch is EngineError {} catch { Issue.record("\(error)") }
                    }
                }
            }
        }
        #expect(world.platform.attempts == attempts)
        #expect(try await world.store.read { view in try view.openHold(held) } != nil, "the hold still waits")
        let yes = Parts(decision, world.owner, world.clock.now()).approval
        let used = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    do { if case .used = try await world.engine.use(yes) { return 1 } } catch {
                        Issue.record("\(error)")
                    }
                    return 0
                }
            }
            return await group.reduce(0, +)
        }
        #expect(used == 1 && world.platform.attempts == attempts + 1)
        await world.close()
    }

    /// Sixty holds in each world, since after ninety days its data are too old to act on, and one world after the other, since each
    /// has a store of its own.
    @Test(arguments: 0..<(isProof ? 8 : 1))
    func `P47 a hold that many approve at the same moment, while answers are lost, runs once`(_: Int) async throws {
        for _ in 0..<(Self.isProof ? 209 : 1) { try await approveTogether() }
    }

    private func approveTogether() async throws {
        let others = ["pause", "resume", "create_campaign"].map {
            "{ tool: ads.\($0), at_most: 50 times, in_any: 24 h, over: agent }"
        }
        let world = try await World.limited(
            [
                "{ tool: ads.set_daily_budget, at_most: 9 times, in_any: 6 h, over: campaign }",
                "{ tool: ads.set_daily_budget, by: 60 %, in_any: 24 h, over: campaign }",
            ] + others)
        // Every third answer is lost, and every fifth request.
        world.platform.fails { $0 % 3 == 0 ? .replyLost : $0 % 5 == 0 ? .requestLost : .none }
        let campaign = try world.campaign("a")
        for round in 0..<(Self.isProof ? 60 : 24) {
            let now = try required(world.platform.shown(campaign)?.dailyBudget).minorUnits
            let wanted = world.pounds(round % 2 == 0 ? now * 120 / 100 : now * 80 / 100)
            let decision = try await world.act(
                try world.bytes(.setDailyBudget(campaign: campaign, to: wanted), .setDailyBudget))
            guard decision.ruling.verdict == .hold else {
                Issue.record("\(decision.ruling.findings)")
                return
            }
            let before = world.platform.effects.count
            #expect(await approvals(of: decision.id, world) == 1, "one of four is used")
            // A day later what was in doubt is looked at: nothing that was done is sent a second time.
            world.clock.advance(.seconds(25 * 3_600))
            for _ in 0..<3 { _ = try await world.engine.recover { _ in false } }
            #expect(world.platform.effects.count <= before + 1)
            let state = try await world.store.read { view in try view.record(of: decision.id)?.state }
            let isThere = world.platform.shown(campaign)?.dailyBudget == wanted
            #expect(isThere == (state == .done), "\(String(describing: state)), and the platform shows \(isThere)")
        }
        await world.close()
    }

    /// How many of four that approve at once are used.
    private func approvals(of decision: DecisionID, _ world: World) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    do {
                        if case .used = try await world.engine.approve(decision, by: world.owner) { return 1 }
                    } catch { Issue.record("\(error)") }
                    return 0
                }
            }
            return await group.reduce(0, +)
        }
    }
}

extension String {
    /// The character at a place.
    fileprivate func randomElement(at place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
