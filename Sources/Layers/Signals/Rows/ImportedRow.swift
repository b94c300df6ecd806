import Vocabulary

/// What became of one row of a file. Titles, blank lines, totals and footers are only counted, the latter two with their lines.
public enum ImportedRow: Hashable, Sendable {
    /// Metrics of an entity.
    case metrics(MetricRow)
    /// A version of an entity's facts.
    case entity(EntityRow)
    /// Not imported, with its reason.
    case refused(RefusedRow)
}

/// What became of all rows of a file, each counted once.
public struct ImportSummary: Equatable, Sendable {
    /// Lines of the file, line breaks in quoted fields included.
    public internal(set) var lines = 0
    /// Rows before the header, and the header.
    public internal(set) var headerRows = 0
    /// Accepted rows.
    public internal(set) var accepted = 0
    /// Refused rows.
    public internal(set) var refused = 0
    /// Totals, subtotals and summaries.
    public internal(set) var totals = 0
    /// Footers.
    public internal(set) var footers = 0
    /// The lines of the first totals and footers.
    public internal(set) var leftOutLines: [Int] = []
    /// Blank rows.
    public internal(set) var blank = 0
    /// Refused rows by kind of reason.
    public internal(set) var refusedByKind: [String: Int] = [:]
    /// Cells whose decimals beyond the twelfth were rounded.
    public internal(set) var rounded = 0
    /// Cells that hold a bound such as `< 10%` and count as not reported.
    public internal(set) var bounds = 0
    /// Odd data that was imported as it is.
    public internal(set) var findings = DataFindings()

    /// What is assumed for rows that leave a cell empty, or write in it what is not understood, beside what the plan assumes.
    public internal(set) var assumed: [Assumption] = []

    /// Nothing read yet.
    public init() {}

    /// What was taken as it is although it is odd, and what was left out without being refused; one line each.
    public var noticed: [String] {
        let kinds = [(totals, "row that sums up others", "rows that sum up others"), (footers, "footer", "footers")]
            .filter { $0.0 > 0 }.map { numbered($0.0, $0.1, $0.2) }
        let left = kinds.isEmpty ? [] : ["left out: \(kinds.joined(separator: " and ")), \(leftOutPlaces)"]
        let bound =
            bounds > 0 ? ["only a bound such as `< 10`, taken as not reported: \(numbered(bounds, "cell"))"] : []
        let cut = rounded > 0 ? ["rounded after the twelfth decimal: \(numbered(rounded, "cell"))"] : []
        return findings.texts + left + bound + cut
    }

    private var leftOutPlaces: String {
        let more = totals + footers - leftOutLines.count
        let lines = leftOutLines.map(String.init).joined(separator: ", ")
        return "line\(totals + footers == 1 ? "" : "s") \(lines)" + (more > 0 ? " and \(more) more" : "")
    }

    /// Counts a total, or a footer.
    mutating func leaveOut(_ kind: WritableKeyPath<ImportSummary, Int>, line: Int) {
        self[keyPath: kind] += 1
        if leftOutLines.count < 10 { leftOutLines.append(line) }
    }

    /// Counts a row as none of these after all.
    mutating func takeBack(_ kind: WritableKeyPath<ImportSummary, Int>, line: Int) {
        self[keyPath: kind] -= 1
        leftOutLines.removeAll { $0 == line }
    }

    /// All rows that were read.
    public var rows: Int { headerRows + accepted + refused + totals + footers + blank }
}
