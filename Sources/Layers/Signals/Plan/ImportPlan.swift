public import Vocabulary

/// How a file will be read, before a row is stored: what a person looks at, corrects and agrees to.
public struct ImportPlan: Equatable, Sendable {
    /// The source the rows belong to.
    public let source: SourceName
    /// Whose report it is.
    public let platform: Platform
    /// The language of its headings; nil where they are the same in several.
    public let language: ReportLanguage?
    /// What the rows are; nil while a person has still to say.
    public let content: ImportContent?
    /// Encoding and delimiter.
    public let format: DelimitedFormat
    /// The rows before the header, each as one line of text.
    public let titles: [String]
    /// The line the header is on.
    public let headerLine: Int
    /// Every column, in the file's order.
    public let columns: [PlannedColumn]
    /// How numbers are written, and what the cells said.
    public let numbers: NumberStyle
    /// What the number cells said.
    public let numberEvidence: NumberEvidence
    /// In which order dates are written; nil where no date needs an order.
    public let dates: DateOrder?
    /// The currency of every amount; nil where the file has no amounts, or while a person has still to say.
    public let currency: Currency?
    /// The period of rows without a date; where rows have dates, the period they have to be in, if one was
    /// given.
    public let period: Period?
    /// The zone of the days.
    public let zone: Zone
    /// The account of rows that name none.
    public let account: String
    /// When the report was taken, where that is known.
    public let takenAt: Instant?
    /// What is gone by without the file saying so.
    public let assumptions: [Assumption]
    /// What a person has to give first.
    public let missing: [Missing]
    /// What cannot be judged from this file.
    public let notJudged: [NotJudged]
    /// Bounds on rows.
    public let limits: ReadingLimits

    /// Whether nothing is missing, so that rows can be imported.
    public var isComplete: Bool { missing.isEmpty && content != nil }

    /// The column that has a meaning, if one is used for it.
    public func column(_ field: Field) -> PlannedColumn? {
        columns.first { $0.isUsed && $0.field == field }
    }

    /// The column of a metric, whatever its unit.
    public func column(of metric: Counted) -> PlannedColumn? {
        column(.metric(metric, micros: false)) ?? column(.metric(metric, micros: true))
    }

    /// The breakdown dimensions of the rows, in order of name.
    public var dimensions: [String] {
        columns.compactMap { column in
            guard column.isUsed, case .segment(let name) = column.field else { return nil }
            return name
        }.sorted()
    }

    /// Whether every row says which days it is about.
    public var hasDates: Bool {
        columns.contains { column in
            guard column.isUsed else { return false }
            switch column.field {
            case .day, .calendar, .periodStart: return true
            default: return false
            }
        }
    }
}
