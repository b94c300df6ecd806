import Vocabulary

/// Guesses the right spelling of a value that people write in many ways, for the fix of a finding; never for
/// reading.
enum Spelling {
    /// The value as the charter wants it; nil where the guess would be wild.
    static func guess(_ text: String, _ leaf: Leaf) -> String? {
        let candidate: String? =
            switch leaf {
            case .money: money(text)
            case .percent: number(text).map { "\($0) %" }
            case .percentOfCurrent: number(text).map { "\($0) % of current" }
            case .percentOfReplies: number(text).map { "\($0) % of replies" }
            case .duration: duration(text)
            case .times: number(text, hasThousands: true).map { $0 == "1" ? "1 time" : "\($0) times" }
            case .decisions: number(text, hasThousands: true).map { "\($0) decisions" }
            case .bound, .value: quantity(text)
            case .target:
                money(text) ?? number(text).map { text.contains { minuses.contains($0) } ? "-\($0) %" : "+\($0) %" }
            case .agent, .label: slug(text)
            case .date: DaySpelling.date(text)
            case .period: DaySpelling.period(text)
            default: nil
            }
        return candidate.flatMap { leaf.accepts($0) ? $0 : nil }
    }

    /// The hyphen, and what a word processor makes of it.
    private static let minuses: Set<Character> = ["-", "\u{2212}", "\u{2013}", "\u{2014}"]

    private static let symbols: [(String, String)] = [("£", "GBP"), ("€", "EUR"), ("$", "USD"), ("¥", "JPY")]

    private static func money(_ text: String) -> String? {
        let code =
            symbols.first { text.contains($0.0) }?.1
            ?? text.split { !$0.isLetter }.map { $0.uppercased() }.first { Currency($0) != nil }
        guard let code, let currency = Currency(code), var number = scaled(joined(text)) else { return nil }
        // Zeros behind the smallest coin say nothing.
        while number.last == "0", number.drop(while: { $0 != "." }).count > currency.decimals + 1 {
            number.removeLast()
        }
        return "\(number) \(code)"
    }

    /// A text without the spaces and quotation marks that set thousands apart: `1 250` is one number.
    private static func joined(_ text: String) -> String {
        let signs = Array(text)
        let separators: Set<Character> = [" ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "\u{2019}", "_"]
        func isDigit(_ index: Int) -> Bool { signs.indices.contains(index) && signs[index].isNumber }
        let kept = signs.indices.filter { index in
            let isThousands =
                separators.contains(signs[index]) && isDigit(index - 1)
                && (1...3).allSatisfy { isDigit(index + $0) } && !isDigit(index + 4)
            return !isThousands
        }
        return String(kept.map { signs[$0] })
    }

    /// The first number of a text in plain digits: `1e3` and `1k` are a thousand.
    private static func scaled(_ text: String) -> String? {
        guard let number = number(text, hasThousands: true) else { return nil }
        let rest = text.drop { !$0.isNumber }.drop { $0.isNumber || $0 == "." || $0 == "," }.lowercased()
        let word = rest.prefix { $0.isLetter }
        var zeros = ["k": 3, "m": 6][word] ?? 0
        if word == "e" {
            guard let exponent = Int(rest.dropFirst().prefix { $0.isNumber }), exponent < 13 else { return nil }
            zeros = exponent
        }
        guard zeros > 0 else { return number }
        guard var value = Decimal12(parsing: number)?.units else { return nil }
        for _ in 0..<zeros {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return Decimal12(units: value).description
    }

    private static func duration(_ text: String) -> String? {
        guard let number = number(text) else { return nil }
        let word = text.drop { !$0.isLetter }.prefix { $0.isLetter }.lowercased()
        guard let (unit, count) = word.isEmpty ? ("h", 1) : units[word] else { return nil }
        guard count > 1 else { return "\(number) \(unit)" }
        return Int64(number).flatMap { $0 < 1_000 ? "\($0 * count) \(unit)" : nil }
    }

    /// What a unit of time is called in English, German and French, with how many of ours it is: a month has 30 days.
    private static let units: [String: (String, Int64)] = {
        let names: [(String, Int64, String)] = [
            ("s", 1, "s sec secs second seconds sek sekunde sekunden seconde secondes"),
            ("min", 1, "m min mins minute minutes minuten"),
            ("h", 1, "h hr hrs hour hours std stunde stunden heure heures"),
            ("d", 1, "d day days t tag tage tagen j jour jours"),
            ("w", 1, "w wk week weeks woche wochen sem semaine semaines"),
            ("d", 30, "month months monat monate monaten mois"),
        ]
        let pairs = names.flatMap { unit, count, words in
            words.split(separator: " ").map { (String($0), (unit, count)) }
        }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// An amount, percentage or count, whichever its unit says.
    private static func quantity(_ text: String) -> String? {
        let base = text.hasSuffix(" of baseline") ? " of baseline" : ""
        if text.contains("%") { return number(text).map { "\($0) %\(base)" } }
        for unit in ["count", "points", "d"] where text.hasSuffix(" \(unit)") {
            return number(text, hasThousands: unit == "count").map { "\($0) \(unit)" }
        }
        return money(text)
    }

    /// The first number of a text with a point before its decimals and nothing between its thousands: of two kinds of mark the last
    /// is the decimal one, as in `1.234,56`. A single mark before three digits parts thousands where such numbers have any: `1,250`.
    private static func number(_ text: String, hasThousands: Bool = false) -> String? {
        func isMark(_ sign: Character) -> Bool { sign == "." || sign == "," }
        var digits = text.drop { !$0.isNumber }.prefix { $0.isNumber || isMark($0) }
        while digits.last.map(isMark) == true { digits.removeLast() }
        guard let last = digits.lastIndex(where: isMark) else { return digits.isEmpty ? nil : String(digits) }
        let marks = digits.filter(isMark)
        let decimals = digits[digits.index(after: last)...]
        let isDecimal =
            Set(marks).count == 2
            ? marks.count { $0 == digits[last] } == 1 : marks.count == 1 && !(hasThousands && decimals.count == 3)
        let whole = (isDecimal ? digits[..<last] : digits).split(
            omittingEmptySubsequences: false, whereSeparator: isMark)
        guard whole.dropFirst().allSatisfy({ $0.count == 3 }), whole.count < 2 || (1...3).contains(whole[0].count)
        else {
            return nil
        }
        return whole.joined() + (isDecimal ? ".\(decimals)" : "")
    }

    private static func slug(_ text: String) -> String? {
        let parts = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return parts.isEmpty ? nil : parts.joined(separator: "_")
    }
}
