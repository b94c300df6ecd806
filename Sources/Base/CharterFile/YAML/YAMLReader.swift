import Vocabulary

/// Reads the part of YAML 1.2 that a charter may use: one document of mappings, lists and scalars, nothing
/// that can mean something else to another reader.
///
/// Aliases, tags, merge keys, duplicate keys, tabs in front of a line, directives and the words that YAML 1.1
/// reads as booleans are findings, each at its place; reading goes on behind them so that one run shows them
/// all. What is not YAML at all, or past a limit, ends the reading there.
struct YAMLReader {
    /// The most bytes a file may have: 1 MiB.
    static let maximumBytes = 1 << 20
    /// The deepest nesting of lists and mappings.
    static let maximumDepth = 64
    /// The most values and keys in a file.
    static let maximumNodes = 100_000

    /// The way out where a file is no charter at all.
    static let beginning = "begin with `charter: paid-social`, or make one with `mandate charter new`"

    private var findings: Findings
    private var open: [OpenNode] = []
    private var root: YAMLNode?
    private var nodes = 0
    private var documents = 0

    private init(findings: Findings) { self.findings = findings }

    /// The tree of a file; nil where none could be built. Findings are added to the given ones.
    static func read(_ bytes: [UInt8], into findings: inout Findings) -> YAMLNode? {
        guard bytes.count <= maximumBytes else {
            findings.note(
                .tooLarge, at: .start, "the file has `\(bytes.count)` bytes; at most `\(maximumBytes)` are read",
                fix: "keep one agent to a file and move explanations to your documentation")
            return nil
        }
        noteTabs(bytes, into: &findings)
        var reader = YAMLReader(findings: findings)
        let complete = reader.compose(bytes)
        if complete, reader.root == nil, !reader.findings.hasErrors {
            reader.findings.note(
                .wrongKind, at: .start, "the file is empty; a charter with its keys is expected",
                fix: beginning)
        }
        findings = reader.findings
        return complete ? reader.root : nil
    }

    private mutating func compose(_ bytes: [UInt8]) -> Bool {
        guard var events = YAMLEvents(bytes) else {
            findings.note(.notYAML, at: .start, "there is no memory left to read the file", fix: "try again")
            return false
        }
        do throws(YAMLSyntaxError) {
            while true {
                let event = try events.next()
                if event.kind == .streamEnd { return true }
                guard take(event) else { return false }
            }
        } catch {
            noteSyntax(error, in: bytes)
            return false
        }
    }

    /// Adds one event to the tree; false ends the reading.
    private mutating func take(_ event: YAMLEvent) -> Bool {
        noteDecoration(of: event)
        switch event.kind {
        case .documentStart(let hasDirective): return startDocument(event, hasDirective: hasDirective)
        case .alias:
            findings.note(
                .alias, at: event.start, "an alias (`*name`) makes one place depend on another",
                fix: "write the value out here")
            close(YAMLNode(.scalar(YAMLScalar("", isPlain: true)), at: event.start))
        case .scalar(let scalar):
            noteWord(scalar, at: event.start)
            close(YAMLNode(.scalar(scalar), at: event.start))
        case .listStart: return begin(OpenNode(.list, at: event.start))
        case .mappingStart: return begin(OpenNode(.mapping, at: event.start))
        case .listEnd, .mappingEnd: end()
        case .streamEnd, .other: break
        }
        return countNode(at: event.start)
    }

    private mutating func startDocument(_ event: YAMLEvent, hasDirective: Bool) -> Bool {
        documents += 1
        if hasDirective {
            findings.note(
                .tag, at: event.start, "a directive (`%YAML`, `%TAG`) changes how the file is read",
                fix: "remove the line that starts with `%`")
        }
        guard documents > 1 else { return true }
        findings.note(
            .severalDocuments, at: event.start, "a second document starts here; a file holds one charter",
            fix: "move what follows `---` to a file of its own")
        return false
    }

    private mutating func begin(_ node: OpenNode) -> Bool {
        open.append(node)
        guard open.count <= Self.maximumDepth else {
            findings.note(
                .tooLarge, at: node.position,
                "values are nested `\(open.count)` deep; at most `\(Self.maximumDepth)` levels are read",
                fix: "a charter needs five levels; look for a bracket that is never closed")
            return false
        }
        return countNode(at: node.position)
    }

    private mutating func countNode(at position: SourcePosition) -> Bool {
        nodes += 1
        guard nodes > Self.maximumNodes else { return true }
        findings.note(
            .tooLarge, at: position, "the file has more than `\(Self.maximumNodes)` values",
            fix: "keep one agent to a file")
        return false
    }

    private mutating func end() {
        guard let node = open.popLast() else { return }
        close(node.finished)
    }

    /// Puts a finished node under the innermost open one.
    private mutating func close(_ node: YAMLNode) {
        guard var parent = open.popLast() else {
            root = node
            return
        }
        parent.take(node, into: &findings)
        open.append(parent)
    }
}

extension YAMLReader {
    private mutating func noteDecoration(of event: YAMLEvent) {
        if event.hasAnchor {
            findings.note(
                .alias, at: event.start, "an anchor (`&name`) lets another place repeat this value",
                fix: "remove the anchor and write the value out where it is needed")
        }
        if event.hasTag {
            findings.note(
                .tag, at: event.start, "a tag (`!name`) changes what a value means",
                fix: "remove the word that starts with `!`")
        }
    }

    private mutating func noteWord(_ scalar: YAMLScalar, at position: SourcePosition) {
        guard scalar.isAmbiguousWord else { return }
        findings.note(
            .ambiguousWord, at: position, "a bare `\(scalar.text)` is a text here but yes or no to older YAML readers",
            fix: "write `\"\(scalar.text)\"` in quotes")
    }

    private mutating func noteSyntax(_ error: YAMLSyntaxError, in bytes: [UInt8]) {
        let position = error.position ?? Self.position(ofByte: error.byteOffset, in: bytes)
        let isText = String(validating: bytes, as: UTF8.self) != nil
        findings.note(
            .notYAML, at: position, "this is not YAML: \(error.message)",
            fix: isText
                ? "check indentation, quotes and brackets on this line and the one above"
                : "save the file as text in UTF-8")
    }

    private static func position(ofByte offset: Int, in bytes: [UInt8]) -> SourcePosition {
        let before = bytes.prefix(max(0, offset))
        let line = before.count { $0 == UInt8(ascii: "\n") }
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return SourcePosition(line: line + 1, column: before.count - start + 1)
    }

    /// A tab among a line's leading blanks looks like indentation but is none.
    private static func noteTabs(_ bytes: [UInt8], into findings: inout Findings) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let blanks = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard blanks.count < line.count, let tab = blanks.firstIndex(of: UInt8(ascii: "\t")) else { continue }
            findings.note(
                .tab, at: SourcePosition(line: number + 1, column: tab - line.startIndex + 1),
                "a tab stands where the indentation is", fix: "indent with two spaces")
        }
    }
}
