/// A regular expression of ECMAScript in the spelling of PCRE2.
///
/// JSON Schema recommends ECMA-262 (core, section 6.4). What only other dialects know is refused rather than
/// given a meaning the schema's author may not have had.
struct ECMAExpression {
    /// The expression for PCRE2.
    private(set) var text = ""
    private var rest: Substring
    private var isInClass = false

    init(_ expression: String) throws(PatternError) {
        rest = expression[...]
        while let character = take() {
            switch character {
            case "\\": try translateEscape()
            case "[" where !isInClass:
                isInClass = true
                text += "["
            case "[": text += "\\["
            case "]":
                isInClass = false
                text += "]"
            case "(" where !isInClass: try translateGroup()
            default: text.unicodeScalars.append(character)
            }
        }
    }

    private mutating func take() -> Unicode.Scalar? {
        rest.unicodeScalars.isEmpty ? nil : rest.unicodeScalars.removeFirst()
    }

    private mutating func translateEscape() throws(PatternError) {
        guard let letter = take() else { return text += "\\" }
        switch letter {
        case "s": text += isInClass ? Self.space : "[\(Self.space)]"
        case "S" where !isInClass: text += "[^\(Self.space)]"
        case "p", "P": translateProperty(letter)
        case "a", "e", "A", "z", "Z", "G", "h", "H", "K", "R", "X", "Q", "E", "N", "C":
            throw PatternError(
                message: "`\\\(letter)` means nothing in ECMAScript; write the character itself")
        default:
            text += "\\"
            text.unicodeScalars.append(letter)
        }
    }

    /// Groups may begin with `(?:`, `(?=`, `(?!`, `(?<`; verbs, comments, flags and Python's names are
    /// refused.
    private mutating func translateGroup() throws(PatternError) {
        text += "("
        if rest.hasPrefix("*") {
            throw PatternError(message: "`(*` means nothing in ECMAScript; write `(\\*` for the characters")
        }
        guard rest.hasPrefix("?") else { return }
        let known = [":", "=", "!", "<"].contains { rest.dropFirst().hasPrefix($0) }
        guard known else {
            throw PatternError(
                message:
                    "\(quoted("(" + rest.prefix(3))) begins no group of ECMAScript; write `(?:` or `(?<name>`"
            )
        }
    }

    /// ECMAScript writes general categories by long names too; PCRE2 knows the short ones.
    private mutating func translateProperty(_ letter: Unicode.Scalar) {
        text += "\\"
        text.unicodeScalars.append(letter)
        guard rest.hasPrefix("{"), let end = rest.firstIndex(of: "}") else { return }
        let name = rest[rest.index(after: rest.startIndex)..<end]
        guard let short = Self.categories[String(name)] else { return }
        text += "{\(short)}"
        rest = rest[rest.index(after: end)...]
    }

    /// What ECMAScript counts as white space beside ASCII's.
    private static let space = #"\s\u00a0\ufeff\u2028\u2029\p{Zs}"#

    private static let categories = [
        "Letter": "L", "Lowercase_Letter": "Ll", "Uppercase_Letter": "Lu", "Titlecase_Letter": "Lt",
        "Mark": "M",
        "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Punctuation": "P", "Symbol": "S",
        "Separator": "Z",
    ]
}
