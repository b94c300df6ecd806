import Foundation
import Schemas
import Testing
import Vocabulary

@testable import Governance

/// What holds of every case, by seed.
@Suite struct PropertyTests {
    private static let scale = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1" ? 50 : 1

    /// An account somewhere between easy and hopeless, and a proposal about it.
    private func someCase(_ dice: inout Dice) throws -> (Given, (Call, ToolName), Int) {
        var given = try Given()
        given.facts.account?.standing = Int64(dice.below(80_000))
        given.facts.account?.reserved = Int64(dice.below(3) == 0 ? dice.below(20_000) : 0)
        for index in given.facts.usage.indices where dice.below(3) == 0 {
            given.facts.usage[index].used = Int64(dice.below(index == 4 ? 600_000 : 2))
        }
        for index in given.facts.entities.indices {
            given.facts.entities[index].purchases = AttributedCount(millionths: Int64(dice.below(80) * 500_000))
            if dice.below(6) == 0 { given.facts.entities[index].spend = nil }
        }
        given.facts.standing.stage = Stage.allCases[1 + dice.below(4)]
        given.facts.standing.draw = dice.below(10_000)
        let amount = Int64(900 + dice.below(4_000))
        let asked: (Call, ToolName) =
            switch dice.below(5) {
            case 0: given.pause
            case 1: (.moveBudget(from: given.other, to: given.good, amount: gbp(amount / 10)), .moveBudget)
            case 2: (.resume(given.ad), .resume)
            default: (.setDailyBudget(campaign: given.good, to: gbp(amount)), .setDailyBudget)
            }
        return (given, asked, 6_000 + dice.below(4_000))
    }

    /// The same charter with one thing less allowed.
    private func stricter(_ charter: Charter, _ dice: inout Dice) -> Charter {
        var charter = charter
        let permission = dice.below(charter.actions.permissions.count)
        switch dice.below(8) {
        case 0: charter.actions.permissions.remove(at: permission)
        case 1:
            charter.actions.prohibitions.append(
                .init(.tool(charter.actions.permissions[permission].tool), clause: .init("actions.never[9]")))
        case 2:
            let cap = dice.below(charter.constraints.money.count)
            charter.constraints.money[cap].cap = gbp(
                charter.constraints.money[cap].cap.minorUnits * Int64(dice.below(100)) / 100)
        case 3:
            charter.actions.permissions[permission].bounds.floor = gbp(1_000 + Int64(dice.below(3_000)))
        case 4: charter.actions.permissions[permission].bounds.ceiling = gbp(Int64(dice.below(4_000)))
        case 5:
            charter.escalation.triggers.append(
                .init(
                    .confidenceBelow(Percentage(percent: Int64(70 + dice.below(30)))), to: charter.escalation.to,
                    answerWithin: charter.escalation.answerWithin, clause: .init("escalation.when[9]")))
        case 6:
            charter.constraints.change.append(
                .init(.leaveAloneAfterOthers(.seconds(86_400 * 9)), clause: .init("constraints.change[9]")))
        default: charter.autonomy.probation += 10
        }
        return charter
    }

    @Test(arguments: 0..<8) func `P4 nothing that is taken away makes a ruling laxer`(seed: Int) throws {
        var dice = Dice(seed)
        for _ in 0..<(60 * PropertyTests.scale) {
            var (given, asked, confidence) = try someCase(&dice)
            let before = try given.judge(asked, confidence: confidence).verdict
            given.charter = stricter(given.charter, &dice)
            let after = try given.judge(asked, confidence: confidence)
            #expect(after.verdict >= before, "seed \(seed): \(asked.1) was \(before): \(after.findings)")
        }
    }

    @Test(arguments: 0..<8) func `P20 what was recorded reads back the same and is judged the same, byte for byte`(
        seed: Int
    ) throws {
        var dice = Dice(seed + 100)
        for _ in 0..<(40 * PropertyTests.scale) {
            let (given, asked, confidence) = try someCase(&dice)
            let decision = try decide(given, asked, confidence, UInt64(dice.next()))
            let read = try Decision(record: decision.record)
            #expect(read == decision)
            #expect(read.record == decision.record)
            let again = Judge(given.rulebook, tools: given.tools).judge(read.bytes, read.facts, by: read.authority)
            #expect(again.canonicalBytes == decision.ruling.canonicalBytes, "seed \(seed)")
        }
    }

