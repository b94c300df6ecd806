import Vocabulary

/// What the cells of a file say about how they are written; gathered from its start, and from all of it where
/// that does not decide.
struct Survey {
    private(set) var numbers = NumberEvidence()
    private(set) var dates: [Int: DateEvidence] = [:]
    /// Currencies that signs or a currency column name; bounded, since a file has one.
    var currencies: Set<Currency> { Set(currencyLines.keys) }
    /// The line on which each was seen first.
    private(set) var currencyLines: [Currency: Int] = [:]
    private(set) var zones: Set<String> = []
    /// Accounts that rows name; bounded, since they are only shown.
    private(set) var accounts: Set<String> = []
    /// Whether a row's period begins and ends on the same day.
    private(set) var hasSingleDays = false

    private let amounts: [(index: Int, isMoney: Bool, isWhole: Bool)]
    private let dateColumns: [Int]
    private let periodColumns: (start: Int, end: Int)?
    private let currencyColumn: Int?
    private let zoneColumn: Int?
    private let accountColumn: Int?
    private let width: Int

    private let needsVariety: Bool

    /// `needsVariety` says that a date column of one date means something else than one of several.
    init(_ columns: [PlannedColumn], needsVariety: Bool) {
        self.needsVariety = needsVariety
        let used = columns.filter(\.isUsed)
        amounts = used.compactMap { column in
            switch column.field {
            case .metric(let metric, _): (column.index, metric.isMoney, metric.isWhole)
            case .budget: (column.index, true, false)
            default: nil
            }
        }
        dateColumns = used.filter { Self.isDate($0.field) }.map(\.index)
        periodColumns = used.first { $0.field == .periodStart }.flatMap { start in
            used.first { $0.field == .periodEnd }.map { (start.index, $0.index) }
        }
        currencyColumn = used.first { $0.field == .currency }?.index
        zoneColumn = used.first { $0.field == .zone }?.index
        accountColumn = used.first { $0.field == .id(.account) }?.index
        width = columns.count
        for column in dateColumns { dates[column] = DateEvidence() }
    }

    /// Whether what was seen so far decides every number and every date, whatever comes after.
    var isDecided: Bool {
        (amounts.isEmpty || numbers.style != nil)
            && dates.values.allSatisfy { ($0.varies || !needsVariety) && (!$0.needsOrder || $0.order != nil) }
    }

    /// Counts one row; rows of another width are titles, totals or footers and say nothing.
    mutating func add(_ record: Record) {
        guard record.fault == nil, record.count == width else { return }
        for (index, isMoney, isWhole) in amounts {
            let cell = record.field(index)
            guard !cell.isEmpty else { continue }
            numbers.add(cell, isWhole: isWhole)
            if isMoney { addSign(cell, record.line) }
        }
        for column in dateColumns {
            let cell = record.field(column)
            if !cell.isEmpty { dates[column]?.add(cell) }
        }
        if let (start, end) = periodColumns, !hasSingleDays, !record.field(start).isEmpty {
            hasSingleDays = record.field(start) == record.field(end)
        }
        if let currencyColumn, currencyLines.count < 8, let code = Currency(record.text(currencyColumn)) {
            note(code, record.line)
        }
        if let zoneColumn, zones.count < 8 { zones.insert(record.text(zoneColumn)) }
        if let accountColumn, accounts.count < 8, !record.field(accountColumn).isEmpty {
            accounts.insert(record.text(accountColumn))
        }
    }

    private mutating func note(_ currency: Currency, _ line: Int) {
        if currencyLines[currency] == nil { currencyLines[currency] = line }
    }

    private mutating func addSign(_ cell: ArraySlice<UInt8>, _ line: Int) {
        guard currencyLines.count < 8, let first = cell.first, let last = cell.last,
            !(first &- 48 < 10 && last &- 48 < 10),
            let currency = CurrencySign.meaning(NumberParts(cell).signText)
        else { return }
        note(currency, line)
    }

    private static func isDate(_ field: Field?) -> Bool {
        switch field {
        case .day, .calendar, .periodStart, .periodEnd, .startDate: true
        default: false
        }
    }
}
