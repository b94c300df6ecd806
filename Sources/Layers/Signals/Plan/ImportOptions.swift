public import Vocabulary

/// What a person says about a file before it is read; everything left out is looked for in the file.
public struct ImportOptions: Equatable, Sendable {
    /// The source the rows belong to: files of one source correct each other, files of two sources stand side
    /// by side.
    public var source: SourceName
    /// The file's name without its folder; evidence where the columns alone do not tell.
    public var fileName = ""
    /// The currency of every amount.
    public var currency: Currency?
    /// The period of rows without a date; where rows have dates, those outside of it are refused.
    public var period: Period?
    /// The zone of the days. The caller passes the applied charter's where there is one.
    public var zone: Zone?
    /// The account's identifier where the file names none.
    public var account: String?
    /// Whose metrics or facts a row holds, where the columns do not tell.
    public var level: EntityKind?
    /// How numbers are written.
    public var numbers: NumberStyle?
    /// In which order dates are written.
    public var dates: DateOrder?
    /// Columns by what they mean: `--map purchases=Approved_Conversion` is `["purchases":
    /// "Approved_Conversion"]`.
    public var mapping: [String: String] = [:]
    /// When the report was taken, where that is known; rows are never newer than it.
    public var takenAt: Instant?
    /// Bounds on rows.
    public var limits = ReadingLimits()

    /// Options with nothing said but the source.
    public init(source: SourceName) {
        self.source = source
    }
}