    @Test func `P20 every recorded decision of every release is judged as it was`() throws {
        let folder = Given.folder.appending(path: "Corpus")
        let file = folder.appending(path: "0.1.jsonl")
        let charter = folder.appending(path: "0.1.yaml")
        if ProcessInfo.processInfo.environment["MANDATE_RECORD"] == "1" {
            var dice = Dice(7)
            var lines = Data()
            for number in 0..<200 {
                let (given, asked, confidence) = try someCase(&dice)
                lines += Data(try decide(given, asked, confidence, UInt64(number)).record) + Data([0x0A])
            }
            try lines.write(to: file)
            try Data(Given.example()).write(to: charter)
        }
        var given = try Given()
        given.charter = try Given.read(Array(try Data(contentsOf: charter)))
        let lines = try Data(contentsOf: file).split(separator: 0x0A)
        #expect(lines.count >= 200)
        for line in lines {
            let decision = try Decision(record: Array(line))
            let ruling = Judge(given.rulebook, tools: given.tools).judge(
                decision.bytes, decision.facts, by: decision.authority)
            let recorded = try required(JSON(parsing: Array(line))["ruling"])
            #expect(ruling.canonicalBytes == recorded.canonicalBytes)
        }
    }

    @Test func `a refusal is the charter's while that version is in force, unless only a stop or the stage refused`()
        throws
    {
        var given = try Given()
        let allowed = try decide(given, given.pause, 9_000, 1)
        #expect(!allowed.isRefused(under: 1))
        given.facts.standing.stops = ["`paid-social` is paused: a doubt"]
        let stopped = try decide(given, given.pause, 9_000, 2)
        #expect(stopped.ruling.verdict == .refuse && !stopped.isRefused(under: 1))
        given.facts.standing.stops = []
        given.facts.standing.stage = .shadow
        let inShadow = try decide(given, given.pause, 9_000, 3)
        #expect(inShadow.ruling.verdict == .refuse && !inShadow.isRefused(under: 1))
        given.facts.standing.stops = ["`paid-social` is paused: a doubt"]
        given.facts.sources = []
        let old = try decide(given, given.pause, 9_000, 4)
        #expect(old.isRefused(under: 1), "its data are missing too")
        #expect(!old.isRefused(under: 2), "another version was not asked")
    }

    private func decide(_ given: Given, _ asked: (Call, ToolName), _ confidence: Int, _ number: UInt64) throws
        -> Decision
    {
        let proposal = try given.proposal(asked, confidence: confidence)
        let ruling = try given.judge(asked, confidence: confidence)
        return Decision(
            id: DecisionID(high: 1, low: number), run: RunID(high: 1, low: 1), agent: given.charter.agent,
            at: given.facts.now, charterVersion: 1, authority: given.authority, bytes: proposal.canonicalBytes,
            proposal: ReadProposal(proposal: proposal, call: asked.0, bytes: proposal.canonicalBytes),
            facts: given.facts, ruling: ruling)
    }

    @Test(arguments: 0..<20) func `P6 a raise in steps never gets further than one step could, in a window`(seed: Int)
        throws
    {
        var dice = Dice(seed + 300)
        var given = try Given()
        given.charter.constraints.change.removeFirst()
        let base: Int64 = 3_145
        var now = base
        for _ in 0..<40 {
            let step = now + Int64(dice.below(Int(now / 6)))
            guard step != now else { continue }
            given.change(given.good) { $0.dailyBudget = gbp(now) }
            let ruling = try given.judge((.setDailyBudget(campaign: given.good, to: gbp(step)), .setDailyBudget))
            if ruling.verdict <= .hold { now = step }
        }
        #expect(now * 100 <= base * 130, "seed \(seed)")
        #expect(now * 100 > base * 120, "the steps got nowhere")
    }

    @Test(arguments: 0..<20) func `P6 pauses one by one never move more than the share, on an overlay`(seed: Int) throws
    {
        var dice = Dice(seed + 400)
        let given = try Given()
        var overlay = LedgerOverlay()
        var taken: Int64 = 0
        for number in 0..<60 {
            var next = given
            let ad = try required(EntityRef(.ad, "n\(number)"))
            var facts = given.facts.entities[2]
            facts.ref = ad
            let spend = Int64(10_000 + dice.below(60_000))
            facts.spend = MetricMoney(gbp(spend))
            next.facts.entities.append(facts)
            let asked = (Call.pause(ad), ToolName.pause)
            overlay.apply(to: &next.facts, of: asked.0, next.rulebook)
            let decision = try decide(next, asked, 9_000, UInt64(number))
            if decision.ruling.verdict == .authorise { taken += spend }
            overlay = overlay.adding(decision)
        }
        #expect(taken <= 587_052 && taken > 500_000, "seed \(seed): \(taken)")
    }
}
