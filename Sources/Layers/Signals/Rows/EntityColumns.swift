import Vocabulary

/// Reads the entities of a row, from the account down to the row's own.
struct EntityColumns {
    private struct Step {
        var kind: EntityKind
        var id: Int?
        var name: Int?
    }

    private let steps: [Step]
    private let account: EntityRef?
    private let headings: [String]
    /// Every identity column: where a total says what it is.
    let identity: [Int]

    init(_ plan: ImportPlan, _ level: EntityKind) {
        headings = plan.columns.map(\.heading)
        var steps: [Step] = []
        for kind in EntityKind.allCases where kind <= level {
            var step = Step(kind: kind, id: plan.column(.id(kind))?.index, name: plan.column(.name(kind))?.index)
            if kind == level {
                step.id = plan.column(.ownID)?.index ?? step.id
                step.name = plan.column(.ownName)?.index ?? step.name
            }
            if step.id != nil || step.name != nil { steps.append(step) }
        }
        self.steps = steps
        account = steps.first?.kind == .account ? nil : EntityRef(.account, plan.account)
        identity = steps.flatMap { [$0.id, $0.name].compactMap(\.self) }
    }

    /// Whether the row gives an identifier of the own entity.
    func hasIdentifier(_ record: Record) -> Bool {
        guard let id = steps.last?.id else { return false }
        return !NumberReader.isAbsent(record.field(id))
    }

    /// Whether what names the row's entity is a word for a total. Where the own name is none, the row is no total whatever is above
    /// it; and a row of one day is none whose name only begins with such a word, as `Overall: brand UK`.
    func isTotal(_ record: Record, ofOneDay: Bool) -> Bool {
        guard let name = steps.last?.name.map({ record.field($0) }), !NumberReader.isAbsent(name) else {
            return identity.contains { TotalRow.isTotal(record.field($0)) }
        }
        return TotalRow.isTotal(name) && (!ofOneDay || TotalRow.isTotalAlone(name))
    }

    /// Whether the row names no entity, by identifier or name, at any level; never where the file has no column for that, as one
    /// about the account alone.
    func isAnonymous(_ record: Record) -> Bool {
        !identity.isEmpty && identity.allSatisfy { NumberReader.isAbsent(record.field($0)) }
    }

    /// The entities from the account down; the last is the row's own.
    func lineage(_ record: Record, _ level: EntityKind) throws(RowProblem) -> [NamedEntity] {
        var lineage: [NamedEntity] = []
        lineage.reserveCapacity(4)
        if let account { lineage.append(NamedEntity(account)) }
        for step in steps {
            if let entity = try entity(step, record, under: lineage.last) {
                lineage.append(entity)
            } else if step.kind == level {
                throw RowProblem(.noEntity(level))
            }
        }
        guard lineage.last?.ref.kind == level else { throw RowProblem(.noEntity(level)) }
        return lineage
    }

    private func entity(_ step: Step, _ record: Record, under parent: NamedEntity?) throws(RowProblem) -> NamedEntity? {
        let name = step.name.flatMap { text(record.field($0)) }
        guard let column = step.id else {
            guard let name, let place = step.name else { return nil }
            guard let ref = EntityRef(step.kind, EntityPath.id(of: name, under: parent?.ref)) else {
                throw RowProblem(.badName(column: headings[place]))
            }
            return NamedEntity(ref, name: name)
        }
        let cell = Self.unwrapped(record.field(column))
        guard !NumberReader.isAbsent(cell) else { return nil }
        guard !Self.isRounded(cell), let text = String(validating: cell, as: UTF8.self),
            let ref = EntityRef(step.kind, text)
        else {
            throw RowProblem(.badIdentifier(column: headings[column], text: RowProblem.excerpt(cell)))
        }
        return NamedEntity(ref, name: name)
    }

    private func text(_ cell: ArraySlice<UInt8>) -> String? {
        NumberReader.isAbsent(cell) ? nil : String(decoding: cell, as: UTF8.self)
    }

    /// Without what keeps spreadsheets from rounding: `="123"`, `'123`, `[123]`.
    private static func unwrapped(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch cell.first {
        case 0x3D where cell.starts(with: [0x3D, 0x22]) && cell.last == 0x22 && cell.count > 3:
            cell.dropFirst(2).dropLast()
        case 0x27 where cell.count > 1: cell.dropFirst()
        case 0x5B where cell.last == 0x5D && cell.count > 2: cell.dropFirst().dropLast()
        default: cell
        }
    }

    /// `6.21556E+12`: a long identifier that a spreadsheet took for a number; its last digits are lost.
    private static func isRounded(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let mark = cell.firstIndex(where: { $0 | 0x20 == 0x65 }), mark > cell.startIndex else { return false }
        let exponent = cell[(mark + 1)...]
        guard exponent.first == 0x2B, exponent.dropFirst().allSatisfy({ $0 &- 48 < 10 }), exponent.count > 1 else {
            return false
        }
        return cell[..<mark].allSatisfy { $0 &- 48 < 10 || $0 == 0x2E || $0 == 0x2C }
    }
}

/// Identifiers of entities that a file knows by name alone.
enum EntityPath {
    /// The name, under a campaign or ad set after its parent's identifier: `Spring / Women 25-34`. A slash in
    /// a name is doubled, so that no two paths are alike; a path over 120 bytes is cut and carries a checksum
    /// (FNV-1a, 64 bits).
    static func id(of name: String, under parent: EntityRef?) -> String {
        let own =
            name.utf8.contains(0x2F)
            ? name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "//") : name
        guard let parent, parent.kind != .account else { return bounded(own) }
        return bounded("\(parent.id) / \(own)")
    }

    private static func bounded(_ path: String) -> String {
        guard path.utf8.count > 120 else { return path }
        let hash = path.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var head = path.unicodeScalars
        while head.count > 25, String(head).utf8.count > 100 { head.removeLast() }
        return "\(String(head))~\(String(hash, radix: 16))"
    }
}

/// Why one row stops; thrown only inside the reading of that row.
struct RowProblem: Error {
    let refusal: RowRefusal

    init(_ refusal: RowRefusal) {
        self.refusal = refusal
    }

    /// The user's text, at most 60 bytes of it.
    static func excerpt(_ cell: ArraySlice<UInt8>) -> String {
        String(decoding: cell.prefix(60), as: UTF8.self)
    }
}
