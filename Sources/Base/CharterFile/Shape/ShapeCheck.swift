import Schemas
import Vocabulary

/// Compares a tree with its shape: unknown keys, missing ones, values of the wrong kind or spelling.
struct ShapeCheck {
    private(set) var findings: Findings

    init(findings: Findings) { self.findings = findings }

    /// Checks a file's root against a record.
    mutating func check(_ root: YAMLNode, _ record: Record) {
        self.check(root, .record(record), under: "")
    }

    private mutating func check(_ node: YAMLNode, _ shape: Shape, under key: String) {
        switch shape {
        case .leaf(let leaf): checkLeaf(node, leaf, under: key)
        case .word(let words): checkWord(node, words, under: key)
        case .list(let item, let least): checkList(node, item, atLeast: least, under: key)
        case .oneOrMany(let item):
            if case .list(let items) = node.content, items.isEmpty { noteEmpty(node, under: key) }
            if case .list(let items) = node.content {
                for one in items { check(one, item, under: key) }
            } else {
                check(node, item, under: key)
            }
        case .record(let record): checkRecord(node, record, under: key)
        case .variants(let records): checkVariants(node, records, under: key)
        case .mappingOr(let record, let other):
            if case .mapping = node.content {
                checkRecord(node, record, under: key)
            } else {
                check(node, other, under: key)
            }
        }
    }

    private mutating func checkLeaf(_ node: YAMLNode, _ leaf: Leaf, under key: String) {
        guard case .scalar(let scalar) = node.content else {
            if leaf == .person {
                noteOwners(node, under: key)
            } else {
                noteKind(node, expected: "\(leaf.noun)", fix: "write \(leaf.rule): `\(leaf.example)`", under: key)
            }
            return
        }
        guard !scalar.isAmbiguousWord, let problem = leaf.problem(scalar) else { return }
        findings.note(problem.code, at: node.position, "`\(key)`: \(problem.message)", fix: problem.fix)
    }

    private mutating func checkWord(_ node: YAMLNode, _ words: [String], under key: String) {
        let choices = words.map { "`\($0)`" }.joined(separator: ", ")
        guard case .scalar(let scalar) = node.content else {
            noteKind(node, expected: "one word", fix: "write one of \(choices)", under: key)
            return
        }
        if scalar.value == .null {
            noteEmpty(node, under: key)
        } else if !words.contains(scalar.text) && !scalar.isAmbiguousWord {
            let near = Nearest.name(to: scalar.text, among: words)
            findings.note(
                .unknownWord, at: node.position, "`\(key)`: \(quoted(scalar.text)) is not one of \(choices)",
                fix: near.map { "did you mean `\($0)`?" } ?? "write one of \(choices)")
        }
    }

    private mutating func checkList(_ node: YAMLNode, _ item: Shape, atLeast least: Int, under key: String) {
        guard case .list(let items) = node.content else {
            if case .scalar(let scalar) = node.content {
                if scalar.value == .null { return noteEmpty(node, under: key) }
                if let prose = item.prose { return noteProse(scalar, prose, at: node.position) }
            }
            noteKind(node, expected: "a list", fix: "put each item on a line of its own behind `-`", under: key)
            return
        }
        if items.count < least {
            findings.note(
                .emptyValue, at: node.position, "`\(key)` has `\(items.count)` items; at least `\(least)` are needed",
                fix: "add one, or leave `\(key)` out")
        }
        for one in items { check(one, item, under: key) }
    }

    private mutating func checkVariants(_ node: YAMLNode, _ records: [Record], under key: String) {
        guard case .mapping(let entries) = node.content else {
            checkRecord(node, records[0], under: key)
            return
        }
        let keys = Set(entries.map(\.key))
        if let record = records.first(where: { !keys.isDisjoint(with: $0.markers) }) {
            checkRecord(node, record, under: key)
            return
        }
        let markers = records.flatMap(\.markers)
        let near = entries.lazy.compactMap { Nearest.name(to: $0.key, among: markers) }.first
        findings.note(
            entries.isEmpty ? .emptyValue : .unknownKey, at: node.position,
            "`\(key)`: none of \(markers.map { "`\($0)`" }.joined(separator: ", ")) stands here",
            fix: near.map { "did you mean `\($0)`?" } ?? "begin with one of these keys")
    }

    private mutating func checkRecord(_ node: YAMLNode, _ record: Record, under key: String) {
        guard case .mapping(let entries) = node.content else {
            noteNoRecord(node, record, under: key)
            return
        }
        for entry in entries {
            if let field = record.field(entry.key) {
                check(entry.value, field.shape, under: entry.key)
            } else {
                noteUnknown(entry, record)
            }
        }
        let keys = Set(entries.map(\.key))
        for field in record.fields {
            guard case .required(let code) = field.need, !keys.contains(field.key) else { continue }
            findings.note(
                code, at: node.position, "\(record.noun) lacks `\(field.key)`: \(field.meaning)",
                fix: "add `\(field.key): \(field.shape.sample)`")
        }
        for rule in record.rules { check(rule, entries, record, at: node.position) }
    }

