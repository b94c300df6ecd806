@testable import CharterFile
import Foundation
import Testing
import Vocabulary

/// Does to a file what a finding's fix says, as a writer would who does what it says and no more: the first
/// suggestion, at the finding's place. It knows the five verbs that fixes begin with, and no finding.
struct Repair {
    private enum Verb: String, CaseIterable {
        case write, add, remove, move
        case meant = "did you mean"
    }

    /// The file with the fix put in; nil where the fix does not say what to put where.
    static func apply(_ finding: CharterFinding, to text: String) -> String? {
        if let plain = plainEdit(finding, text) { return plain }
        var findings = Findings(file: "")
        guard let root = YAMLReader.read(Array(text.utf8), into: &findings),
            let verb = Verb.allCases.first(where: { finding.fix.hasPrefix($0.rawValue) })
        else { return nil }
        let tree = Tree(root)
        let spans = snippets(finding.fix)
        switch verb {
        case .write, .add:
            let target = finding.fix.firstMatch(of: /^add .*? to `([a-z_.]+)`/).map { String($0.1) }
            let given = target.map { path in spans.prefix { $0 != path } } ?? spans.prefix(1)
            for snippet in given {
                guard put(snippet, into: target, isNew: verb == .add, at: finding.position, tree) else { return nil }
            }
        case .meant:
            guard let name = spans.first, tree.rename(at: finding.position, name) else { return nil }
        case .remove:
            if finding.fix.hasPrefix("remove this entry") {
                guard tree.removeItem(around: finding.position) != nil else { return nil }
            } else {
                guard let key = spans.first, tree.removeKey(key, near: finding.position) else { return nil }
            }
        case .move:
            guard let path = spans.first, let item = tree.removeItem(around: finding.position) else { return nil }
            guard tree.append(item, to: path) else { return nil }
        }
        return tree.yaml
    }

    private static func put(
        _ snippet: String, into target: String?, isNew: Bool, at place: SourcePosition, _ tree: Tree
    ) -> Bool {
        guard let entries = Tree.entries(snippet) else {
            guard let value = Tree(parsing: snippet) else { return false }
            if let target { return tree.append(value, to: target) }
            return !isNew && tree.replace(at: place, value)
        }
        if let target { return entries.allSatisfy { tree.set("\(target).\($0.0)", $0.1) } }
        guard !entries.contains(where: { $0.0.contains(".") }) else {
            return entries.allSatisfy { tree.set($0.0, $0.1) }
        }
        return tree.set(entries, near: place)
    }

    private static func snippets(_ fix: String) -> [String] {
        fix.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }
    }

    /// What is wrong with the YAML itself is put right in the text; a tree does not show it.
    private static func plainEdit(_ finding: CharterFinding, _ text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let (row, column) = (finding.position.line - 1, finding.position.column - 1)
        guard lines.indices.contains(row) else { return nil }
        let head = String(lines[row].prefix(column))
        let tail = String(lines[row].dropFirst(column))
        switch finding.fix {
        case "indent with two spaces":
            lines[row] = head + "  " + tail.dropFirst()
        case let fix where fix.hasPrefix("remove the word that starts with"),
            let fix where fix.hasPrefix("remove the anchor"):
            guard tail.first == "!" || tail.first == "&" else { return nil }
            lines[row] = head + tail.drop { $0 != " " }.dropFirst()
        case let fix where fix.hasPrefix("remove this key"):
            lines[row] = remove(flowKey: tail, after: head)
        case let fix where fix.hasPrefix("remove the line"): lines.remove(at: row)
        case let fix where fix.hasPrefix("move what follows `---`"): lines.removeSubrange(row...)
        case let fix where finding.code == .ambiguousWord:
            let word = snippets(fix)[0]
            lines[row] = head + word + tail.dropFirst(word.count - 2)
        default: return nil
        }
        return lines.joined(separator: "\n")
    }

    /// A line without a key and its value: the whole line in block style, up to the next comma within braces.
    private static func remove(flowKey tail: String, after head: String) -> String {
        guard head.contains("{") else { return "" }
        return head + tail.drop { $0 != "," }.dropFirst()
    }
}

/// A YAML tree that can be changed.
final class Tree {
    fileprivate var root: Node

