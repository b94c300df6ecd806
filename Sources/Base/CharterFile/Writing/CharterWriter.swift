import Schemas
public import Vocabulary

/// Writes a charter as a YAML file that reads back as the same charter.
public enum CharterWriter: Sendable {
    /// The file: keys in the order of the reference, short records on one line, texts in quotes where YAML
    /// needs them.
    public static func yaml(_ charter: Charter) -> String {
        guard let object = charter.json.objectValue else { return "" }
        return object.members.map { member in
            let isPart = member.value.objectValue != nil || member.value.arrayValue != nil
            return (isPart ? "\n" : "") + YAMLWriter.entry(member.key, member.value, indent: 0)
        }.joined()
    }
}

/// Writes JSON values as block YAML, small records in flow style.
enum YAMLWriter {
    /// The longest line that a record is put on.
    private static let width = 100

    static func entry(_ key: String, _ value: JSON, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let line = "\(margin)\(key): \(flow(value))"
        if indent > 0 && line.count <= width { return line + "\n" }
        switch value {
        case .object(let object) where !object.isEmpty:
            return "\(margin)\(key):\n" + object.members.map { entry($0.key, $0.value, indent: indent + 2) }.joined()
        case .array(let items) where !items.isEmpty:
            return "\(margin)\(key):\n" + items.map { item($0, indent: indent + 2) }.joined()
        default: return line + "\n"
        }
    }

    private static func item(_ value: JSON, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let line = "\(margin)- \(flow(value))"
        guard line.count > width, let object = value.objectValue, !object.isEmpty else { return line + "\n" }
        let body = object.members.map { entry($0.key, $0.value, indent: indent + 2) }.joined()
        return "\(margin)- " + body.dropFirst(indent + 2)
    }

    private static func flow(_ value: JSON) -> String {
        switch value {
        case .object(let object):
            "{ " + object.members.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + " }"
        case .array(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .string(let text): scalar(text)
        default: value.description
        }
    }

    /// A text, plain where every YAML reader takes it for the same text, else in double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            YAMLScalar(text, isPlain: true).value == .text && !YAMLScalar(text, isPlain: true).isAmbiguousWord
            && hasSafeColons(text) && text.unicodeScalars.allSatisfy(isSafe) && text.first != " " && text.last != " "
            && !text.contains("--") && text.first.map { !"-+.%@'".contains($0) || isSigned(text) } ?? false
        return isPlain ? text : "\"" + text.unicodeScalars.map(escape).joined() + "\""
    }

    /// `-15 %` and `+12 %` are texts; a dash before anything else could begin a list.
    private static func isSigned(_ text: String) -> Bool {
        (text.first == "-" || text.first == "+") && text.dropFirst().first.map(\.isNumber) == true
    }

    /// `role:cmo` is a text everywhere; `a: b` is a mapping, and `21:00` a number to older readers.
    private static func hasSafeColons(_ text: String) -> Bool {
        !text.contains(":") || (text.hasPrefix("role:") && Role(String(text.dropFirst(5))) != nil)
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "_", "-", "+", "/", "@", "%", ";", ":": true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: return String(scalar)
        }
    }
}
