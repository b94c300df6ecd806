import Execution
import Governance
import Testing
import Vocabulary

@Suite struct ReconcilingTests {
    private let action = Given.budget(from: 5_000, to: 4_088)
    private let sent = Given.start

    private func saw(_ seconds: Int64, _ answer: KnownAnswer?, _ fields: [FieldValue]?) -> Reconciling.Step {
        Reconciling(action, sent: sent, flight: .seconds(10), visibilityLag: .seconds(60), patience: .seconds(3_600))
            .saw(.init(at: sent.advanced(by: .seconds(seconds)), answer: answer, fields: fields))
    }
    private var other: [FieldValue] { [FieldValue(Given.spring, "daily_budget", "77.00 GBP")] }

    @Test func `P3 the old value proves nothing before the last arrival and the visibility lag have passed`() {
        for seconds in stride(from: Int64(0), to: 70, by: 7) {
            #expect(saw(seconds, .notKept, action.preconditions) == .lookAgain(at: sent.advanced(by: .seconds(70))))
            #expect(saw(seconds, nil, action.preconditions) == .lookAgain(at: sent.advanced(by: .seconds(70))))
        }
        guard case .didNotHappen = saw(70, .notKept, action.preconditions) else { Issue.record("no proof"); return }
    }

    @Test func `P3 a key that was never seen is a proof only after the last arrival`() {
        #expect(saw(9, .neverSeen, action.preconditions) == .lookAgain(at: sent.advanced(by: .seconds(70))))
        guard case .didNotHappen = saw(10, .neverSeen, nil) else { Issue.record("no proof"); return }
    }

    @Test func `the new value is the effect, at any time`() {
        #expect(saw(0, .happened, action.expected) == .happened(after: action.expected))
        #expect(saw(0, .notKept, action.expected) == .happened(after: action.expected))
    }

    @Test func `a dropped effect is found out by a late read, whatever the platform says`() {
        #expect(saw(5, .happened, action.preconditions) == .lookAgain(at: sent.advanced(by: .seconds(70))))
        guard case .didNotHappen = saw(71, .happened, action.preconditions) else { Issue.record("no proof"); return }
    }

    @Test func `a third value goes to a person, and so does a platform that stays silent`() {
        guard case .askPerson = saw(71, .notKept, other) else { Issue.record("nobody is asked"); return }
        guard case .askPerson = saw(3_600, nil, nil) else { Issue.record("nobody is asked"); return }
        guard case .lookAgain(let at) = saw(3_590, nil, nil) else { Issue.record("asked too early"); return }
        #expect(at == sent.advanced(by: .seconds(3_600)))
    }

    @Test func `a look asks the platform for the key and the fields`() async {
        let platform = FakePlatform()
        let reconciling = Reconciling(
            action, sent: sent, flight: .zero, visibilityLag: .seconds(60), patience: .seconds(60))
        guard case .didNotHappen = await reconciling.look(through: platform, at: sent) else {
            Issue.record("no"); return
        }
        await platform.set { platform in
            platform.budget = Given.pounds(4_088)
            platform.keys = [Given.budget(from: 5_000, to: 4_088).idempotencyKey]
        }
        #expect(await reconciling.look(through: platform, at: sent) == .happened(after: action.expected))
    }
}
