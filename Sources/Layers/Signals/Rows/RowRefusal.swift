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
    /// A name has a line break or another control character.
    case badName(column: String)
    /// A cell of a number column is no number in the file's style.
    case badNumber(column: String, text: String)
    /// A cell of a number column is a number beyond what can be counted.
    case tooLarge(column: String, text: String)
    /// A count is below zero.
    case belowZero(column: String, text: String)
    /// The row has impressions or clicks, and their cost is not told.
    case noCost(column: String)
    /// A cell of a date column is no date.
    case badDate(column: String, text: String)
    /// A cell of a column of yes and no is neither.
    case badAnswer(column: String, text: String)
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
    /// What is below the entity has rows for these days already: sums would hold them twice.
    case toldBelow(EntityRef, Period)
    /// Something above the entity has rows of its own for these days already.
    case toldAbove(EntityRef, Period, by: EntityRef)
    /// The entity has rows for these days already, split by other columns.
    case otherwiseSplit(EntityRef, Period)
    /// The connected platform tells these days itself.
    case toldByPlatform(EntityRef, Period, from: CalendarDate)
    /// An earlier line of the file is about the same entity, days and segment.
    case repeated(EntityRef, Period)

    /// What kind of refusal it is, for counting: one or two words.
    public var kind: String {
        switch self {
        case .unreadable: "unreadable row"
        case .width: "column count"
        case .noEntity: "no entity"
        case .badIdentifier: "identifier"
        case .badName: "name"
        case .badNumber, .tooLarge: "number"
        case .belowZero: "below zero"
        case .noCost: "no cost"
        case .badDate: "date"
        case .badAnswer: "yes or no"
        case .backwards: "period backwards"
        case .outside: "outside period"
        case .future: "not over"
        case .toldAlready, .toldBelow, .toldAbove, .otherwiseSplit: "days told twice"
        case .toldByPlatform: "days of the platform"
        case .currency: "currency"
        case .noCounts: "nothing counted"
        case .repeated: "repeated"
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
        case .badName(let column): "the name in `\(column)` has a line break or another control character; take it out"
        case .badNumber(let column, let text):
            "`\(text)` in `\(column)` is no number as the rest of the file writes them"
        case .tooLarge(let column, let text):
            "`\(text)` in `\(column)` is too large: a number has at most 18 digits and counts at most a million millions; see whether two "
                + "cells ran together"
        case .belowZero(let column, let text):
            "`\(text)` in `\(column)` is below zero, and nothing is counted less often than never; take a correction off the row that it "
                + "corrects"
        case .noCost(let column):
            "the row has impressions or clicks and `\(column)` does not say what they cost; write `0` where they cost nothing, or name "
                + "the column that says it with `--map spend=COLUMN`"
        case .badDate(let column, let text): "`\(text)` in `\(column)` is no date as the rest of the file writes them"
        case .backwards(let text): "the period `\(text)` ends before it begins"
        case .badAnswer(let column, let text): "`\(text)` in `\(column)` is neither `yes` nor `no`"
        case .outside(let text, let period): "`\(text)` is outside `\(period)`; give a longer `--period`"
        case .future(let period, let today):
            "`\(period.daysText)` is not over, since today is `\(today)`; import it when it is"
        case .toldAlready(let entity, let period, let known):
            "`\(entity)` has a row for `\(known.daysText)` already, which shares a day with `\(period.daysText)`; import only days "
                + "that are not there yet, or exactly `\(known.daysText)` again to correct it"
        case .currency(let text, let currency):
            "the amount is in `\(text)` and the import in `\(currency.code)`; import each currency on its own"
        case .noCounts: "no metric of the row was reported"
        case .toldByPlatform(let entity, let period, let from):
            "the platform itself tells of `\(entity)` from `\(from)` on, and this is about `\(period.daysText)`; leave these days out"
        case .toldBelow(let entity, let period):
            "what is below `\(entity)` has rows for `\(period.daysText)` already, which add up to it; import only days that are not "
                + "there yet, or take the figures out of the file to import the rest"
        case .toldAbove(let entity, let period, let above):
            "`\(above)` has rows of its own for `\(period.daysText)` already, which hold those of `\(entity)`; import only days that "
                + "are not there yet, or take the figures out of the file to import the rest"
        case .otherwiseSplit(let entity, let period):
            "`\(entity)` has rows for `\(period.daysText)` already, split by other columns; import one of the two reports"
        case .repeated(let entity, let period):
            "an earlier line is about `\(entity)` and `\(period.daysText)`, too; map the column that tells them apart, or remove one"
        }
    }
}

extension Period {
    /// The period as a report writes it: a single day is one date.
    fileprivate var daysText: String { days == 1 ? first.description : description }
}
