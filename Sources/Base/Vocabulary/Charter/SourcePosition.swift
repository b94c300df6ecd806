/// A place in a text file; line and column count from 1, columns in Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars.
    public let column: Int

    /// Names a place; values below 1 are read as 1, so that a position can always be printed.
    public init(line: Int, column: Int) {
        self.line = max(1, line)
        self.column = max(1, column)
    }

    /// The beginning of a file, for findings about the file as a whole.
    public static let start = SourcePosition(line: 1, column: 1)

    /// From the top of the file down, then from the left.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
