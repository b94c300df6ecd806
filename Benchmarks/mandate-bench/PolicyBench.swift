import Expressions
import Schemas

/// W2: ten rules, loaded as text, over contexts that are parsed before the clock starts; on one thread.
struct PolicyBench {
    let count: Int

    /// The rules in the product's language; a person's yes is enough for those named in `held`.
    private static let texts = [
        ("g01_tool", "!(tool in ['adjust_campaign_budget', 'pause_campaign', 'escalate_decision'])"),
        ("g02_max150", "new * 2 > old * 3"), ("g03_floor", "new < 1000"),
        ("g04_change15", "(new - old) * 100 > old * 15 || (old - new) * 100 > old * 15"),
        ("g05_cooldown", "hours_since_change < 6"),
        ("g06_fleet10", "(new - old) * 10 > fleet_spend || (old - new) * 10 > fleet_spend"),
        ("g07_month", "new > old && (new - old) * 30 > month_left"), ("g08_fresh", "age_min > 1440"),
        ("g09_conf", "confidence < 70"), ("g10_quiet", "hour < 6 || hour > 21 || channel == 'sms'"),
    ]
    private static let held: Set<String> = ["g04_change15", "g06_fleet10", "g09_conf"]
    private static let expected = ["allow": 6_943, "approve": 980, "deny": 2_077]
    private static let expectedFired = [403, 312, 253, 1_386, 336, 105, 150, 340, 338, 495]

    func run(_ line: BenchLine) throws -> Figures {
        let lines = try Inputs.contexts(line.inputs)
        let declarations = try Declarations([
            ("tool", .string), ("old", .int), ("new", .int), ("channel", .string), ("hours_since_change", .int),
            ("fleet_spend", .int), ("month_left", .int), ("age_min", .int), ("confidence", .int), ("hour", .int),
        ])
        let rules = try RuleSet(
            Self.texts.map { id, text in
                RuleSet.Rule(id: id, condition: try Expression(compiling: text, against: declarations))
            })
        let frames = try lines.map { try frame($0, declarations) }
        let held = Self.texts.indices.reduce(UInt64(0)) {
            Self.held.contains(Self.texts[$1].0) ? $0 | 1 << UInt64($1) : $0
        }
        try check(rules, frames, held)
        let rates = (0..<5).map { _ in pass(rules, frames, held) }
        var figures = Figures("W2", peer: "mandate", n: count)
        figures.set("per_s", Int(Figures.median(rates.map(\.0))))
        figures.set("per_cpu_s", Int(Figures.median(rates.map(\.1))))
        figures.set("per_cpu_s_best", Int(rates.map(\.1).max() ?? 0))
        figures.set("mismatches", 0)
        return figures
    }

    private func pass(_ rules: RuleSet, _ frames: [Frame], _ held: UInt64) -> (Double, Double) {
        let meter = Meter()
        var verdicts = (0, 0, 0)
        var named = 0
        var left = count
        while left > 0 {
            let part = left >= frames.count ? frames : Array(frames.prefix(left))
            rules.judge(part) { _, answer in
                if answer.fired == 0 {
                    verdicts.0 += 1
                } else {
                    if answer.fired & ~held == 0 { verdicts.1 += 1 } else { verdicts.2 += 1 }
                    named += rules.ids(answer.fired).count
                }
            }
            left -= part.count
        }
        let reading = meter.read()
        precondition(verdicts.0 + verdicts.1 + verdicts.2 == count && named >= verdicts.2)
        return (Double(count) / reading.seconds, Double(count) / reading.processorSeconds)
    }

    /// Every context against the answer by hand, and the totals against the shared ones.
    private func check(_ rules: RuleSet, _ frames: [Frame], _ held: UInt64) throws {
        var verdicts: [String: Int] = [:]
        var fired = Self.texts.map { _ in 0 }
        for (number, frame) in frames.enumerated() {
            let answer = rules.judge(frame)
            let ids = rules.ids(answer.fired)
            guard answer.failed == 0, ids == Context(number).fired else {
                throw WrongAnswer("context \(number): \(ids) fired, not \(Context(number).fired)")
            }
            for index in fired.indices where answer.fired >> UInt64(index) & 1 == 1 { fired[index] += 1 }
            verdicts[ids.isEmpty ? "allow" : answer.fired & ~held == 0 ? "approve" : "deny", default: 0] += 1
        }
        guard verdicts == Self.expected, fired == Self.expectedFired else {
            throw WrongAnswer("the verdicts are \(verdicts) and the rules fired \(fired) times")
        }
    }

    private func frame(_ line: [UInt8], _ declarations: Declarations) throws -> Frame {
        var frame = Frame(declarations)
        for member in try JSON(parsing: line).objectValue?.members ?? [] {
            guard let slot = declarations.slot(member.key) else { throw WrongAnswer("`\(member.key)` is no fact") }
            switch member.value {
            case .string(let text): frame.set(slot, to: text)
            case .integer(let number): frame.set(slot, to: number)
            default: throw WrongAnswer("`\(member.key)` is neither text nor a whole number")
            }
        }
        return frame
    }
}
