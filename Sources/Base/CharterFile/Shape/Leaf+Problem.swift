import Schemas
import Vocabulary

/// Why a value was not accepted.
struct Problem {
    let code: CharterFinding.Code
    var message: String
    let fix: String
}

extension Leaf {
    /// What is wrong with a scalar in this place, and the right value to write there; nil where it is fine.
    func problem(_ scalar: YAMLScalar, _ right: String, _ values: FixValues) -> Problem? {
        switch scalar.value {
        case .null:
            return Problem(
                code: .emptyValue, message: "nothing stands here; \(noun) is expected",
                fix: "write `\(right)`: \(rule)")
        case .bool:
            return Problem(
                code: .wrongKind, message: "\(quoted(scalar.text)) is true or false; \(noun) is expected",
                fix: "write `\(right)`: \(rule)")
        case .integer, .float:
            if hasUnit { return withoutUnit(scalar.text, right, values) }
        case .text: break
        }
        guard !accepts(scalar.text) else { return nil }
        if regex == nil, scalar.text.allSatisfy({ $0 == " " }) {
            return Problem(
                code: .emptyValue, message: "nothing stands between the quotes; \(noun) is expected",
                fix: "write `\(right)`: \(rule)")
        }
        var problem = misspelt(scalar.text, right, values)
        // On the screen it looks like the fix.
        if let space = scalar.text.unicodeScalars.first(where: { $0.properties.isWhitespace && $0.value > 0x7F }) {
            let code = String(space.value, radix: 16, uppercase: true)
            problem.message +=
                "; it has a space that is no ordinary one (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))"
        }
        return problem
    }

    private func withoutUnit(_ text: String, _ right: String, _ values: FixValues) -> Problem {
        if self == .money {
            return Problem(
                code: .moneyWithoutCurrency, message: "\(quoted(text)) does not say of which currency",
                fix: "write `\(text) \(values.currency)`: an amount has its currency behind it")
        }
        return Problem(
            code: .numberWithoutUnit, message: "\(quoted(text)) has no unit; \(noun) is expected",
            fix: "write `\(Spelling.guess(text, self) ?? right)`: \(rule)")
    }

    private func misspelt(_ text: String, _ right: String, _ values: FixValues) -> Problem {
        if hasUnit, Decimal12(parsing: text) != nil { return withoutUnit(text, right, values) }
        switch self {
        case .money: return money(text, values)
        case .bound, .value, .target:
            if let code = Leaf.unknownCode(text) { return Leaf.unknownCurrency(code, in: text) }
        case .percentOfCurrent, .percentOfReplies:
            if Reading.share(text) != nil { return ofWhat(text) }
        case .currency: return Leaf.unknownCurrency(text, used: values.used)
        case .zone: return Problem.zone(text)
        case .market: return Problem.market(text)
        case .date, .period:
            return Problem(
                code: .badDate, message: "\(quoted(text)) is not \(noun)",
                fix: "write `\(Spelling.guess(text, self) ?? right)`: \(rule)")
        case .tool where text.contains("*") || ["all", "any", "everything", "anything"].contains(text):
            return Problem.wildcard(text)
        case .metric, .tool:
            return Problem(
                code: .badValue, message: "\(quoted(text)) is not \(noun)",
                fix: "write `\(values.name(near: text, self) ?? right)`: \(rule)")
        case .person: return Problem.person(text, values)
        case .approver, .pauser: return Problem.approver(text)
        default: break
        }
        return Problem(
            code: .badValue, message: "\(quoted(text)) is not \(noun)",
            fix: "write `\(Spelling.guess(text, self) ?? right)`: \(rule)")
    }

    private func ofWhat(_ text: String) -> Problem {
        let base = self == .percentOfCurrent ? "current" : "replies"
        return Problem(
            code: .percentOfWhat, message: "\(quoted(text)) does not say of what", fix: "write `\(text) of \(base)`")
    }

    private func money(_ text: String, _ values: FixValues) -> Problem {
        if let code = Leaf.unknownCode(text) { return Leaf.unknownCurrency(code, in: text) }
        let guess = Spelling.guess(text, .money) ?? values.value(.money)
        let what =
            text.hasPrefix("-")
            ? "is less than nothing"
            : text.count(where: \.isNumber) > 18
                ? "is more than can be counted" : "is not an amount that can be read in one way only"
        return Problem(
            code: .badMoney, message: "\(quoted(text)) \(what)",
            fix: "write `\(guess)`: \(rule)")
    }

    /// The three capitals at the end of a text that are no currency.
    private static func unknownCode(_ text: String) -> String? {
        guard let last = text.split(separator: " ").last, Reading.isCapitals(String(last), 3) else { return nil }
        return Currency(String(last)) == nil ? String(last) : nil
    }

    /// The problem of a code that is no currency, in a text that may hold an amount before it, in a file whose
    /// amounts use another.
    static func unknownCurrency(_ code: String, in text: String? = nil, used: Currency? = nil) -> Problem {
        let amount = text.map { String($0.dropLast(code.count)) } ?? ""
        let near = used?.code ?? Nearest.name(to: code.uppercased(), among: Currency.allCodes)
        return Problem(
            code: .unknownCurrency, message: "\(quoted(code)) is not a currency of ISO 4217",
            fix: near.map { "did you mean `\(amount)\($0)`?" } ?? "write `\(amount)GBP`: its three letters")
    }
}
