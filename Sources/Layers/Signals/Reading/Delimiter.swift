/// What stands between two fields of a row.
public enum Delimiter: String, CaseIterable, Equatable, Sendable {
    /// `,`
    case comma
    /// `;`, usual where the comma is the decimal sign.
    case semicolon
    /// A tab, which `.csv for Excel` files and `.tsv` files use.
    case tab
    /// `|`, which some warehouses write.
    case pipe

    var byte: UInt8 {
        switch self {
        case .comma: 0x2C
        case .semicolon: 0x3B
        case .tab: 0x09
        case .pipe: 0x7C
        }
    }
}

/// How to cut the bytes of a file into rows.
public struct DelimitedFormat: Equatable, Sendable {
    /// How characters are written.
    public var encoding: TextEncoding
    /// Bytes of the byte order mark at the start, which belong to no row.
    public var markBytes: Int
    /// What stands between fields.
    public var delimiter: Delimiter

    /// A format; the default is plain comma-separated UTF-8.
    public init(encoding: TextEncoding = .utf8, markBytes: Int = 0, delimiter: Delimiter = .comma) {
        self.encoding = encoding
        self.markBytes = markBytes
        self.delimiter = delimiter
    }
}
