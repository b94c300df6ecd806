import Vocabulary

/// The texts of a charter as values: one parser for each kind of value, used by the checks and by the reader
/// alike.
enum Reading {
    /// `15 %`, not negative, at most 99,999 %.
    static func share(_ text: some StringProtocol) -> Percentage? {
        guard let share = Percentage(parsing: String(text)), isPlainNumber(text), share.partsPerMillion >= 0,
            share.partsPerMillion < 1_000_000_000
        else { return nil }
        return share
    }

    /// `15 % of current`.
    static func share(_ text: String, of base: String) -> Percentage? {
        guard text.hasSuffix(" of \(base)") else { return nil }
        return share(text.dropLast(base.count + 4))
    }

    /// `1250 GBP`, not negative, with at most the currency's decimals: `1.250 GBP` is a thousand to some readers.
    static func money(_ text: String) -> Money? {
        guard isPlainNumber(text) else { return nil }
        do throws(MoneyError) {
            let money = try Money(parsing: text)
            let decimals = text.drop { $0 != "." }.dropFirst().prefix { $0 != " " }.count
            return decimals <= money.currency.decimals ? money : nil
        } catch {
            return nil
        }
    }

    /// `4 h`; 0 is a length too.
    static func duration(_ text: String) -> Duration? {
        guard isPlainNumber(text) else { return nil }
        return Duration(parsing: text)
    }

    /// `3 times` of `time`, at most 9,999,999.
    static func count(_ text: String, of noun: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == noun || parts[1] == "\(noun)s", parts[0].utf8.count <= 7,
            isPlainNumber(text)
        else { return nil }
        return Int(parts[0])
    }

    /// `-15 %` or a value to reach.
    static func target(_ text: String) -> Charter.Target? {
        if let sign = text.first, sign == "+" || sign == "-" {
            guard let share = share(text.dropFirst()) else { return nil }
            let parts = sign == "-" ? -share.partsPerMillion : share.partsPerMillion
            return .relative(Percentage(partsPerMillion: parts))
        }
        return quantity(text).map(Charter.Target.absolute)
    }

    /// `95 % of baseline` or a value.
    static func bound(_ text: String) -> Charter.Bound? {
        if let share = share(text, of: "baseline") { return .ofBaseline(share) }
        return quantity(text).map(Charter.Bound.absolute)
    }

    /// `54.41 GBP`, `3.5 %`, `1200 count`, `4 points`, `90 d`.
    static func quantity(_ text: String) -> Charter.Quantity? {
        if let share = share(text) { return .ratio(share) }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, isPlainNumber(text), parts[0].prefix(while: { $0 != "." }).utf8.count <= 12,
            let number = Decimal12(parsing: parts[0])
        else { return nil }
        switch parts[1] {
        case "count": return .count(number)
        case "points": return .number(number)
        case "d": return .days(number)
        default: return Currency(String(parts[1])).map { .money(MetricMoney(number, $0)) }
        }
    }

    /// Minutes after midnight of `21:00`.
    static func minutes(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 48 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    /// A role with or without `role:` in front.
    static func role(_ text: String) -> Role? { Role(text) }

    /// Letters, a `/`, and letters, digits, `_`, `+`, `-` or `/`; or `UTC`. Whether there is such a zone is
    /// asked elsewhere.
    static func looksLikeZone(_ text: String) -> Bool {
        guard text != "UTC" else { return true }
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")), text.utf8.count <= 64 else { return false }
        let area = text.utf8[..<slash]
        let place = text.utf8[slash...].dropFirst()
        func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
        let others = Set("0123456789+-/".utf8)
        return !area.isEmpty && !place.isEmpty && area.allSatisfy(isLetter)
            && place.allSatisfy { isLetter($0) || others.contains($0) }
    }

    /// So many capital letters A to Z.
    static func isCapitals(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (65...90).contains($0) }
    }

    /// Begins with a digit and has no leading zero, so that one value has one spelling.
    private static func isPlainNumber(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8.prefix(2))
        guard let first = bytes.first, (48...57).contains(first) else { return false }
        return first != 48 || bytes.count == 1 || !(48...57).contains(bytes[1])
    }
}