    fileprivate final class Node {
        enum Content { case scalar(YAMLScalar), list([Node]), mapping([(key: String, place: SourcePosition, Node)]) }
        var content: Content
        let place: SourcePosition

        init(_ node: YAMLNode) {
            place = node.position
            content =
                switch node.content {
                case .scalar(let scalar): .scalar(scalar)
                case .list(let items): .list(items.map(Node.init))
                case .mapping(let entries): .mapping(entries.map { ($0.key, $0.position, Node($0.value)) })
                }
        }

        init(_ content: Content) {
            self.content = content
            place = SourcePosition(line: 0, column: 0)
        }

        var children: [Node] {
            switch content {
            case .scalar: []
            case .list(let items): items
            case .mapping(let entries): entries.map { $0.2 }
            }
        }

        /// This node and all below it.
        var all: [Node] { [self] + children.flatMap(\.all) }

        var text: String {
            switch content {
            case .scalar(let scalar): scalar.value == .text ? YAMLWriter.scalar(scalar.text) : scalar.text
            case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
            case .mapping(let entries):
                "{ " + entries.map { "\(YAMLWriter.scalar($0.key)): \($0.2.text)" }.joined(separator: ", ") + " }"
            }
        }

        func set(_ key: String, _ value: Node) -> Bool {
            guard case .mapping(var entries) = content else { return false }
            if let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].2 = value
            } else {
                entries.append((key, SourcePosition(line: 0, column: 0), value))
            }
            content = .mapping(entries)
            return true
        }

        func child(_ key: String) -> Node? {
            guard case .mapping(let entries) = content else { return nil }
            return entries.first { $0.key == key }?.2
        }

        func removeKey(_ key: String) -> Bool {
            guard case .mapping(var entries) = content, let index = entries.firstIndex(where: { $0.key == key })
            else { return false }
            entries.remove(at: index)
            content = .mapping(entries)
            return true
        }
    }

    init(_ root: YAMLNode) { self.root = Node(root) }

    private init(_ node: Node) { root = node }

    /// The tree of a text that stands in a fix.
    convenience init?(parsing snippet: String) {
        var findings = Findings(file: "")
        guard let node = YAMLReader.read(Array(snippet.utf8), into: &findings), !findings.hasErrors else { return nil }
        self.init(node)
    }

    /// The keys and values of `key: value, other: value`; nil for anything else.
    static func entries(_ snippet: String) -> [(String, Tree)]? {
        guard snippet.prefixMatch(of: /[a-z_.]+:\s/) != nil, let whole = Tree(parsing: "{ \(snippet) }"),
            case .mapping(let entries) = whole.root.content
        else { return nil }
        return entries.map { ($0.key, Tree($0.2)) }
    }

    /// One key a line, everything below it in flow style.
    var yaml: String {
        guard case .mapping(let entries) = root.content else { return root.text }
        return entries.map { "\($0.key): \($0.2.text)\n" }.joined()
    }

    /// The mapping that a place is in: the one that begins there, else the one with a key or value there.
    private func mapping(near place: SourcePosition) -> Node? {
        let mappings = root.all.filter { if case .mapping = $0.content { true } else { false } }
        return mappings.last { $0.place == place }
            ?? mappings.last { node in
                guard case .mapping(let entries) = node.content else { return false }
                return entries.contains { $0.place == place || $0.2.place == place }
            }
            ?? mappings.last { node in
                guard case .mapping(let entries) = node.content else { return false }
                return entries.contains { entry in entry.2.children.contains { $0.place == place } }
            }
    }

    func set(_ entries: [(String, Tree)], near place: SourcePosition) -> Bool {
        guard let mapping = mapping(near: place) else { return false }
        return entries.allSatisfy { mapping.set($0.0, $0.1.root) }
    }

    func removeKey(_ key: String, near place: SourcePosition) -> Bool {
        mapping(near: place)?.removeKey(key) ?? false
    }

    /// Sets a value by its path from the root.
    func set(_ path: String, _ value: Tree) -> Bool {
        var keys = path.split(separator: ".").map(String.init)
        guard let last = keys.popLast() else { return false }
        var node = root
        for key in keys {
            if node.child(key) == nil { _ = node.set(key, Node(.mapping([]))) }
            guard let next = node.child(key) else { return false }
            node = next
        }
        return node.set(last, value.root)
    }

    /// Adds an item to the list at a path; makes the list where there is none.
    func append(_ item: Tree, to path: String) -> Bool {
        var node = root
        let keys = path.split(separator: ".").map(String.init)
        for (index, key) in keys.enumerated() {
            if node.child(key) == nil { _ = node.set(key, Node(index == keys.count - 1 ? .list([]) : .mapping([]))) }
            guard let next = node.child(key) else { return false }
            node = next
        }
        guard case .list(let items) = node.content else { return false }
        node.content = .list(items + [item.root])
        return true
    }

    /// Puts a value where another begins.
    func replace(at place: SourcePosition, _ value: Tree) -> Bool {
        guard let node = root.all.last(where: { $0.place == place }) else { return false }
        node.content = value.root.content
        return true
    }

    /// Writes another name in place of a key or a value.
    func rename(at place: SourcePosition, _ name: String) -> Bool {
        for node in root.all {
            guard case .mapping(var entries) = node.content,
                let index = entries.firstIndex(where: { $0.place == place })
            else { continue }
            entries[index].key = name
            node.content = .mapping(entries)
            return true
        }
        return replace(at: place, Tree(Node(.scalar(YAMLScalar(name, isPlain: false)))))
    }

    /// Takes the innermost list item that a place is in out of its list, and the list with its last item.
    func removeItem(around place: SourcePosition) -> Tree? {
        for node in root.all.reversed() {
            guard case .list(var items) = node.content,
                let index = items.firstIndex(where: { $0.all.contains { $0.holds(place) } })
            else { continue }
            let item = items.remove(at: index)
            node.content = .list(items)
            if items.isEmpty, let owner = root.all.first(where: { $0.children.contains { $0 === node } }),
                case .mapping(let entries) = owner.content
            {
                owner.content = .mapping(entries.filter { $0.2 !== node })
            }
            return Tree(item)
        }
        return nil
    }
}

extension Tree.Node {
    fileprivate func holds(_ place: SourcePosition) -> Bool {
        if self.place == place { return true }
        guard case .mapping(let entries) = content else { return false }
        return entries.contains { $0.place == place }
    }
}
