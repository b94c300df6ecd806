import Vocabulary

/// A list or mapping whose end has not been read yet.
struct OpenNode {
    enum Kind { case list, mapping }

    let kind: Kind
    let position: SourcePosition
    private var items: [YAMLNode] = []
    private var entries: [YAMLEntry] = []
    private var seen: [String: SourcePosition] = [:]
    private var key: YAMLNode?

    init(_ kind: Kind, at position: SourcePosition) {
        self.kind = kind
        self.position = position
    }

    /// The node with everything taken so far.
    var finished: YAMLNode {
        YAMLNode(kind == .list ? .list(items) : .mapping(entries), at: position)
    }

    /// Takes a child: an item of a list, or in a mapping a key and then its value.
    mutating func take(_ node: YAMLNode, into findings: inout Findings) {
        guard kind == .mapping else {
            items.append(node)
            return
        }
        guard let key else {
            self.key = node
            return
        }
        self.key = nil
        guard case .scalar(let scalar) = key.content else {
            findings.note(
                .wrongKind, at: key.position, "a list or mapping stands where a key is expected",
                fix: "write a name, a colon and the value")
            return
        }
        add(YAMLEntry(scalar.text, at: key.position, node), isPlain: scalar.isPlain, into: &findings)
    }

    private mutating func add(_ entry: YAMLEntry, isPlain: Bool, into findings: inout Findings) {
        if entry.key == "<<" && isPlain {
            findings.note(
                .mergeKey, at: entry.position, "a merge key (`<<`) mixes in values from elsewhere",
                fix: "write the keys out here")
            return
        }
        if let first = seen[entry.key] {
            findings.note(
                .duplicateKey, at: entry.position,
                "\(quoted(entry.key)) stands here and on line `\(first.line)`; readers differ in which one counts",
                fix: "remove this key, or the one on line `\(first.line)`")
            return
        }
        seen[entry.key] = entry.position
        entries.append(entry)
    }
}
