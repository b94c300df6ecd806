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

    /// The heading and the currency behind it: in brackets a code or a sign, else a code in capitals or a sign by itself. A sign that
    /// means several currencies (`$`) is taken off and says none.
    private static func withoutCurrency(_ heading: String) -> (Substring, Currency?) {
        guard heading.utf8.count <= 200 else { return (heading.prefix(200), nil) }
        var text = Substring(heading)
        while text.last?.isWhitespace == true { text.removeLast() }
        let brackets: [Character: Character] = [")": "(", "]": "["]
        let end: Substring
        if let last = text.last, let opening = brackets[last], let open = text.lastIndex(of: opening) {
            end = text[text.index(after: open)...].dropLast()
            text = text[..<open]
        } else if let space = text.lastIndex(where: \.isWhitespace) {
            end = text[text.index(after: space)...]
            text = text[..<space]
        } else {
            return (Substring(heading), nil)
        }
        let unit = end.filter { !$0.isWhitespace }
        let isSign = unit.contains { !$0.isLetter && !$0.isNumber } && CurrencySign.isKnown(unit)
        guard Currency(unit) != nil || isSign else { return (Substring(heading), nil) }
        while text.last?.isWhitespace == true { text.removeLast() }
        for word in [" in", " en"] where text.lowercased().hasSuffix(word) { text = text.dropLast(word.count) }
        return (text, CurrencySign.meaning(unit))
    }
}
