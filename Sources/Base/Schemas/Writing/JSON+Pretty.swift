extension JSON: CustomStringConvertible {
    /// The canonical spelling as text.
    public var description: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// This value for people: two spaces a level, one member a line, members in their own order.
    public var prettyText: String {
        var text: [UInt8] = []
        appendPretty(to: &text, level: 0)
        return String(decoding: text, as: UTF8.self)
    }

    private func appendPretty(to text: inout [UInt8], level: Int) {
        switch self {
        case .array(let items) where !items.isEmpty:
            Self.appendLines(items, brackets: "[]", to: &text, level) { item, text in
                item.appendPretty(to: &text, level: level + 1)
            }
        case .object(let object) where !object.isEmpty:
            Self.appendLines(object.members, brackets: "{}", to: &text, level) { member, text in
                JSONText.append(member.key, to: &text)
                text += ": ".utf8
                member.value.appendPretty(to: &text, level: level + 1)
            }
        default: text += canonicalBytes
        }
    }

    private static func appendLines<Line>(
        _ lines: [Line], brackets: String, to text: inout [UInt8], _ level: Int,
        line append: (Line, inout [UInt8]) -> Void
    ) {
        text += brackets.utf8.prefix(1)
        for (index, line) in lines.enumerated() {
            text += (index == 0 ? "\n" : ",\n").utf8
            text += repeatElement(UInt8(ascii: " "), count: 2 * (level + 1))
            append(line, &text)
        }
        text += "\n".utf8
        text += repeatElement(UInt8(ascii: " "), count: 2 * level)
        text += brackets.utf8.suffix(1)
    }
}
