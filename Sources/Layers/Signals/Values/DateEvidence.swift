/// What the date cells of a column say about the order of day and month, counted cell by cell.
public struct DateEvidence: Equatable, Sendable {
    /// Cells whose first number is over 12, so it is the day.
    public private(set) var dayFirst = 0
    /// Cells whose second number is over 12, so it is the day.
    public private(set) var monthFirst = 0
    /// Cells that are a date in either order, and not the same one.
    public private(set) var ambiguous = 0
    /// Cells that need no order: ISO, points, named months, or the same day either way.
    public private(set) var certain = 0
    /// The first ambiguous cell, to ask about.
    public private(set) var example: String?
    /// Whether two cells differ; a column of one date may be the start of the whole report.
    public private(set) var varies = false
    private var first: [UInt8] = []

    /// Nothing seen yet.
    public init() {}

    /// Whether the column holds dates that need an order to be read.
    public var needsOrder: Bool { dayFirst + monthFirst + ambiguous > 0 }

    /// The order that the column proves; nil where nothing proves one or the cells contradict each other.
    public var order: DateOrder? {
        if dayFirst > 0 && monthFirst == 0 { return .dayFirst }
        if monthFirst > 0 && dayFirst == 0 { return .monthFirst }
        return nil
    }

    /// Counts one cell.
    public mutating func add(_ cell: ArraySlice<UInt8>) {
        if first.isEmpty { first = Array(cell) } else if !varies { varies = !first.elementsEqual(cell) }
        switch DateCell(cell) {
        case .certain: certain += 1
        case .unreadable: break
        case .numbers(let first, let second, _):
            if first == second {
                certain += 1
            } else if first > 12, second <= 12 {
                dayFirst += 1
            } else if second > 12, first <= 12 {
                monthFirst += 1
            } else if first <= 12 {
                ambiguous += 1
                if example == nil { example = String(decoding: cell, as: UTF8.self) }
            }
        }
    }
}
