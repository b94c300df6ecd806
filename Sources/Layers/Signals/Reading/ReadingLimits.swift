/// Bounds on what one row of a file may hold; anything over them is refused with its line number (P37).
public struct ReadingLimits: Equatable, Sendable {
    /// Most columns a row may have.
    public var columns = 1_024
    /// Most bytes one field may have, quotes excluded.
    public var fieldBytes = 65_536
    /// Most bytes one row may have, from its first byte to its line break.
    public var rowBytes = 1_048_576
    /// Most line breaks inside one quoted field; a quote that is never closed is noticed after as many lines.
    public var linesInField = 64
    /// Most rows before the header (report name, date range, account).
    public var titleRows = 64
    /// Bytes at the start of a file on which the encoding, delimiter and header are decided.
    public var sampleBytes = 262_144

    /// The limits that imports use.
    public init() {}
}
