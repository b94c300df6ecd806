/// One way in which the platform misbehaves on request: `error_after:op=set_daily_budget,p=50,times=3,seed=7`.
///
/// A name, then optionally a colon and `key=value` pairs with commas between them. Every rule takes `op` (an operation,
/// `reads` or `effects`; all by default), `p` (percent of requests, 1 to 100; 100), `times` (how often at most; no limit), `after`
/// (how many such requests pass first; 0) and `seed` (0). Anything else is refused.
public struct FaultRule: Hashable, Sendable {
    /// The text it was read from; its identity.
    public let text: String
    let kind: Kind
    let operation: String
    let percent: Int64
    let times: Int64?
    let after: Int64
    let seed: Int64

    /// What goes wrong.
    enum Kind: Hashable {
        /// 429 with a time to wait, in milliseconds; nothing was done.
        case rateLimited(retryAfter: Int64)
        /// 500; nothing was done.
        case errorBefore
        /// 500; it was done.
        case errorAfter
        /// It was done; so many bytes of the reply arrive, then the connection closes.
        case cut(at: Int64)
        /// It was done; no reply ever comes.
        case timeout
        /// Reads show the state before the last effect, so many times or for so many simulated seconds after it.
        case stale(reads: Int64?, seconds: Int64?)
        /// Says done and did nothing.
        case drop
        /// The reply comes so many milliseconds late.
        case slow(Int64)
        /// The reply is no JSON.
        case malformed
        /// The reply is 10 MB long.
        case huge
        /// Bills to exactly the published maximum.
        case overdeliver(Delivery.Pattern)
        /// Reports lag by so many hours.
        case lag(Int64)
        /// Idempotency keys are ignored, as on platforms that have none.
        case forgetKeys
    }

    /// Reads a rule; says what is wrong with a text that is none.
    public init(parsing text: String) throws(FaultRuleError) {
        guard text.utf8.count <= 200 else { throw FaultRuleError("a fault rule has at most 200 letters") }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var values = FaultValues(rule: text, try FaultRule.pairs(parts.count == 2 ? parts[1] : nil, of: text))
        self.text = text
        kind = try FaultRule.kind(String(parts[0]), &values)
        operation = try values.word("op", among: FaultRule.operations) ?? "all"
        percent = try values.number("p", in: 1...100) ?? 100
        times = try values.number("times", in: 1...1_000_000)
        after = try values.number("after", in: 0...1_000_000) ?? 0
        seed = try values.number("seed", in: 0...1_000_000_000) ?? 0
        try values.end()
    }

    private static let operations = [
        "all", "reads", "effects", "entity", "list", "report", "changes", "answer", "create", "pause", "resume",
        "delete",
        "set_daily_budget", "set_targeting",
    ]

    private static func kind(_ name: String, _ values: inout FaultValues) throws(FaultRuleError) -> Kind {
        switch name {
        case "rate_limited": .rateLimited(retryAfter: try values.number("retry_after_ms", in: 0...3_600_000) ?? 1_000)
        case "error_before": .errorBefore
        case "error_after": .errorAfter
        case "cut": .cut(at: try values.number("at", in: 0...1_000_000) ?? 0)
        case "timeout": .timeout
        case "stale":
            .stale(
                reads: try values.number("reads", in: 1...1_000_000),
                seconds: try values.number("seconds", in: 1...8_640_000))
        case "drop": .drop
        case "slow": .slow(try values.number("ms", in: 1...60_000) ?? 1_000)
        case "malformed": .malformed
        case "huge": .huge
        case "overdeliver":
            .overdeliver(
                try values.word("pattern", among: ["early", "late"]).flatMap(Delivery.Pattern.init(rawValue:)) ?? .early
            )
        case "lag": .lag(try values.number("hours", in: 0...240) ?? 24)
        case "forget_keys": .forgetKeys
        default: throw FaultRuleError("`\(name)` is no fault; there are \(names.joined(separator: ", "))")
        }
    }

    private static let names = [
        "rate_limited", "error_before", "error_after", "cut", "timeout", "stale", "drop", "slow", "malformed", "huge",
        "overdeliver", "lag", "forget_keys",
    ]

    private static func pairs(_ text: Substring?, of rule: String) throws(FaultRuleError) -> [String: String] {
        guard let text else { return [:] }
        var pairs: [String: String] = [:]
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = item.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, pairs.updateValue(String(sides[1]), forKey: String(sides[0])) == nil else {
                throw FaultRuleError("`\(item)` in `\(rule)` is no `key=value`, or comes twice")
            }
        }
        return pairs
    }

    /// Whether the rule is about requests of this name.
    func concerns(_ name: String, isEffect: Bool) -> Bool {
        operation == "all" || operation == name || operation == (isEffect ? "effects" : "reads")
    }
}
