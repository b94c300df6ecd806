/// The pairs of a rule, each asked for by name; what nobody asked for is an error.
struct FaultValues {
    let rule: String
    private var left: [String: String]

    init(rule: String, _ pairs: [String: String]) {
        self.rule = rule
        left = pairs
    }

    mutating func number(_ key: String, in range: ClosedRange<Int64>) throws(FaultRuleError) -> Int64? {
        guard let text = left.removeValue(forKey: key) else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int64(text), range.contains(number) else {
            throw FaultRuleError("`\(key)` is `\(text)`; it has to be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func word(_ key: String, among words: [String]) throws(FaultRuleError) -> String? {
        guard let text = left.removeValue(forKey: key) else { return nil }
        guard words.contains(text) else {
            throw FaultRuleError("`\(key)` is `\(text)`; it has to be one of \(words.joined(separator: ", "))")
        }
        return text
    }

    func end() throws(FaultRuleError) {
        if let key = left.keys.min() { throw FaultRuleError("`\(key)` is unknown in `\(rule)`") }
    }
}

/// A text that is no fault rule.
public struct FaultRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    public let description: String
    init(_ description: String) { self.description = description }
}
