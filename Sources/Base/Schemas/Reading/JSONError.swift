/// Why a document is not the JSON we read, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte at which the fault was noticed, from 0.
    public let offset: Int
    /// The line, from 1; lines end with a line feed.
    public let line: Int
    /// The character (code point) in that line, from 1.
    public let column: Int
    /// What is wrong and the way out, in one lower-case fragment.
    public let message: String

    /// The message with its place: `line 2, column 7: …`.
    public var description: String { "line \(line), column \(column): \(message)" }

    package init(offset: Int, line: Int = 1, column: Int = 1, message: String) {
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }

    /// Finds line and column by counting; only ever done once, for the one error of a document.
    init(_ message: String, at offset: Int, in bytes: Span<UInt8>) {
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            switch bytes[index] {
            case UInt8(ascii: "\n"): (line, column) = (line + 1, 1)
            case 0x80..<0xC0: break
            default: column += 1
            }
        }
        self.init(offset: offset, line: line, column: column, message: message)
    }
}

/// Someone else's text for use in a message: in backticks, at most 60 characters, control characters made
/// visible.
package func quoted(_ text: String) -> String {
    if text.utf8.count <= 60, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "`") }) {
        return "`\(text)`"
    }
    var shown = "`"
    for (count, scalar) in text.unicodeScalars.enumerated() {
        if count == 60 {
            shown += "…"
            break
        }
        let invisible =
            scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar == "`"
            || (0x200B...0x200F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
        shown += invisible ? "\\u{" + String(scalar.value, radix: 16) + "}" : String(scalar)
    }
    return shown + "`"
}
