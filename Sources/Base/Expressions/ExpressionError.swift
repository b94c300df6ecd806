/// Why a text is no valid expression, and where.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One lower-case fragment with the writer's own text in backticks and the way out.
    public let message: String
    /// Bytes of UTF-8 before the place of the error.
    public let offset: Int
    /// The line of the error, from 1.
    public let line: Int
    /// The character of the error in its line, from 1.
    public let column: Int

    /// The message after its place: `line 1, column 5: …`.
    public var description: String { "line \(line), column \(column): \(message)" }
}

/// The text of an expression as bytes, which knows how to point at a place in itself.
struct Source {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func error(_ message: String, at offset: Int) -> ExpressionError {
        let before = bytes[..<min(offset, bytes.count)]
        let newline = UInt8(ascii: "\n")
        let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        return ExpressionError(
            message: message, offset: offset, line: before.count { $0 == newline } + 1,
            column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