    private mutating func check(_ rule: KeyRule, _ entries: [YAMLEntry], _ record: Record, at position: SourcePosition)
    {
        switch rule {
        case .exactlyOne(let keys):
            let found = entries.filter { keys.contains($0.key) }
            let names = keys.map { "`\($0)`" }.joined(separator: " or ")
            if found.isEmpty {
                findings.note(.missingField, at: position, "\(record.noun) lacks \(names)", fix: "add one of the two")
            } else if found.count > 1 {
                findings.note(
                    .conflictingKeys, at: found[1].position,
                    "\(found.map { "`\($0.key)`" }.joined(separator: " and ")) exclude each other in \(record.noun)",
                    fix: "keep one of them")
            }
        case .atLeastOne(let keys, let code):
            guard !entries.contains(where: { keys.contains($0.key) }) else { return }
            let names = keys.map { "`\($0)`" }.joined(separator: " nor ")
            findings.note(code, at: position, "\(record.noun) has neither \(names)", fix: "add `\(keys[0])`")
        }
    }
}

extension ShapeCheck {
    private mutating func noteNoRecord(_ node: YAMLNode, _ record: Record, under key: String) {
        if case .scalar(let scalar) = node.content {
            if scalar.value == .null { return noteEmpty(node, under: key) }
            if let prose = record.prose { return noteProse(scalar, prose, at: node.position) }
        }
        let first = record.fields[0]
        let place = key.isEmpty ? "the file" : "`\(key)`"
        findings.note(
            .wrongKind, at: node.position, "\(place) is \(node.kindName); \(record.noun) with its keys is expected",
            fix: "begin with `\(first.key): \(first.shape.sample)`")
    }

    private mutating func noteUnknown(_ entry: YAMLEntry, _ record: Record) {
        let keys = record.fields.map(\.key)
        let near = Nearest.name(to: entry.key, among: keys)
        findings.note(
            .unknownKey, at: entry.position, "\(quoted(entry.key)) is not a key of \(record.noun)",
            fix: near.map { "did you mean `\($0)`?" }
                ?? "its keys are \(keys.map { "`\($0)`" }.joined(separator: ", "))")
    }

    private mutating func noteKind(_ node: YAMLNode, expected: String, fix: String, under key: String) {
        findings.note(
            .wrongKind, at: node.position, "`\(key)` is \(node.kindName); \(expected) is expected", fix: fix)
    }

    private mutating func noteEmpty(_ node: YAMLNode, under key: String) {
        findings.note(
            .emptyValue, at: node.position, "nothing stands under `\(key)`",
            fix: "write a value, or leave `\(key)` out")
    }

    private mutating func noteOwners(_ node: YAMLNode, under key: String) {
        findings.note(
            .ownerIsList, at: node.position, "`\(key)` is \(node.kindName); one person is expected",
            fix: "name one person and list the others under `deputies`")
    }

    /// A sentence where a definition belongs: the finding says which wish it is, the fix how a definition
    /// begins.
    private mutating func noteProse(_ scalar: YAMLScalar, _ code: CharterFinding.Code, at position: SourcePosition) {
        let words = scalar.text.lowercased().split { !$0.isLetter }.map(String.init)
        let isMachine = code == .ownerIsTeam && !CharterWords.machines.isDisjoint(with: words)
        let isPerson = code == .ownerIsTeam && CharterWords.groups.isDisjoint(with: words) && !isMachine
        let actual: CharterFinding.Code = isMachine ? .ownerIsMachine : isPerson ? .ownerWithoutAddress : code
        findings.note(
            actual, at: position, "\(quoted(scalar.text)) \(Self.teaching[code] ?? "is not a definition")",
            fix: "write instead: `\(actual.entry.good)`")
    }

    private static let teaching: [CharterFinding.Code: String] = [
        .vagueGoal: "cannot be measured: it names no metric, no direction, no number and no date",
        .vagueActions: "grants whatever there happens to be; list each tool with its bounds",
        .vagueConstraints: "stops nothing: it has no number, no window and no scope",
        .vagueEscalation:
            "leaves it to the agent when to ask; name what is measured, the threshold, the person, the deadline",
        .vagueReview: "is not a rhythm: say how often, what is looked at, how long it takes, and who holds it",
        .ownerIsTeam: "is not one person who can be asked",
    ]
}

extension YAMLNode {
    /// What a node is, for messages.
    var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.value == .null ? "empty" : "the single value \(quoted(scalar.text))"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension Shape {
    /// The finding for a text in place of this shape's record.
    var prose: CharterFinding.Code? {
        if case .record(let record) = self { record.prose } else { nil }
    }

    /// A short right value for a fix.
    var sample: String {
        switch self {
        case .leaf(let leaf): leaf.example
        case .word(let words): words[0]
        case .list(let item, _): "[\(item.sample)]"
        case .oneOrMany(let item): item.sample
        case .record(let record):
            record.sample
        case .variants(let records):
            "{ \(records[0].fields[0].key): \(records[0].fields[0].shape.sample) }"
        case .mappingOr(_, let other): other.sample
        }
    }
}

extension Record {
    /// Its first required fields, or its first field where none is required.
    fileprivate var sample: String {
        let required = fields.filter(\.isRequired).prefix(2)
        let shown = required.isEmpty ? fields.prefix(1) : required
        return "{ " + shown.map { "\($0.key): \($0.shape.sample)" }.joined(separator: ", ") + ", … }"
    }
}
