import Expressions
import Testing

@Suite struct RuleSetTests {
    /// The ten guardrails of workload W2 and whether one that fires refuses; others ask for an approval.
    private static let guardrails: [(id: String, text: String, refuses: Bool)] = [
        ("tool", "!(tool in ['adjust_campaign_budget', 'pause_campaign', 'escalate_decision'])", true),
        ("max150", "new * 2 > old * 3", true), ("floor", "new < 1000", true),
        ("change15", "(new >= old ? new - old : old - new) * 100 > old * 15", false),
        ("cooldown", "hours_since_change < 6", true),
        ("fleet10", "(new >= old ? new - old : old - new) * 10 > fleet_spend", false),
        ("month", "new - old > 0 && (new - old) * 30 > month_left", true), ("fresh", "age_min > 1440", true),
        ("conf", "confidence < 70", false), ("quiet", "hour < 6 || hour > 21 || channel == 'sms'", true),
    ]

    private static let numbers = [
        "old", "new", "hours_since_change", "fleet_spend", "month_left", "age_min", "confidence", "hour",
    ]

    /// The generator of the workload: a 64-bit linear congruential one, its upper 31 bits.
    private struct Lcg {
        var state: UInt64

        init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }

    private static func context(_ index: Int) -> (numbers: [Int], tool: String, channel: String) {
        var random = Lcg(seed: 1_000_003 + index)
        let old = 2000 + random.below(100_000)
        let percent =
            random.below(3) == 0
            ? [100, 110, 115, 90, 85, 100, 105, 95, 116, 151][random.below(10)] : 100 + random.below(31) - 15
        let tool = random.below(100) > 3 ? "adjust_campaign_budget" : "send_message"
        let new = random.below(40) == 0 ? 900 : max(1000, old * percent / 100)
        let channels = ["search", "social", "email", "display", "video"]
        let channel = random.below(40) != 0 ? channels[random.below(5)] : "sms"
        let hours = random.below(30) == 0 ? 2 : 6 + random.below(100)
        let fleet = random.below(30) == 0 ? 60_000 : 9_000_000
        let month = random.below(30) == 0 ? 1000 : 3_000_000
        let age = random.below(30) == 0 ? 2000 : random.below(1441)
        let confidence = random.below(30) == 0 ? 60 : 70 + random.below(31)
        let hour = random.below(40) == 0 ? 3 : 6 + random.below(16)
        return ([old, new, hours, fleet, month, age, confidence, hour], tool, channel)
    }

    @Test func `the ten guardrails of workload W2 give the published rulings over 10,000 contexts`() throws {
        let names =
            Self.numbers.map { (name: $0, type: ValueType.int) } + [("tool", .string), ("channel", .string)]
        let declarations = try Declarations(names)
        let slots = declarations.slots
        let rules = try RuleSet(
            Self.guardrails.map {
                .init(id: $0.id, condition: try Expression(compiling: $0.text, against: declarations))
            })
        let refusing = Self.guardrails.enumerated().reduce(0 as UInt64) {
            $0 | ($1.element.refuses ? 1 << UInt64($1.offset) : 0)
        }
        var rulings = [0, 0, 0]
        var fired: [String: Int] = [:]
        var frame = Frame(declarations)
        for index in 0..<10_000 {
            let context = Self.context(index)
            for (slot, number) in zip(slots, context.numbers) { frame.set(slot, to: number) }
            frame.set(slots[8], to: context.tool)
            frame.set(slots[9], to: context.channel)
            let answer = rules.judge(frame)
            #expect(answer.failed == 0)
            rulings[answer.fired & refusing != 0 ? 2 : (answer.fired != 0 ? 1 : 0)] += 1
            for id in rules.ids(answer.fired) { fired[id, default: 0] += 1 }
        }
        #expect(rulings == [6943, 980, 2077])
        let expected = [
            "tool": 403, "max150": 312, "floor": 253, "change15": 1386, "cooldown": 336, "fleet10": 105,
            "month": 150,
            "fresh": 340, "conf": 338, "quiet": 495,
        ]
        #expect(fired == expected)
    }

    @Test func `rules that only the plain evaluator can do keep their places among the others`() throws {
        let bench = try Bench([
            "entity.status": .string("paused"), "facts": .map([:]), "entity.purchases": .int(1),
        ])
        let texts = [
            "facts.x == 1", "entity.purchases == 1", "entity.status.startsWith('pa')", "entity.spend > 1",
            "false",
        ]
        let rules = try RuleSet(texts.map { .init(id: $0, condition: try bench.compile($0)) })
        let answer = rules.judge(bench.frame)
        #expect(rules.ids(answer.fired) == [texts[1], texts[2]])
        #expect(rules.ids(answer.failed) == [texts[0], texts[3]])
        rules.judge([bench.frame, bench.frame]) { #expect($1 == answer && (0...1).contains($0)) }
    }

    @Test func `refuses rules that do not go together, by name`() throws {
        let bench = try Bench()
        let condition = try bench.compile("entity.live")
        let number = try bench.compile("entity.spend")
        let stranger = try Expression(compiling: "x", against: Declarations([("x", .bool)]))
        func refusal(_ rules: [RuleSet.Rule]) -> String {
            do { _ = try RuleSet(rules) } catch { return error.description }
            return ""
        }
        #expect(
            refusal([.init(id: "a", condition: condition), .init(id: "a", condition: condition)]).contains(
                "`a` is there twice"))
        #expect(refusal([.init(id: "n", condition: number)]).contains("`n` is of type int"))
        #expect(
            refusal([.init(id: "a", condition: condition), .init(id: "b", condition: stranger)]).contains(
                "`b`"))
        let many = (0...Limits.rules).map { RuleSet.Rule(id: "\($0)", condition: condition) }
        #expect(refusal(many).contains("65 rules are given; at most 64"))
        #expect(try RuleSet(Array(many.dropLast())).judge(bench.frame).failed == .max)
    }
}
