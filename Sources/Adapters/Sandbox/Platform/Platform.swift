import Schemas
import Vocabulary

/// The platform as a pure machine: a request goes in, a reply and the entries that have to be durable before it come out.
struct Platform {
    private(set) var state = PlatformState()
    private(set) var faults = FaultPlan()

    /// What came of one request.
    struct Outcome {
        var reply: Reply
        var entries: [Entry] = []
        /// How the reply is spoilt on its way.
        var passage: FaultPlan.Passage = .whole
    }

    /// Does again what a record says was done.
    mutating func replay(_ record: JSON) throws(JournalError) {
        for entry in try Journal.entries(of: record) { apply(entry) }
    }

    private mutating func apply(_ entry: Entry) {
        state.apply(entry)
        if case .faults(let rules) = entry { faults = FaultPlan(texts: rules) }
        if case .faultFired(let rule) = entry { faults.recall(rule) }
    }

    /// Answers a request. The state is already that after it; the caller makes the entries durable before it sends the reply.
    mutating func answer(_ request: Request) -> Outcome {
        // A copy makes the next change copy what it changes; only effects need one.
        let before = request.isEffect ? state : nil
        let plan = faults.strike(request, at: state.now)
        var outcome = carryOut(request, plan)
        outcome.passage = plan.passage
        if let rule = plan.rule { outcome.entries.append(.faultFired(rule)) }
        outcome.entries.forEach { apply($0) }
        if let before { faults.remember(before) }
        if plan.failsAfter { outcome.reply = .refused(request.id, .failed, at: state.now) }
        return outcome
    }

    private func carryOut(_ request: Request, _ plan: FaultPlan.Strike) -> Outcome {
        if let refusal = plan.refusal { return Outcome(reply: .refused(request.id, refusal, at: state.now)) }
        do throws(Refusal) {
            let (result, entries) = try act(request, plan)
            let date = entries.last.flatMap { if case .bill(let bill) = $0 { bill.until } else { nil } } ?? state.now
            return Outcome(reply: .done(request.id, result, at: date), entries: entries)
        } catch {
            return Outcome(reply: .refused(request.id, error, at: state.now))
        }
    }

    private func act(_ request: Request, _ plan: FaultPlan.Strike) throws(Refusal) -> (JSON, [Entry]) {
        switch request.call {
        case .hello: return (["protocol": 1], [])
        case .read(let read): return (try (plan.stale ?? state).answer(read, lagHours: faults.lagHours), [])
        case .effect(let call): return try effect(call, plan)
        case .seed(let seed):
            let entries = try state.take(seed)
            return (["records": .integer(Int64(entries.count))], entries)
        case .advance(let end): return try advance(to: end)
        case .faults(let rules): return try change(faultsTo: rules)
        }
    }

    private func effect(_ call: EffectCall, _ plan: FaultPlan.Strike) throws(Refusal) -> (JSON, [Entry]) {
        if let known = state.answers[call.key], !faults.forgetsKeys {
            guard known.isSame(call.effect, ifVersion: call.ifVersion) else {
                throw .conflict("key", "the key `\(call.key)` was used for another request")
            }
            return (known.answer, [])
        }
        let applied = try state.judge(call, isDropped: plan.drops)
        return (applied.answer, [.effect(applied)])
    }

    private func advance(to end: Instant) throws(Refusal) -> (JSON, [Entry]) {
        guard let now = state.now else {
            throw .conflict("no_account", "this platform has no account yet; seed one first")
        }
        guard end.since(now) <= .seconds(86_400 * Limits.daysAtOnce) else {
            throw .invalid("the clock moves at most \(Limits.daysAtOnce) days at once")
        }
        let entries = state.bills(until: end, pattern: faults.pattern)
        return (["now": .string(max(now, end).description)], entries)
    }

    private func change(faultsTo rules: [String]?) throws(Refusal) -> (JSON, [Entry]) {
        guard let rules else { return (faults.report(fired: state.faultsFired), []) }
        do { _ = try rules.map { text throws(FaultRuleError) in try FaultRule(parsing: text) } } catch {
            throw .invalid(error.description)
        }
        return (["rules": rules.json], [.faults(rules)])
    }
}

extension Refusal {
    static let failed = Refusal(status: 500, code: "internal", message: "the platform failed")
}
