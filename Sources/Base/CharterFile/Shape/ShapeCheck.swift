import Schemas
import Vocabulary

/// Compares a tree with its shape: unknown keys, missing ones, values of the wrong kind or spelling.
struct ShapeCheck {
    private(set) var findings: Findings
    private let values: FixValues
    /// The record that is being checked.
    private var record: Record?

    init(_ values: FixValues, findings: Findings) {
        self.values = values
        self.findings = findings
    }

    /// Checks a file's root against a record.
    mutating func check(_ root: YAMLNode, _ record: Record) {
        self.check(root, .record(record), under: "")
    }

    private mutating func check(_ node: YAMLNode, _ shape: Shape, under key: String) {
        switch shape {
        case .leaf(let leaf): checkLeaf(node, leaf, under: key, like: nil)
        case .word(let words): checkWord(node, words, under: key)
        case .list(let item, let least): checkList(node, item, atLeast: least, under: key)
        case .oneOrMany(let item):
            if case .list(let items) = node.content, items.isEmpty { noteEmpty(node, shape, under: key) }
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

    private mutating func checkLeaf(_ node: YAMLNode, _ leaf: Leaf, under key: String, like example: String?) {
        guard case .scalar(let scalar) = node.content else {
            if leaf == .person {
                noteOwners(node, under: key)
            } else {
                let first = node.items.lazy.compactMap(\.text).first { leaf.accepts($0) }
                let right = first.map(YAMLWriter.scalar) ?? example ?? values.value(leaf)
                noteKind(node, expected: "\(leaf.noun)", fix: "write `\(right)`: \(leaf.rule)", under: key)
            }
            return
        }
        if let wish = wish(scalar.text, leaf) {
            let right = wish == .vagueGoal ? values.objective : nil
            return noteProse(scalar, wish, "\(key): \(right ?? example ?? values.value(leaf))", at: node.position)
        }
        guard !scalar.isAmbiguousWord, let problem = leaf.problem(scalar, example ?? values.value(leaf), values)
        else { return }
        findings.note(problem.code, at: node.position, "`\(key)`: \(problem.message)", fix: problem.fix)
    }

    /// The finding for a wish where a goal's metric or a granted tool is named: `tool: use available tools`.
    private func wish(_ text: String, _ leaf: Leaf) -> CharterFinding.Code? {
        guard leaf == .metric || leaf == .tool, text.contains(" "), text.allSatisfy({ $0.isLetter || $0 == " " }),
            values.name(near: text, leaf) == nil, let code = record?.prose, [.vagueGoal, .vagueActions].contains(code)
        else { return nil }
        return code
    }

    private mutating func checkWord(_ node: YAMLNode, _ words: [String], under key: String) {
        let choices = words.map { "`\($0)`" }.joined(separator: ", ")
        guard case .scalar(let scalar) = node.content else {
            noteKind(node, expected: "one word", fix: "write `\(words[0])`, or another of \(choices)", under: key)
            return
        }
        if scalar.value == .null {
            noteEmpty(node, .word(words), under: key)
        } else if !words.contains(scalar.text) && !scalar.isAmbiguousWord {
            let near = Nearest.name(to: scalar.text, among: words)
            findings.note(
                .unknownWord, at: node.position, "`\(key)`: \(quoted(scalar.text)) is not one of \(choices)",
                fix: near.map { "did you mean `\($0)`?" } ?? "write `\(words[0])`"
                    + (words.count > 1 ? ", or another of \(choices)" : ""))
        }
    }

    private mutating func checkList(_ node: YAMLNode, _ item: Shape, atLeast least: Int, under key: String) {
        guard case .list(let items) = node.content else {
            if case .scalar(let scalar) = node.content {
                if scalar.value == .null { return noteEmpty(node, .list(item, atLeast: least), under: key) }
                if let prose = item.prose(scalar.text) {
                    return noteProse(scalar, prose, sample(key, .list(item, atLeast: least)), at: node.position)
                }
            }
            noteKind(node, expected: "a list", fix: "write `\(inList(node, item, least))`", under: key)
            return
        }
        if items.count < least {
            findings.note(
                .emptyValue, at: node.position, "`\(key)` has `\(items.count)` items; at least `\(least)` are needed",
                fix: "write `\(key): \(sample(key, .list(item, atLeast: least)))`\(orNone(key))")
        }
        let wishes = items.compactMap {
            if case .scalar(let scalar) = $0.content, scalar.value != .null { scalar } else { nil }
        }
        if let first = wishes.first, let prose = item.prose(first.text), wishes.count == items.count {
            return noteProse(first, prose, sample(key, .list(item, atLeast: least)), at: node.position)
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
        let near = entries.lazy.compactMap { entry in Nearest.name(to: entry.key, among: markers).map { (entry, $0) } }
            .first
        findings.note(
            entries.isEmpty ? .emptyValue : .unknownKey, at: near?.0.position ?? node.position,
            "`\(key)`: none of \(markers.map { "`\($0)`" }.joined(separator: ", ")) stands here",
            fix: near.map { "did you mean `\($0.1)`?" } ?? "write `\(values.sample(records[0]))`, or begin with another"
        )
    }

    private mutating func checkRecord(_ node: YAMLNode, _ record: Record, under key: String) {
        guard case .mapping(let entries) = node.content else {
            noteNoRecord(node, record, under: key)
            return
        }
        let keys = Set(entries.map(\.key))
        let outer = self.record
        defer { self.record = outer }
        var rest = entries[...]
        while let entry = rest.popFirst() {
            self.record = record
            if let field = record.field(entry.key) {
                if case .leaf(let leaf) = field.shape {
                    if let amount = CutAmount(entry, rest, leaf) {
                        rest = rest.dropFirst(amount.pieces)
                        noteCut(amount, leaf, entry)
                        continue
                    }
                    checkLeaf(entry.value, leaf, under: entry.key, like: example(entry, leaf, field, in: node))
                } else {
                    check(entry.value, field.shape, under: entry.key)
                }
            } else {
                noteUnknown(entry, record, beside: keys)
            }
        }
        for field in record.fields {
            guard case .required(let code) = field.need, !keys.contains(field.key) else { continue }
            findings.note(
                code, at: node.position, "\(record.noun) lacks `\(field.key)`: \(field.meaning)",
                fix: "add `\(field.key): \(values.sample(field))`")
        }
        for rule in record.rules { check(rule, node, record) }
    }

    private mutating func check(_ rule: KeyRule, _ node: YAMLNode, _ record: Record) {
        let (entries, position) = (node.entries, node.position)
        switch rule {
        case .exactlyOne(let keys):
            let found = entries.filter { keys.contains($0.key) }
            let names = keys.map { "`\($0)`" }.joined(separator: " or ")
            if found.isEmpty {
                findings.note(
                    .missingField, at: position, "\(record.noun) lacks \(names)",
                    fix: "add `\(first(of: keys, in: record, node))`, or one of the others")
            } else if found.count > 1 {
                findings.note(
                    .conflictingKeys, at: found[1].position,
                    "\(found.map { "`\($0.key)`" }.joined(separator: " and ")) exclude each other in \(record.noun)",
                    fix: "remove `\(found[1].key)`, or the other")
            }
        case .atLeastOne(let keys, let code):
            guard !entries.contains(where: { keys.contains($0.key) }) else { return }
            let names = keys.map { "`\($0)`" }.joined(separator: " nor ")
            findings.note(
                code, at: position, "\(record.noun) has neither \(names)",
                fix: "add `\(first(of: keys, in: record, node))`")
        }
    }
}

extension ShapeCheck {
    /// The first of some keys with a value; a band's end depends on which way its metric is better.
    private func first(of keys: [String], in record: Record, _ node: YAMLNode) -> String {
        if keys == ["floor", "ceiling"], let metric = node.text("metric").flatMap({ MetricName($0) }) {
            return values.band(on: metric)
        }
        return record.field(keys[0]).map { "\($0.key): \(values.sample($0))" } ?? keys[0]
    }

    /// What a value could be: a bare number with the unit of the metric beside it, else the field's own example.
    private func example(_ entry: YAMLEntry, _ leaf: Leaf, _ field: Field, in node: YAMLNode) -> String? {
        if leaf == .value || leaf == .bound, let number = entry.value.text, Decimal12(parsing: number) != nil,
            let metric = node.text("metric").flatMap({ MetricName($0) }).flatMap({ values.metrics[$0] })
        {
            let amount = values.amount(number, in: metric.unit)
            if leaf.accepts(amount) { return amount }
        }
        return field.example == nil ? nil : values.sample(field)
    }

    /// A key that is needed cannot be left out.
    private func orNone(_ key: String) -> String {
        record?.field(key)?.isRequired == true ? "" : ", or leave `\(key)` out"
    }

    /// What stands there, as the only item of a list where it can be one.
    private func inList(_ node: YAMLNode, _ item: Shape, _ least: Int) -> String {
        if case .leaf(let leaf) = item, least < 2, let text = node.text, leaf.accepts(text) {
            return "[\(YAMLWriter.scalar(text))]"
        }
        if case .word(let words) = item, let text = node.text, words.contains(text) { return "[\(text)]" }
        return values.sample(.list(item, atLeast: least))
    }

    /// A value for a key: its field's own example where what is being read, the file or its actions have such a key.
    private func sample(_ key: String, _ shape: Shape) -> String {
        (record?.field(key) ?? CharterShape.charter.field(key) ?? CharterShape.actions.field(key)).map(values.sample)
            ?? values.sample(shape)
    }

    private mutating func noteNoRecord(_ node: YAMLNode, _ record: Record, under key: String) {
        let place = key.isEmpty ? "the file" : "`\(key)`"
        // A whole charter is no line of advice.
        let isCharter = key.isEmpty && record.field("charter") != nil
        if case .scalar(let scalar) = node.content, !isCharter {
            if scalar.value == .null { return noteEmpty(node, .record(record), under: key) }
            if let prose = record.prose(scalar.text) {
                return noteProse(scalar, prose, values.sample(record), at: node.position)
            }
            if record.isNamed { return noteName(scalar, record, at: node.position) }
        }
        findings.note(
            .wrongKind, at: node.position, "\(place) is \(node.kindName); \(record.noun) with its keys is expected",
            fix: isCharter ? YAMLReader.beginning : "write `\(values.sample(record))`")
    }

    /// A tool's name where what is granted of it belongs: `ads.pause`, or `ads.*`.
    private mutating func noteName(_ scalar: YAMLScalar, _ record: Record, at position: SourcePosition) {
        let problem = Leaf.tool.problem(scalar, values.value(.tool), values)
        if let problem, problem.code == .wildcardTool {
            return findings.note(
                problem.code, at: position, problem.message,
                fix: "write `\(values.sample(record))`, and each tool by itself")
        }
        let right = problem == nil ? "{ tool: \(scalar.text) }" : values.sample(record)
        findings.note(
            .wrongKind, at: position, "\(quoted(scalar.text)) stands alone; \(record.noun) with its keys is expected",
            fix: "write `\(right)`")
    }

    private mutating func noteCut(_ amount: CutAmount, _ leaf: Leaf, _ entry: YAMLEntry) {
        findings.note(
            leaf == .money ? .badMoney : .badValue, at: entry.value.position,
            "`\(entry.key)`: \(quoted(amount.written)) ends at its comma, and the rest reads as a key of its own",
            fix: "write `\(entry.key): \(amount.right)`: with a point before decimals, and nothing between thousands")
    }

    private mutating func noteUnknown(_ entry: YAMLEntry, _ record: Record, beside present: Set<String>) {
        let keys = record.fields.map(\.key)
        let near = Nearest.name(to: entry.key, among: keys.filter { !present.contains($0) })
        findings.note(
            .unknownKey, at: entry.position, "\(quoted(entry.key)) is not a key of \(record.noun)",
            fix: near.map { "did you mean `\($0)`?" }
                ?? "remove \(quoted(entry.key)); its keys are \(keys.map { "`\($0)`" }.joined(separator: ", "))")
    }

    private mutating func noteKind(_ node: YAMLNode, expected: String, fix: String, under key: String) {
        findings.note(
            .wrongKind, at: node.position, "`\(key)` is \(node.kindName); \(expected) is expected", fix: fix)
    }

    private mutating func noteEmpty(_ node: YAMLNode, _ shape: Shape, under key: String) {
        findings.note(
            .emptyValue, at: node.position, "nothing stands under `\(key)`",
            fix: "write `\(sample(key, shape))`\(orNone(key))")
    }

    private mutating func noteOwners(_ node: YAMLNode, under key: String) {
        let named = node.items.lazy.compactMap(\.text) + node.entries.lazy.compactMap(\.value.text)
        let person = named.first { Leaf.person.accepts($0) } ?? values.value(.person)
        findings.note(
            .ownerIsList, at: node.position, "`\(key)` is \(node.kindName); one person is expected",
            fix: "write `\(person)`, and list the others under `deputies`")
    }

    /// A sentence where a definition belongs: the finding says which wish it is, the fix how a definition
    /// begins.
    private mutating func noteProse(
        _ scalar: YAMLScalar, _ code: CharterFinding.Code, _ right: String, at position: SourcePosition
    ) {
        let words = scalar.text.lowercased().split { !$0.isLetter }.map(String.init)
        let isMachine = code == .ownerIsTeam && !CharterWords.machines.isDisjoint(with: words)
        let isPerson = code == .ownerIsTeam && CharterWords.groups.isDisjoint(with: words) && !isMachine
        let actual: CharterFinding.Code = isMachine ? .ownerIsMachine : isPerson ? .ownerWithoutAddress : code
        findings.note(
            actual, at: position, "\(quoted(scalar.text)) \(Self.teaching[code] ?? "is not a definition")",
            fix: "write `\(right)`")
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
    func prose(_ text: String) -> CharterFinding.Code? {
        if case .record(let record) = self { record.prose(text) } else { nil }
    }
}
