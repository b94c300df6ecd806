import Vocabulary

/// Gives every column of a header its meaning.
struct ColumnPlan {
    private(set) var columns: [PlannedColumn] = []
    /// The currency that headings carry, such as `Amount spent (EUR)`; more than one contradict each other.
    private(set) var currencies: Set<Currency> = []

    init(_ cells: [String], _ platform: Platform, _ mapping: [String: String]) throws(ImportError) {
        let mapped = try Self.mapped(mapping, cells)
        let names = cells.map(ColumnName.init)
        let isEntityTable = names.contains { $0.key == "id" }
        var meanings: [(field: Field?, rank: Int)] = names.map { name in
            Self.meaning(name.key, platform, isEntityTable: isEntityTable)
        }
        for (index, field) in mapped { meanings[index] = (field, -1) }
        for index in cells.indices {
            let (field, note) = Self.note(index, meanings, cells)
            columns.append(PlannedColumn(index: index, heading: cells[index], field: field, note: note))
            if let currency = names[index].currency, field.map(Self.isMoney) ?? false { currencies.insert(currency) }
        }
    }

    /// Stops using the column of a meaning, since its cells turned out to say something else.
    mutating func leaveOut(_ field: Field) {
        columns = columns.map { column in
            guard column.isUsed, column.field == field else { return column }
            return PlannedColumn(index: column.index, heading: column.heading, field: field, note: .leftOut)
        }
    }

    private static func isMoney(_ field: Field) -> Bool {
        switch field {
        case .metric(let metric, _): metric.isMoney
        case .budget: true
        default: false
        }
    }

    private static func mapped(_ mapping: [String: String], _ cells: [String]) throws(ImportError) -> [Int: Field] {
        var result: [Int: Field] = [:]
        for (name, heading) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let field = Field(name) else {
                throw .contradiction(
                    "`\(name)` is nothing a column can mean; write `MEANING=COLUMN` with one of \(Field.names.joined(separator: ", "))"
                )
            }
            guard let index = cells.firstIndex(of: heading) ?? index(of: heading, in: cells) else {
                throw .contradiction(
                    "the file has no column `\(heading)`; it has \(cells.prefix(40).joined(separator: ", "))")
            }
            result[index] = field
        }
        return result
    }

    private static func index(of heading: String, in cells: [String]) -> Int? {
        let key = ColumnName(heading).key
        return key.isEmpty ? nil : cells.firstIndex { ColumnName($0).key == key }
    }

    /// What a heading means on this platform; else in any report; else on another platform. In a table of
    /// entities `status` and `start_date` are the entity's own.
    private static func meaning(_ key: String, _ platform: Platform, isEntityTable: Bool) -> (Field?, Int) {
        let all = ColumnDictionary.meanings(key)
        let own = all.filter { $0.platforms.contains(platform) }
        let shared = all.filter { $0.platforms.contains(.generic) }
        let candidates = own.isEmpty ? shared.isEmpty ? all : shared : own
        if isEntityTable, let fact = all.first(where: { $0.field == .startDate || $0.field == .status(nil) }) {
            return (fact.field, fact.rank)
        }
        // When an entity ends decides nothing, and is no end of a report's days.
        if isEntityTable, all.contains(where: { $0.field == .periodEnd }),
            let beside = all.first(where: { $0.field == .beside })
        {
            return (beside.field, beside.rank)
        }
        let best = candidates.min { $0.rank < $1.rank }
        return (best?.field, best?.rank ?? 0)
    }

    private static func note(_ index: Int, _ meanings: [(field: Field?, rank: Int)], _ cells: [String])
        -> (Field?, PlannedColumn.Note)
    {
        let (found, rank) = meanings[index]
        guard let field = found else { return (nil, .unknown) }
        if field == .beside { return (field, .leftOut) }
        let rivals = meanings.indices.filter { isSame(meanings[$0].field, field) }
        let winner = rivals.min { (meanings[$0].rank, $0) < (meanings[$1].rank, $1) } ?? index
        if winner != index { return (field, .besides(cells[winner])) }
        return (field, rank < 0 ? .mapped : .recognised)
    }

    /// Whether two columns say the same thing; an amount in micros is the same as in whole units.
    private static func isSame(_ one: Field?, _ other: Field) -> Bool {
        if case .metric(let first, _) = one, case .metric(let second, _) = other { return first == second }
        return one == other
    }
}
