/// Rows in columns: aligned, with headings, numbers to the right.
struct Table: Sendable {
    /// One cell.
    struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        var style: Style?

        init(stringLiteral value: String) { text = value }
        init(_ text: String, _ style: Style? = nil) {
            self.text = text
            self.style = style
        }
    }

    private let headings: [String]
    private let rightAligned: Set<Int>
    private(set) var rows: [[Cell]] = []

    /// A table; columns of `rightAligned` hold numbers.
    init(_ headings: [String], rightAligned: Set<Int> = []) {
        self.headings = headings
        self.rightAligned = rightAligned
    }

    /// Adds a row of as many cells as there are headings.
    mutating func add(_ cells: [Cell]) { rows.append(cells) }

    /// The lines. On a terminal of `width` columns the last column is cut to fit; elsewhere nothing is.
    func lines(isColoured: Bool, width: Int?) -> [String] {
        let safe = rows.map { $0.map { Cell(SafeText.of($0.text), $0.style) } }
        let all = [headings.map { Cell($0.uppercased(), .faint) }] + safe
        let widths = headings.indices.map { column in all.map { $0[column].text.count }.max() ?? 0 }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                let used = widths[..<column].reduce(0) { $0 + $1 + 2 }
                var text = cell.text
                if isLast, let width, used + text.count > width, width > used + 10 {
                    text = text.prefix(width - used - 1) + "…"
                }
                let pad = String(repeating: " ", count: max(0, widths[column] - text.count))
                let painted = isColoured ? cell.style?.paint(text) ?? text : text
                line += rightAligned.contains(column) ? pad + painted : isLast ? painted : painted + pad
                if !isLast { line += "  " }
            }
            return line
        }
    }
}
