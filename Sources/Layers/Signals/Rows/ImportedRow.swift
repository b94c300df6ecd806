/// What became of one row of a file. Titles, blank lines, totals and footers are only counted.
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

    /// Nothing read yet.
    public init() {}

    /// All rows that were read.
    public var rows: Int { headerRows + accepted + refused + totals + footers + blank }
}
