/// The header of a file as it was found: its delimiter, its line, its cells.
struct HeaderReading: Equatable {
    var delimiter: Delimiter
    var line: Int
    /// How many records stand before it.
    var titles: [String]
    var cells: [String]
    /// How many cells are known headings or were named by a person.
    var known: Int

    /// The row with most known headings, under the delimiter that yields it; nil where no row has two.
    ///
    /// Of equals the first row wins, and the delimiters in the order comma, semicolon, tab, pipe.
    static func find(in sample: [UInt8], _ format: DelimitedFormat, _ options: ImportOptions) throws(ImportError)
        -> HeaderReading?
    {
        let named = Set(options.mapping.values.map { ColumnName($0).key })
        var best: HeaderReading?
        for delimiter in Delimiter.allCases {
            var format = format
            format.delimiter = delimiter
            var reader = DelimitedReader(Chunks(sample), format, limits: options.limits)
            var record = Record()
            var titles: [String] = []
            while titles.count <= options.limits.titleRows, try reader.next(into: &record) {
                let cells = (0..<record.count).map(record.text)
                let known = cells.filter { isKnown(ColumnName($0).key, named) }.count
                if known > (best?.known ?? 1) {
                    best = HeaderReading(
                        delimiter: delimiter, line: record.line, titles: titles, cells: cells, known: known)
                }
                titles.append(cells.filter { !$0.isEmpty }.joined(separator: " "))
            }
        }
        return best
    }

    private static func isKnown(_ key: String, _ named: Set<String>) -> Bool {
        !key.isEmpty && (named.contains(key) || !ColumnDictionary.meanings(key).isEmpty)
    }
}
