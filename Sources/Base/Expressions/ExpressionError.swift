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

    /// Says what is wrong and where; line and column count from 1.
    package init(message: String, offset: Int, line: Int, column: Int) {
        self.message = message
        self.offset = offset
        self.line = line
        self.column = column
    }

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

    /// A part of the text for a message: on one line, without control characters, cut after 40 characters.
    func excerpt(_ range: Range<Int>) -> String { Source.excerpt(text(range)) }

    static func excerpt(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(40).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: Character("\u{FFFD}")
            default: Character(scalar)
            }
        }
        return String(shown) + (text.unicodeScalars.count > 40 ? "…" : "")
    }
}
