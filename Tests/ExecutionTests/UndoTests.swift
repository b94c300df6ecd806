import Execution
import Governance
import Testing
import Vocabulary

@Suite struct UndoTests {
    private func receipt(_ action: Action) -> Receipt {
        Receipt(
            action: action.id, at: Given.start, before: action.preconditions, after: action.expected, answerHash: "")
    }

    private func status(_ tool: ToolName, _ call: Call, _ before: String, _ after: String) -> Action {
        Given.action(
            tool, call, before: [FieldValue(Given.ad, "status", before)], after: [FieldValue(Given.ad, "status", after)]
        )
    }

    @Test func `P9 the inverse restores the recorded value of every reversible effect`() {
        let audience = Targeting(markets: ["GB"], ageBands: ["30-34"], interests: ["15"])
        let wider = Targeting(markets: ["GB", "IE"], ageBands: [], interests: [])
        let made = known(EntityRef(.campaign, "m-1"))
        let new = NewCampaign(name: "New", dailyBudget: Given.pounds(1), market: "GB", channel: "paid_social")
        let cases: [(Action, Call)] = [
            (Given.budget(from: 5_000, to: 4_088), .setDailyBudget(campaign: Given.spring, to: Given.pounds(5_000))),
            (status(.pause, .pause(Given.ad), "active", "paused"), .resume(Given.ad)),
            (status(.resume, .resume(Given.ad), "paused", "active"), .pause(Given.ad)),
            (
                Given.action(
                    .setTargeting, .setTargeting(Given.spring, wider),
                    before: [FieldValue(Given.spring, "targeting", audience.text)],
                    after: [FieldValue(Given.spring, "targeting", wider.text)]),
                .setTargeting(Given.spring, audience)
            ),
            (
                Given.action(.createCampaign, .createCampaign(new), after: [FieldValue(made, "status", "paused")]),
                .delete(made)
            ),
        ]
        for (action, inverse) in cases {
            #expect(Undo(action, receipt(action), live: action.expected) == .call(inverse))
        }
    }

    @Test func `P9 what has moved since is an exception that names both values`() {
        let action = Given.budget(from: 5_000, to: 4_088)
        let live = [FieldValue(Given.spring, "daily_budget", "12.00 GBP")]
        guard case .exception(let reason) = Undo(action, receipt(action), live: live) else {
            Issue.record("no"); return
        }
        #expect(reason.contains("12.00 GBP") && reason.contains("40.88 GBP"))
    }

    @Test func `what is there already needs nothing`() {
        let action = Given.budget(from: 5_000, to: 4_088)
        #expect(Undo(action, receipt(action), live: action.preconditions) == .nothingToDo)
    }

    @Test func `what is deleted stays deleted, and what cannot be restored in full is not restored in part`() {
        let deleted = status(.delete, .delete(Given.ad), "active", "deleted")
        guard case .exception = Undo(deleted, receipt(deleted), live: deleted.expected) else {
            Issue.record("no"); return
        }
        let odd = Given.action(
            .setTargeting, .setTargeting(Given.spring, Targeting(markets: [], ageBands: [], interests: [])),
            before: [
                FieldValue(Given.spring, "targeting", #"{"age_bands":[],"custom":1,"interests":[],"markets":[]}"#)
            ],
            after: [FieldValue(Given.spring, "targeting", "{}")])
        guard case .exception = Undo(odd, receipt(odd), live: odd.expected) else { Issue.record("no"); return }
        guard case .exception = Undo(odd, receipt(odd), live: []) else { Issue.record("no"); return }
    }
}
