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

        fileprivate func painted(_ isColoured: Bool, _ text: String) -> String {
            isColoured ? style?.paint(text) ?? text : text
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

    /// The lines. On a terminal of `width` columns the last column goes on below itself, between words; where the others leave
    /// it too little room, cells go on the next line whole. Nothing is ever cut.
    func lines(isColoured: Bool, width: Int?) -> [String] {
        let safe = rows.map { $0.map { Cell(SafeText.of($0.text), $0.style) } }
        let all = [headings.map { Cell($0.uppercased(), .faint) }] + safe
        let widths = headings.indices.map { column in all.map { $0[column].text.count }.max() ?? 0 }
        let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        guard let width, let last = widths.last, indent + last > width else {
            return all.map { line($0, widths, isColoured) }
        }
        // A last column of less room than this reads worse than one below its row.
        let isRoomy = width - indent >= min(last, 32)
        return all.flatMap { row in
            isRoomy ? hanging(row, widths, indent, width, isColoured) : flowing(row, widths, width, isColoured)
        }
    }

    private func padded(_ cell: Cell, _ column: Int, _ widths: [Int], _ isColoured: Bool) -> String {
        let pad = String(repeating: " ", count: max(0, widths[column] - cell.text.count))
        let painted = cell.painted(isColoured, cell.text)
        if rightAligned.contains(column) { return pad + painted }
        return column == widths.count - 1 ? painted : painted + pad
    }

    private func line(_ row: [Cell], _ widths: [Int], _ isColoured: Bool) -> String {
        row.indices.map { padded(row[$0], $0, widths, isColoured) }.joined(separator: "  ")
    }

    /// The last cell in its column, line after line.
    private func hanging(_ row: [Cell], _ widths: [Int], _ indent: Int, _ width: Int, _ isColoured: Bool) -> [String] {
        guard let cell = row.last else { return [] }
        let start = row.indices.dropLast().map { padded(row[$0], $0, widths, isColoured) + "  " }.joined()
        let parts = WrappedText.lines(cell.text, width: width - indent).map { cell.painted(isColoured, $0) }
        let blank = String(repeating: " ", count: indent)
        return parts.enumerated().map { $0.offset == 0 ? start + $0.element : blank + $0.element }
    }

    /// Cell after cell, each whole where it fits on a line of its own.
    private func flowing(_ row: [Cell], _ widths: [Int], _ width: Int, _ isColoured: Bool) -> [String] {
        var lines: [String] = []
        var current = ""
        var used = 0
        for (column, cell) in row.enumerated() where !cell.text.isEmpty {
            let room = column == row.count - 1 ? cell.text.count : max(cell.text.count, min(widths[column], width - 2))
            if used > 0, used + 2 + room > width {
                lines.append(current)
                (current, used) = ("", 0)
            }
            if used == 0, !lines.isEmpty { (current, used) = ("  ", 2) } else if used > 0 { current += "  "; used += 2 }
            if used + cell.text.count > width {
                let parts = WrappedText.lines(cell.text, width: width - 2)
                lines += parts.dropLast().enumerated().map {
                    ($0.offset == 0 ? current : "  ") + cell.painted(isColoured, $0.element)
                }
                current = (parts.count == 1 ? current : "  ") + cell.painted(isColoured, parts.last ?? "")
                used = width
            } else {
                current += cell.painted(isColoured, cell.text)
                if column < row.count - 1 { current += String(repeating: " ", count: room - cell.text.count) }
                used += room
            }
        }
        return (lines + [current]).map { line in
            // Nothing stands behind the last cell of a line.
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
