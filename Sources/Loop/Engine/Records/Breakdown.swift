/// What tells rows of one entity and period apart: the columns that split a report, each with the row's value.
public struct Breakdown: Hashable, Sendable {
    /// The columns, in the order of the report's dimensions.
    public let dimensions: [String]
    private let values: [String]

    /// Columns with their values.
    public init(_ parts: some Sequence<(String, String)>) {
        dimensions = parts.map(\.0)
        values = parts.map(\.1)
    }

    /// Reads a text that `text` made; what has no column is a value of a nameless one.
    public init(text: String) {
        let parts = text.isEmpty ? [] : text.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        let pairs = parts.map { $0.split(separator: "\u{1E}", maxSplits: 1, omittingEmptySubsequences: false) }
        dimensions = pairs.map { $0.count > 1 ? String($0[0]) : "" }
        values = pairs.map { String($0.last ?? "") }
    }

    /// One text, to be compared; empty where nothing splits the report. A value that holds one of the control characters that part
    /// it still is the same text each time.
    public var text: String {
        zip(dimensions, values).map { "\($0)\u{1E}\($1)" }.joined(separator: "\u{1F}")
    }
}
