import Execution
import Schemas
import Testing
import Vocabulary

@testable import Governance

@Suite struct CarrierTests {
    private let action = Given.budget(from: 5_000, to: 4_088)
    private let lost = ConnectorError(.reconcile, .unanswered, "the answer was lost")

    private func carry(
        _ script: FakePlatform.Script = .work, _ set: @Sendable (isolated FakePlatform) -> Void = { _ in }
    ) async
        -> (carried: Carried, platform: FakePlatform)
    {
        let platform = FakePlatform()
        await platform.set(set)
        let effects = FakeEffects(platform: platform, script: script)
        return (await effects.attempt(Permit(action: action, attempt: 1)), platform)
    }

    @Test func `what is done is read back and the receipt holds before and after`() async {
        let (carried, _) = await carry()
        let receipt = Receipt(
            action: action.id, at: Given.start, before: action.preconditions, after: action.expected, answerHash: "hash"
        )
        #expect(carried == Carried(.done(receipt)))
    }

    @Test func `P46 a precondition that does not hold sends nothing and is an external change`() async {
        let (carried, platform) = await carry(.work) { $0.budget = Given.pounds(9_999) }
        guard case .notSent(let reason) = carried.attempt else { Issue.record("\(carried)"); return }
        #expect(reason.contains("99.99 GBP") && reason.contains("50.00 GBP"))
        #expect(carried.externalChanges == [FieldValue(Given.spring, "daily_budget", "99.99 GBP")])
        #expect(await platform.writes == 0)
    }

    @Test func `a platform that says yes and does nothing is a doubt and not a success`() async {
        let (carried, _) = await carry(.drop)
        guard case .doubt(let reason) = carried.attempt else { Issue.record("\(carried)"); return }
        #expect(reason.contains("still shows daily_budget `50.00 GBP`, not `40.88 GBP`"))
    }

    @Test func `P11 a lost answer is a doubt, whether it happened or not`() async {
        for script in [FakePlatform.Script.doAndFail(lost), .refuse(lost)] {
            let (carried, platform) = await carry(script)
            #expect(carried.attempt == .doubt(lost.message))
            #expect(carried.failure?.remedy == .reconcile)
            #expect(await platform.writes == 1)
        }
    }

    @Test func `too many requests is not sent, with the time to wait`() async {
        let slow = ConnectorError(.retry(after: .seconds(9)), .rateLimited, "slower")
        let (carried, _) = await carry(.refuse(slow))
        #expect(carried == Carried(.notSent("slower"), failure: slow))
    }

    @Test func `a platform that cannot be read before the write is asked nothing`() async {
        let (carried, platform) = await carry(.work) { $0.readsFail = true }
        #expect(carried.attempt == .notSent("nobody there"))
        #expect(await platform.writes == 0)
    }

    @Test func `reads that lag for a moment are read again, reads that lag for long are a doubt`() async {
        let (short, _) = await carry(.work) { $0.staleReads = 2 }
        guard case .done = short.attempt else { Issue.record("\(short)"); return }
        let (long, _) = await carry(.work) { $0.staleReads = 30 }
        guard case .doubt = long.attempt else { Issue.record("\(long)"); return }
    }

    @Test func `P11 a second attempt after our own effect recognises it by its key and sends nothing`() async {
        let platform = FakePlatform()
        let first = await FakeEffects(platform: platform, script: .doAndFail(lost)).attempt(
            Permit(action: action, attempt: 1))
        #expect(first.attempt == .doubt(lost.message))
        let second = await FakeEffects(platform: platform).attempt(Permit(action: action, attempt: 2))
        guard case .done = second.attempt else { Issue.record("\(second)"); return }
        #expect(await platform.writes == 1)
    }

    @Test func `bytes that are no call send nothing`() async {
        let platform = FakePlatform()
        let broken = Action(
            id: action.id, decision: action.decision, agent: action.agent, part: 0, request: Array("{}".utf8),
            preconditions: [], expected: [])
        let carried = await FakeEffects(platform: platform).attempt(Permit(action: broken, attempt: 1))
        guard case .notSent = carried.attempt else { Issue.record("\(carried)"); return }
        #expect(await platform.writes == 0)
    }

    @Test func `R130 a used-up pace sends nothing and says how long to wait`() async {
        let platform = FakePlatform()
        let pace = PlatformPace(tokens: 2, per: .seconds(4), burst: 1) { 0 }
        let effects = FakeEffects(platform: platform, pace: pace)
        _ = await effects.attempt(Permit(action: action, attempt: 1))
        let second = await effects.attempt(Permit(action: Given.budget(from: 4_088, to: 1, number: 2), attempt: 1))
        #expect(second.failure?.remedy == .retry(after: .seconds(4)))
        #expect(await platform.writes == 1)
    }

    @Test func `R126 a reading tool answers from reports and refuses everything else`() async throws {
        let reporting = Reporting(reads: FakePlatform())
        let answer = try await reporting.answer(
            .query, ["kind": "campaign", "period": "2017-10-01/2017-10-02", "by_day": true])
        #expect(answer["rows"]?[0]?["spend"] == "1.429999948 GBP" && answer["rows"]?[0]?["day"] == "2017-10-01")
        let both = try await reporting.answer(
            .compare, ["kind": "ad", "one": "2017-10-01/2017-10-02", "other": "2017-09-01/2017-09-02"])
        #expect(both["other"]?["rows"]?[0]?["purchases"] == 1)
        let sum = try await reporting.answer(.summarise, ["kind": "campaign", "period": "2017-10-01/2017-10-02"])
        #expect(sum["counted"]?.integerValue == Int64(answer["rows"]?.arrayValue?.count ?? 0))
        let nobody = try await reporting.answer(.summarise, ["kind": "campaign", "period": "2016-01-01/2016-01-31"])
        #expect(nobody["sums"]?["spend"] == .null && nobody["ratios"]?["cost_per_purchase"] == .null)
        #expect(nobody["not_known"] == 1 && nobody["unknown"] == "nothing is known of 2016")
        let gap = try await reporting.answer(.query, ["kind": "campaign", "period": "2016-01-01/2016-01-31"])
        let row = try #require(gap["rows"]?[0])
        for key in ["clicks", "enquiries", "impressions", "purchases", "revenue", "spend"] {
            #expect(row[key] == .null)
        }
        #expect(row["entity"] == "campaign/spring" && row["unknown"] == "nothing is known of 2016")
        for tool in [ToolName.query, .pause, .setDailyBudget] {
            await #expect(throws: ConnectorError.self) {
                try await reporting.answer(tool, ["kind": "campaign", "entity": "campaign/1"])
            }
        }
    }
}
