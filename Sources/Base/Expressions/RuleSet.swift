/// Conditions that are evaluated together; what they have in common is computed once.
public struct RuleSet: Sendable {
    /// One condition and its name.
    public struct Rule: Sendable {
        /// The name under which the rule is reported.
        public let id: String
        /// The condition.
        public let condition: Expression

        /// Names a condition.
        public init(id: String, condition: Expression) {
            self.id = id
            self.condition = condition
        }
    }

    /// What a rule set said about one frame; bit n stands for the rule at position n.
    public struct Answer: Hashable, Sendable {
        /// The rules whose condition is true.
        public let fired: UInt64
        /// The rules whose condition has no value; what that means depends on the use.
        public let failed: UInt64
    }

    /// Why rules make no rule set.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// One lower-case fragment with the rule's name and the way out.
        public let description: String
    }

    /// The rules, in the order of the answer's bits.
    public let rules: [Rule]
    private let program: Program
    /// The rule that each result of the program belongs to.
    private let places: [Int]
    /// The rules that only the plain evaluator can do.
    private let walked: [Int]
    private let fingerprint: UInt64

    /// Puts rules together.
    /// - Throws: `Refusal` for a name that is there twice, for a condition of another type than true or false
    ///   or compiled against other declarations than the first, and for more than `Limits.rules`.
    public init(_ rules: [Rule]) throws(Refusal) {
        try RuleSet.check(rules)
        var lowering = Lowering()
        var results: [Lowering.Place] = []
        var places: [Int] = []
        var walked: [Int] = []
        for (index, rule) in rules.enumerated() {
            if rule.condition.type == .bool, let place = lowering.lower(rule.condition.code) {
                results.append(place)
                places.append(index)
            } else {
                walked.append(index)
            }
        }
        self.rules = rules
        program = Program(lowering, results: results)
        self.places = places
        self.walked = walked
        fingerprint = rules.first?.condition.fingerprint ?? 0
    }

    private static func check(_ rules: [Rule]) throws(Refusal) {
        guard rules.count <= Limits.rules else {
            throw Refusal(
                description: "\(rules.count) rules are given; at most \(Limits.rules) fit into one set")
        }
        var seen: Set<String> = []
        for rule in rules {
            guard seen.insert(rule.id).inserted else {
                throw Refusal(description: "rule `\(rule.id)` is there twice; give each its own name")
            }
            guard rule.condition.type.agrees(with: .bool) else {
                throw Refusal(
                    description:
                        "rule `\(rule.id)` is of type \(rule.condition.type); it has to be true or false")
            }
            guard rule.condition.fingerprint == rules[0].condition.fingerprint else {
                throw Refusal(
                    description: "rule `\(rule.id)` was compiled against other names than `\(rules[0].id)`")
            }
        }
    }

    /// Evaluates every rule for one frame. With a frame of other declarations every rule fails.
    public func judge(_ frame: borrowing Frame) -> Answer {
        guard frame.fingerprint == fingerprint else { return Answer(fired: 0, failed: everyRule) }
        let answer = program.run(frame)
        if walked.isEmpty { return Answer(fired: answer.fired, failed: answer.failed) }
        var fired: UInt64 = 0
        var failed: UInt64 = 0
        for (bit, index) in places.enumerated() {
            fired |= (answer.fired >> UInt64(bit) & 1) << UInt64(index)
            failed |= (answer.failed >> UInt64(bit) & 1) << UInt64(index)
        }
        for index in walked {
            switch rules[index].condition.holds(copy frame) {
            case .yes: fired |= 1 << UInt64(index)
            case .no: break
            case .error: failed |= 1 << UInt64(index)
            }
        }
        return Answer(fired: fired, failed: failed)
    }

    /// Evaluates every rule for every frame and hands over each answer with its frame's position.
    public func judge(_ frames: [Frame], _ body: (Int, Answer) -> Void) {
        unsafe frames.withUnsafeBufferPointer { frames in
            for index in frames.indices { body(index, judge(unsafe frames[index])) }
        }
    }

    /// The names of the rules whose bits are set.
    public func ids(_ bits: UInt64) -> [String] {
        rules.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { rules[$0].id }
    }

    private var everyRule: UInt64 { rules.count == 64 ? .max : (1 << UInt64(rules.count)) - 1 }
}
