import Schemas
import Vocabulary

/// The fault rules in force, with how often each struck. Pure: the same rules and requests strike alike.
struct FaultPlan {
    private var rules: [FaultRule] = []
    private var struck: [String: Int64] = [:]
    private var asked: [String: UInt64] = [:]
    private var last: (state: PlatformState, at: Instant?, readsLeft: [String: Int64])?

    init() {}

    /// The rules of texts that were accepted before.
    init(texts: [String]) { rules = texts.compactMap { try? FaultRule(parsing: $0) } }

    /// What the rules do to one request.
    struct Strike {
        /// The rule that struck; nil for none.
        var rule: String?
        var refusal: Refusal?
        var failsAfter = false
        var drops = false
        var stale: PlatformState?
        var passage: Passage = .whole
    }

    /// How a reply leaves the platform.
    enum Passage: Hashable { case whole, cut(at: Int), never, late(milliseconds: Int64), malformed, huge }

    /// The pattern of billing in force.
    var pattern: Delivery.Pattern {
        for case .overdeliver(let pattern) in rules.map(\.kind) { return pattern }
        return .even
    }

    /// The reporting lag in force, where it is not the account's.
    var lagHours: Int64? {
        for case .lag(let hours) in rules.map(\.kind) { return hours }
        return nil
    }

    /// Whether idempotency keys are ignored.
    var forgetsKeys: Bool { rules.contains { $0.kind == .forgetKeys } }

    /// Counts a strike that an earlier run of the server made durable.
    mutating func recall(_ rule: String) { struck[rule, default: 0] += 1 }

    /// Keeps the state before an effect for stale reads after it.
    mutating func remember(_ before: PlatformState) {
        guard rules.contains(where: { if case .stale = $0.kind { true } else { false } }) else { return }
        last = (before, before.now, [:])
    }

    /// What the first rule that strikes does to the request.
    mutating func strike(_ request: Request, at now: Instant?) -> Strike {
        guard let name = request.faultName else { return Strike() }
        for rule in rules where rule.concerns(name, isEffect: request.isEffect) {
            guard isDue(rule), let strike = strike(of: rule, isEffect: request.isEffect, at: now) else { continue }
            return strike
        }
        return Strike()
    }

    private mutating func isDue(_ rule: FaultRule) -> Bool {
        if let times = rule.times, struck[rule.text, default: 0] >= times { return false }
        let count = asked[rule.text, default: 0]
        asked[rule.text] = count + 1
        guard count >= UInt64(rule.after) else { return false }
        guard rule.percent < 100 else { return true }
        var chance = SplitMix(seed: UInt64(bitPattern: rule.seed) &* 0x9E37_79B9 &+ count &* 0xD134_2543_DE82_EF95)
        return chance.below(100) < rule.percent
    }

    private mutating func strike(of rule: FaultRule, isEffect: Bool, at now: Instant?) -> Strike? {
        var strike = Strike(rule: rule.text)
        switch rule.kind {
        case .rateLimited(let wait):
            strike.refusal = Refusal(
                status: 429, code: "rate_limited", message: "too many requests", retryAfterMilliseconds: wait)
        case .errorBefore: strike.refusal = .failed
        case .errorAfter: strike.failsAfter = true
        case .cut(let bytes): strike.passage = .cut(at: Int(bytes))
        case .timeout: strike.passage = .never
        case .drop where isEffect: strike.drops = true
        case .slow(let milliseconds): strike.passage = .late(milliseconds: milliseconds)
        case .malformed: strike.passage = .malformed
        case .huge: strike.passage = .huge
        case .stale(let reads, let seconds) where !isEffect:
            guard let old = old(rule, reads: reads, seconds: seconds, at: now) else { return nil }
            strike.stale = old
        case .drop, .stale, .overdeliver, .lag, .forgetKeys: return nil
        }
        return strike
    }

    private mutating func old(_ rule: FaultRule, reads: Int64?, seconds: Int64?, at now: Instant?) -> PlatformState? {
        guard let last else { return nil }
        if let seconds, let now, let then = last.at, now.since(then) >= .seconds(seconds) { return nil }
        if let reads {
            let left = last.readsLeft[rule.text] ?? reads
            guard left > 0 else { return nil }
            self.last?.readsLeft[rule.text] = left - 1
        }
        return last.state
    }

    /// The rules and how often each struck.
    func report(fired: [String: Int]) -> JSON {
        .array(rules.map { ["rule": .string($0.text), "times": .integer(Int64(fired[$0.text] ?? 0))] })
    }
}
