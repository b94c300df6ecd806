import Testing

@testable import Expressions

@Suite struct PropertyTests {
    private let declarations: Declarations
    private let nothing: Declarations

    init() throws {
        declarations = try Declarations(Writer.slots)
        nothing = try Declarations([])
    }

    private func walk(_ tree: Tree, _ frame: Frame) -> Result<Value, EvaluationError> {
        var evaluator = Evaluator(frame: frame, budget: Limits.cost)
        do throws(EvaluationError) { return .success(try evaluator.value(of: tree)) } catch {
            return .failure(error)
        }
    }

    private func truth(_ result: Result<Value, EvaluationError>) -> Bool? {
        if case .success(.bool(let bool)) = result { bool } else { nil }
    }

    @Test func `a program, a rule set and the plain evaluator agree on random conditions`() throws {
        var fast = 0
        var outcomes: [Bool?: Int] = [:]
        for seed in seeds(400, 8_000) {
            var writer = Writer(random: Random(seed: seed))
            let texts = (0..<4).map { _ in writer.expression(.bool, depth: 4) }
            let conditions = try texts.filter { $0.utf8.count <= Limits.sourceBytes }
                .map { try Expression(compiling: $0, against: declarations, expecting: .bool) }
            let rules = try RuleSet(conditions.enumerated().map { .init(id: "\($0)", condition: $1) })
            for _ in 0..<5 {
                let frame = writer.frame(declarations)
                let answer = rules.judge(frame)
                for (index, condition) in conditions.enumerated() {
                    let expected = truth(walk(condition.tree, frame))
                    outcomes[expected, default: 0] += 1
                    if condition.program != nil { fast += 1 }
                    let bit = UInt64(1) << UInt64(index)
                    let judged: Bool? = answer.failed & bit != 0 ? nil : answer.fired & bit != 0
                    #expect(judged == expected, "rule set, seed \(seed): \(condition.source)")
                    #expect(
                        truth(condition.holds(frame)) == expected, "holds, seed \(seed): \(condition.source)")
                }
            }
        }
        #expect(
            fast > 400 && outcomes.values.allSatisfy { $0 > 400 } && outcomes.count == 3,
            "\(fast) \(outcomes)")
    }

    private func truth(_ truth: Truth) -> Bool? {
        switch truth {
        case .yes: true
        case .no: false
        case .error: nil
        }
    }

    @Test func `computing constants ahead changes no result`() throws {
        var failed = 0
        for seed in seeds(1500, 30_000) {
            var writer = Writer(random: Random(seed: seed))
            writer.readsSlots = seed % 2 == 0
            let type = writer.random.pick([.bool, .int, .uint, .double, .string] as [ValueType])
            let text = writer.expression(type, depth: 4)
            guard let expression = try? Expression(compiling: text, against: declarations) else {
                #expect(text.utf8.count > Limits.sourceBytes, "\(text)")
                continue
            }
            let frame = writer.frame(declarations)
            switch (walk(expression.tree, frame), walk(expression.code, frame)) {
            case (.success(let plain), .success(let folded)):
                #expect(plain == folded, "seed \(seed): \(text)")
            case (.failure, .failure): failed += 1
            case (let plain, let folded):
                Issue.record("seed \(seed): \(text) gives \(plain), folded \(folded)")
            }
            if !writer.readsSlots, case .success(let value) = walk(expression.tree, frame) {
                #expect(expression.constant == value, "seed \(seed): \(text)")
            }
        }
        #expect(failed > 100)
    }

    @Test func `P37 no text crashes or hangs the parser, and every refusal points into the text`() throws {
        let pieces = [
            "a", "entity.purchases", "0x", "1e", "9223372036854775808", "-", "!", "(", ")", "[", "]", "{",
            "}", ":",
            "?",
            "&&", "||", "|", "'", "\"", "'''", "\\", "\\u", "\\U0011FFFF", "r'", "b\"", "in", ".", ",",
            "has(", "size(",
            "null", " ", "\n", "//", "é", "\u{0}", "`", "🐱", "==", "<", "%", "/", "tags", "facts.x", "1u",
            ".5", "for",
        ]
        for seed in seeds(3000, 60_000) {
            var random = Random(seed: seed)
            try compileOrRefuse((0..<random.below(20)).map { _ in random.pick(pieces) }.joined())
        }
    }

    @Test func `P37 no mutation of a valid text crashes or hangs compiling or evaluating`() throws {
        for seed in seeds(1500, 30_000) {
            var writer = Writer(random: Random(seed: seed))
            var bytes = Array(writer.expression(.bool, depth: 3).utf8)
            for _ in 0...writer.random.below(3) where !bytes.isEmpty {
                let place = writer.random.below(bytes.count)
                switch writer.random.below(3) {
                case 0: bytes[place] = UInt8(writer.random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
                }
            }
            let frame = writer.frame(declarations)
            _ = try compileOrRefuse(String(decoding: bytes, as: UTF8.self))?.evaluate(frame)
        }
    }

    @discardableResult private func compileOrRefuse(_ text: String) throws -> Expression? {
        do throws(ExpressionError) {
            return try Expression(compiling: text, against: declarations)
        } catch {
            #expect(
                (0...text.utf8.count).contains(error.offset) && error.line >= 1 && error.column >= 1,
                "\(text)")
            #expect(
                !error.message.isEmpty && !error.message.contains("\n") && error.message.utf8.count < 400,
                "\(error)")
            return nil
        }
    }
}
