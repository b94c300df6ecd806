import Vocabulary

/// A column's heading, reduced to what tells columns apart: letters, digits and `%` in lower case, a currency
/// at the end taken off. `Amount spent (EUR)` is `amountspent` and the euro; `campaign_id`, `CampaignId` and
/// `Campaign ID` are one.
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

    private static func withoutCurrency(_ heading: String) -> (Substring, Currency?) {
        let text = Substring(heading)
        guard heading.utf8.count <= 200, let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"),
            open < close, let currency = Currency(String(text[text.index(after: open)..<close]))
        else { return (text.prefix(200), nil) }
        return (text[..<open], currency)
    }
}
