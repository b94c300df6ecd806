public import Vocabulary

/// What an agent can do, needs approval for, and never does, in plain words; also the text for an internal AI
/// policy.
public struct CharterPage: Sendable, Hashable {
    /// A heading with its statements.
    public struct Section: Sendable, Hashable {
        /// The heading.
        public let title: String
        /// Complete statements, one a line.
        public let lines: [String]
    }

    /// The page's title.
    public let title: String
    /// The sentence under it.
    public let purpose: String
    /// The sections, in the order in which people ask.
    public let sections: [Section]

    /// The page of a charter.
    public init(_ charter: Charter, tools: ToolRegister = .builtIn) {
        let words = PlainWords(charter, tools)
        title = "What \(charter.agent) can and cannot do"
        purpose = charter.purpose
        sections = [
            Section(title: "What it works for", lines: words.goal),
            Section(title: "What it can do by itself", lines: words.permissions { $0 == .may }),
            Section(title: "What it needs approval for", lines: words.permissions { $0 != .may }),
            Section(title: "What it never does", lines: words.prohibitions),
            Section(title: "Its limits", lines: words.limits),
            Section(title: "When it stops and asks", lines: words.escalation),
            Section(title: "When people look at it", lines: words.reviews),
            Section(title: "Who answers for it", lines: words.owner),
            Section(title: "How it earns its freedom", lines: words.autonomy),
        ].filter { !$0.lines.isEmpty }
    }

    /// CommonMark: a heading, the purpose, and a list a section. Characters that Markdown would act on are
    /// escaped.
    public var markdown: String {
        let body = sections.map { section in
            "## \(section.title)\n\n" + section.lines.map { "- \(Self.escaped($0))\n" }.joined()
        }
        return "# \(Self.escaped(title))\n\n\(Self.escaped(purpose))\n\n" + body.joined(separator: "\n")
    }

    /// Text for a terminal or a mail: headings in capitals, statements behind a dash.
    public var plainText: String {
        let body = sections.map { section in
            section.title.uppercased() + "\n" + section.lines.map { "  - \(Self.visible($0))\n" }.joined()
        }
        return "\(Self.visible(title))\n\(Self.visible(purpose))\n\n" + body.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        let special: Set<Character> = ["\\", "`", "*", "_", "[", "]", "<", ">", "#", "|"]
        return visible(text).reduce(into: "") { result, character in
            if special.contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    /// The text on one line, control characters shown as a replacement mark.
    private static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}

extension Charter.Trigger.Cause {
    /// When it asks, as the end of `when …`: `it is less than 70 % sure`.
    public var words: String { PlainWords.cause(self) }
}
