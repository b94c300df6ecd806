public import Vocabulary

/// Why a row was not imported.
public enum RowRefusal: Hashable, Sendable {
    /// It cannot be read as fields.
    case unreadable(String)
    /// It has another number of columns than the header.
    case width(Int, expected: Int)
    /// It names no entity of the kind the rows are about.
    case noEntity(EntityKind)
    /// An identifier is too long, holds control characters, or was rounded by a spreadsheet.
    case badIdentifier(column: String, text: String)
    /// A cell of a number column is no number in the file's style.
    case badNumber(column: String, text: String)
    /// A cell of a number column is a number beyond what can be counted.
    case tooLarge(column: String, text: String)
    /// A cell of a date column is no date.
    case badDate(column: String, text: String)
    /// The row's last day is before its first.
    case backwards(String)
    /// The row's days are outside the period that was given.
    case outside(String, Period)
    /// The row's days are not over yet.
    case future(Period, today: CalendarDate)
    /// Another period that shares a day with the row's is kept of the same entity: sums would hold that day twice.
    case toldAlready(EntityRef, Period, in: Period)
    /// The row's amounts are in another currency.
    case currency(String, Currency)
    /// No metric of the row was reported.
    case noCounts
    /// The same row, value for value, was on an earlier line.
    case duplicate(of: Int)
    /// Another row with the same entity, period and breakdown has other values: neither can be trusted.
    case conflict(with: Int)

    /// What kind of refusal it is, for counting: one or two words.
    public var kind: String {
        switch self {
        case .unreadable: "unreadable row"
        case .width: "column count"
        case .noEntity: "no entity"
        case .badIdentifier: "identifier"
        case .badNumber, .tooLarge: "number"
        case .badDate: "date"
        case .backwards: "period backwards"
        case .outside: "outside period"
        case .future: "after today"
        case .toldAlready: "days told twice"
        case .currency: "currency"
        case .noCounts: "nothing counted"
        case .duplicate: "duplicate"
        case .conflict: "conflict"
        }
    }

    /// One lower-case fragment with the user's text, both numbers and the way out.
    public var message: String {
        switch self {
        case .unreadable(let text): text
        case .width(let found, let expected):
            "the row has `\(found)` \(found == 1 ? "column" : "columns") and the header `\(expected)`; check its quotes"
        case .noEntity(let kind): "the row names no \(kind.rawValue)"
        case .badIdentifier(let column, let text):
            "`\(text)` in `\(column)` is no identifier; format the column as text before exporting"
        case .badNumber(let column, let text):
            "`\(text)` in `\(column)` is no number as the rest of the file writes them"
        case .tooLarge(let column, let text):
            "`\(text)` in `\(column)` is too large: a number has at most 18 digits and counts at most a million millions; see whether two "
                + "cells ran together"
        case .badDate(let column, let text): "`\(text)` in `\(column)` is no date as the rest of the file writes them"
        case .backwards(let text): "the period `\(text)` ends before it begins"
        case .outside(let text, let period): "`\(text)` is outside `\(period)`; give a longer `--period`"
        case .future(let period, let today):
            "`\(period.daysText)` ends after today, `\(today)`; import it when it is over"
        case .toldAlready(let entity, let period, let known):
            "`\(entity)` has a row for `\(known.daysText)` already, which shares a day with `\(period.daysText)`; import only days "
                + "that are not there yet, or exactly `\(known.daysText)` again to correct it"
        case .currency(let text, let currency):
            "the amount is in `\(text)` and the import in `\(currency.code)`; import each currency on its own"
        case .noCounts: "no metric of the row was reported"
        case .duplicate(let line): "the row repeats line `\(line)`; a breakdown column may be missing"
        case .conflict(let line):
            "line `\(line)` has other values for the same entity and days; map the column that tells them apart"
        }
    }
}

extension Period {
    /// The period as a report writes it: a single day is one date.
    fileprivate var daysText: String { days == 1 ? first.description : description }
}
