import Vocabulary

/// A column's heading, reduced to what tells columns apart: letters, digits and `%` in lower case, a currency
/// at the end taken off. `Amount spent (EUR)`, `Amount spent €` and `Amount spent in EUR` are `amountspent` and the euro;
/// `campaign_id`, `CampaignId` and `Campaign ID` are one.
struct ColumnName: Equatable {
    let key: String
    let currency: Currency?

    init(_ heading: String) {
        let (text, currency) = Self.withoutCurrency(heading)
        self.currency = currency
        key = String(text.lowercased().unicodeScalars.filter(Self.isKept).map(Character.init))
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "%"
    }

    /// The heading and the currency behind it: in brackets or by itself, a code in capitals or a sign. A sign that means several
    /// currencies (`$`) is taken off and says none.
    private static func withoutCurrency(_ heading: String) -> (Substring, Currency?) {
        guard heading.utf8.count <= 200, let (rest, unit) = split(trimmed(Substring(heading))),
            Currency(unit) != nil || CurrencySign.isKnown(unit) && !unit.allSatisfy(\.isLetter)
        else { return (heading.prefix(200), nil) }
        var text = trimmed(rest)
        for word in [" in", " en"] where text.lowercased().hasSuffix(word) { text = text.dropLast(word.count) }
        return (text, CurrencySign.meaning(unit))
    }

    /// What stands in brackets at the end, or is the last word, and the text before it.
    private static func split(_ text: Substring) -> (rest: Substring, unit: String)? {
        let brackets: [Character: Character] = [")": "(", "]": "["]
        if let last = text.last, let opening = brackets[last] {
            guard let open = text.lastIndex(of: opening) else { return nil }
            return (text[..<open], text[text.index(after: open)...].dropLast().filter { !$0.isWhitespace })
        }
        guard let space = text.lastIndex(where: \.isWhitespace) else { return nil }
        let word = String(text[text.index(after: space)...])
        // Both are codes, and more often words: `Clicks ALL`.
        return ["ALL", "TOP"].contains(word) ? nil : (text[..<space], word)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
