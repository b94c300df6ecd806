/// Recognises rows that sum up others, and footers.
///
/// A row is a total where its own name is a word for it (`Total: Campaigns`, `Gesamt`, `Total général`), or, where it has none,
/// another of its identity cells or a date is, and no identifier is given, or where it names no entity at all but has counts and stands before all
/// others or after them, as Meta's summary row does. A campaign that is called `Total Recall` is none.
enum TotalRow {
    /// Whether a cell is a word for a total, alone or followed by what it sums up.
    static func isTotal(_ cell: ArraySlice<UInt8>) -> Bool {
        guard (3...80).contains(cell.count), let first = cell.first, starters.contains(first | 0x20) else {
            return false
        }
        let text = String(decoding: cell, as: UTF8.self).lowercased()
        return follows(text) { $0.isEmpty || $0.first == ":" || $0.first == "–" || $0.first == "(" }
    }

    /// Whether a cell is a word for a total and nothing else but a mark.
    static func isTotalAlone(_ cell: ArraySlice<UInt8>) -> Bool {
        follows(String(decoding: cell.prefix(80), as: UTF8.self).lowercased()) { $0.isEmpty || $0 == ":" }
    }

    /// Whether a text begins with a word for a total and goes on as is asked.
    private static func follows(_ text: String, _ isRight: (Substring) -> Bool) -> Bool {
        for word in words where text.hasPrefix(word) {
            let rest = text.dropFirst(word.count).drop { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
            if isRight(rest) { return true }
        }
        return false
    }

    /// Whether a cell is the copyright line that Microsoft's reports end with, or a note in its place.
    static func isFooter(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.starts(with: [0xC2, 0xA9]) || cell.starts(with: Array("(c)".utf8))
    }

    private static let words = [
        "totals and subtotals", "grand totals", "grand total", "overall total", "sub-total", "subtotals", "subtotal",
        "totals",
        "total général",
        "total general", "total generale", "total", "summary", "overall", "gesamtsummen",
        "gesamtsumme", "gesamtergebnis", "gesamtwerte", "gesamt", "zwischensumme", "summe", "insgesamt",
        "sous-total", "totaux", "ensemble", "sum",
    ]

    /// The first letters of the words, so that most cells cost one look.
    private static let starters = Set("tgsozie".utf8)
}
