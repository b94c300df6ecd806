/// How a piece of text stands out on a terminal; the words alone always say the same.
enum Style: String, Sendable {
    case bold = "1"
    case faint = "2"
    case good = "32"
    case warn = "33"
    case bad = "31"
    case info = "36"

    /// The text with its style.
    func paint(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}
