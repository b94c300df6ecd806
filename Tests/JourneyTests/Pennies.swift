/// Numbers as the table writes them, from whole numbers alone.
enum Pennies {
    static let billionths = 10_000_000

    /// To the nearest penny.
    static func nearest(_ billionths: Int) -> Int { (billionths + Self.billionths / 2) / Self.billionths }

    /// Up to a whole penny: what counts against a limit.
    static func up(_ billionths: Int) -> Int { (billionths + Self.billionths - 1) / Self.billionths }

    /// To the nearest penny of so many.
    static func each(_ billionths: Int, of count: Int) -> Int {
        (2 * billionths + Self.billionths * count) / (2 * Self.billionths * count)
    }

    /// `58,705.23`.
    static func grouped(_ pennies: Int) -> String { "\(grouped(whole: pennies / 100)).\(two(pennies % 100))" }

    /// `1,146`.
    static func grouped(whole: Int) -> String {
        whole < 1000 ? "\(whole)" : "\(grouped(whole: whole / 1000)),\(three(whole % 1000))"
    }

    /// `8349.00`.
    static func plain(_ pennies: Int) -> String { "\(pennies / 100).\(two(pennies % 100))" }

    /// `14.2 %` of one in another, to the nearest tenth; what is over 10 % by less is told to the next hundredth, `10.04 %`.
    static func share(_ part: Int, of whole: Int) -> String {
        let tenths = (2 * part * 1000 + whole) / (2 * whole)
        if tenths == 100, part * 10 > whole { return "\(plain((part * 10_000 + whole - 1) / whole)) %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// As `share`, without a zero at its end: `10 %`.
    static func short(_ part: Int, of whole: Int) -> String {
        trimmed(String(share(part, of: whole).dropLast(2))) + " %"
    }

    /// A share without the zeros at its end, from hundredths of a per cent: `97.4 %`, `83 %`.
    static func brief(_ hundredths: Int) -> String { trimmed(plain(hundredths)) + " %" }

    /// Zeros at the end of what stands behind the point taken away.
    static func trimmed(_ number: String) -> String {
        var kept = number
        while kept.last == "0" { kept.removeLast() }
        return kept.last == "." ? String(kept.dropLast()) : kept
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func three(_ number: Int) -> String { number < 100 ? "0\(two(number))" : "\(number)" }
}
