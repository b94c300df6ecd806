import Schemas
import Vocabulary

/// Why a value was not accepted.
struct Problem {
    let code: CharterFinding.Code
    let message: String
    let fix: String
}

extension Leaf {
    /// What is wrong with a scalar in this place; nil where it is fine.
    func problem(_ scalar: YAMLScalar) -> Problem? {
        switch scalar.value {
        case .null:
            return Problem(
                code: .emptyValue, message: "nothing stands here; \(noun) is expected",
                fix: "write \(rule): `\(example)`")
        case .bool:
            return Problem(
                code: .wrongKind, message: "\(quoted(scalar.text)) is true or false; \(noun) is expected",
                fix: "write \(rule): `\(example)`")
        case .integer, .float:
            if hasUnit { return withoutUnit(scalar.text) }
        case .text: break
        }
        guard !accepts(scalar.text) else { return nil }
        return misspelt(scalar.text)
    }

    private func withoutUnit(_ text: String) -> Problem {
        if self == .money {
            return Problem(
                code: .moneyWithoutCurrency, message: "\(quoted(text)) does not say of which currency",
                fix: "write the currency behind it: `\(text) GBP`")
        }
        return Problem(
            code: .numberWithoutUnit, message: "\(quoted(text)) has no unit; \(noun) is expected",
            fix: "write \(rule): `\(example)`")
    }

    private func misspelt(_ text: String) -> Problem {
        if hasUnit, Decimal12(parsing: text) != nil { return withoutUnit(text) }
        switch self {
        case .money: return Leaf.money(text)
        case .bound, .value, .target:
            if let code = Leaf.unknownCode(text) { return Leaf.unknownCurrency(code) }
        case .percentOfCurrent, .percentOfReplies:
            if Reading.share(text) != nil { return ofWhat(text) }
        case .currency: return Leaf.unknownCurrency(text)
        case .zone: return Problem.zone(text)
        case .market: return Problem.market(text)
        case .date, .period:
            return Problem(
                code: .badDate, message: "\(quoted(text)) is not \(noun)", fix: "write \(rule): `\(example)`")
        case .tool where text.contains("*") || text == "all" || text == "any": return Problem.wildcard(text)
        case .person: return Problem.person(text)
        case .approver, .pauser: return Problem.approver(text)
        default: break
        }
        return Problem(
            code: .badValue, message: "\(quoted(text)) is not \(noun)",
            fix: "write \(rule): `\(Spelling.guess(text, self) ?? example)`")
    }

    private func ofWhat(_ text: String) -> Problem {
        let base = self == .percentOfCurrent ? "current" : "replies"
        return Problem(
            code: .percentOfWhat, message: "\(quoted(text)) does not say of what", fix: "write `\(text) of \(base)`")
    }

    private static func money(_ text: String) -> Problem {
        if let code = unknownCode(text) { return unknownCurrency(code) }
        let guess = Spelling.guess(text, .money) ?? Leaf.money.example
        return Problem(
            code: .badMoney, message: "\(quoted(text)) is not an amount that can be read in one way only",
            fix: "write digits, a space and the currency's three letters: `\(guess)`")
    }

    /// The three capitals at the end of a text that are no currency.
    private static func unknownCode(_ text: String) -> String? {
        guard let last = text.split(separator: " ").last, Reading.isCapitals(String(last), 3) else { return nil }
        return Currency(String(last)) == nil ? String(last) : nil
    }

    static func unknownCurrency(_ code: String) -> Problem {
        let near = Nearest.name(to: code.uppercased(), among: Currency.allCodes)
        return Problem(
            code: .unknownCurrency, message: "\(quoted(code)) is not a currency of ISO 4217",
            fix: near.map { "did you mean `\($0)`?" } ?? "write its three letters, such as `GBP`")
    }
}
