/// A currency of a file, and the line that it is first on.
public struct CurrencyLine: Equatable, Sendable {
    /// Its code.
    public let code: String
    /// The line, the first of the file being 1.
    public let line: Int
}

/// Something a file lacks that only a person can give; without it nothing is imported.
public enum Missing: Equatable, Sendable {
    /// No column, heading or sign names the currency of the amounts.
    case currency
    /// The amounts are in several; each with the line that it is first on.
    case currencies([CurrencyLine])
    /// No column and no title row says which days the rows are about.
    case period
    /// Cells such as the example can be read as two different numbers, and no other cell decides.
    case numbers(example: String)
    /// Some cells have a decimal point and others a decimal comma.
    case numbersContradict
    /// Cells such as the example can be read as two different days, and no other cell decides.
    case dates(column: String, example: String)
    /// Some cells of the column can only be day first, others only month first.
    case datesContradict(column: String)
    /// The columns do not tell whose rows these are.
    case level

    /// One lower-case fragment that names the option to give.
    public var message: String {
        switch self {
        case .currency: "the file does not say its currency; give it, for example `--currency GBP`"
        case .currencies(let found):
            "the amounts are in "
                + found.map { "`\($0.code)` (line \($0.line))" }.joined(separator: " and ")
                + "; say which of them to import, `--currency \(found.first?.code ?? "GBP")`: rows in another are refused"
        case .period:
            "the file does not say which days it covers; give them, for example `--period 2017-07-01/2017-09-30`"
        case .numbers(let example):
            "`\(example)` can be read in two ways; say `--numbers point` or `--numbers comma`"
        case .numbersContradict:
            "some numbers have a decimal point, others a decimal comma; say `--numbers point` or `--numbers comma`"
        case .dates(let column, let example):
            "`\(example)` in `\(column)` can be two days; say `--dates d/m/y` or `--dates m/d/y`"
        case .datesContradict(let column):
            "`\(column)` has dates in both orders; say `--dates d/m/y` or `--dates m/d/y`"
        case .level:
            "the columns do not say whose rows these are; say `--level campaign` (or account, ad_set, ad)"
        }
    }
}
