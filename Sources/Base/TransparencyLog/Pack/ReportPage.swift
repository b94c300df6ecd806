/// A page of HTML for people who read a pack: a heading, some facts, and tables.
///
/// Everything it is given is text and is escaped; the page loads nothing and runs nothing. What stands between backticks is
/// set as code, a line break in a cell stays one. On a narrow screen each row of a table stands by itself, every value under the
/// name of its column; on paper the heads of a table come again on each page.
public struct ReportPage: Sendable {
    /// The head of a column.
    public struct Column: Sendable {
        /// How much room the column takes.
        public enum Room: Sendable {
            /// As much as its longest value, which is never broken: times, identifiers, single words.
            case narrow
            /// What is left, shared with the others of its kind: sentences.
            case wide
        }

        let name: String
        let room: Room

        /// A column.
        public init(_ name: String, _ room: Room = .wide) {
            self.name = name
            self.room = room
        }
    }

    /// A table with a title.
    public struct Table: Sendable {
        /// What the table lists.
        public let title: String
        /// The heads of its columns.
        public let columns: [Column]
        /// Its rows; short ones are filled up, and what goes beyond the columns is left out.
        public let rows: [[String]]

        /// A table with a title.
        public init(title: String, columns: [Column], rows: [[String]]) {
            self.title = title
            self.columns = columns
            self.rows = rows
        }
    }

    /// The heading.
    public let title: String
    /// Names and values shown above the tables.
    public let facts: [(name: String, value: String)]
    /// The tables, in order.
    public let tables: [Table]

    /// A page.
    public init(title: String, facts: [(name: String, value: String)] = [], tables: [Table]) {
        self.title = title
        self.facts = facts
        self.tables = tables
    }

    /// The whole page.
    public var html: String {
        var html = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(Self.escaped(title))</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            \(Self.style)
            </style></head>
            <body><h1>\(Self.escaped(title))</h1>

            """
        if !facts.isEmpty {
            let list = facts.map { "<div><dt>\(Self.escaped($0.name))</dt><dd>\(Self.text($0.value))</dd></div>\n" }
            html += "<dl>\n" + list.joined() + "</dl>\n"
        }
        for table in tables { html += Self.html(of: table) }
        return html + "</body></html>\n"
    }

    /// Text that can stand in HTML, between tags and in quoted attributes, and means nothing there but itself.
    ///
    /// Control characters other than tab and newline, which HTML does not allow, become U+FFFD.
    public static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .control: escaped += "\u{fffd}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Escaped text with what stands between a pair of backticks as code, and line breaks kept.
    private static func text(_ text: String) -> String {
        let parts = escaped(text).split(separator: "`", omittingEmptySubsequences: false)
        var html = ""
        for (index, part) in parts.enumerated() {
            // A last backtick without its pair stands for itself.
            let isCode = index % 2 == 1 && index < parts.count - 1
            // What is short stays on one line: an amount with its unit, a role.
            let code = part.count <= 24 ? String(part).replacing(" ", with: "&nbsp;") : String(part)
            html += isCode ? "<code>\(code)</code>" : (index % 2 == 1 ? "`" : "") + String(part)
        }
        return html.replacing("\n", with: "<br>")
    }

    private static func html(of table: Table) -> String {
        let title = escaped(table.title)
        guard !table.rows.isEmpty else { return "<h2>\(title)</h2>\n<p>none</p>\n" }
        func style(_ column: Column) -> String { column.room == .narrow ? " class=\"narrow\"" : "" }
        let head = table.columns.map { "<th scope=\"col\"\(style($0))>\(escaped($0.name))</th>" }.joined()
        var html = "<h2>\(title)</h2>\n<table><thead><tr>\(head)</tr></thead><tbody>\n"
        for row in table.rows {
            let cells = table.columns.enumerated().map { index, column in
                let value = index < row.count ? row[index] : ""
                return "<td\(style(column)) data-name=\"\(escaped(column.name))\">\(text(value))</td>"
            }
            html += "<tr>" + cells.joined() + "</tr>\n"
        }
        return html + "</tbody></table>\n"
    }

    /// One style for screens of every width, light and dark, and for paper.
    private static let style = """
        :root{color-scheme:light dark;--text:#1a1a1a;--back:#fff;--line:#767676;--shade:#f2f2f2}
        @media (prefers-color-scheme:dark){:root{--text:#eee;--back:#151515;--line:#8a8a8a;--shade:#242424}}
        *{box-sizing:border-box}
        body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:var(--text);background:var(--back)}
        h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:2rem 0 .5rem}
        dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0}dt{font-weight:600}dd{margin:0}
        code{font:.93em ui-monospace,monospace}
        table{border-collapse:collapse;width:100%;font-size:.87em}
        th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;min-width:9.6rem;
        overflow-wrap:anywhere}
        th{background:var(--shade);position:sticky;top:0}
        .narrow{white-space:nowrap;min-width:0;width:1px}td.narrow{font-size:.9em}
        @media screen and (max-width:1000px){
        body{margin:1rem}thead{display:none}table{font-size:1em}table,tbody,tr,td,td.narrow{display:block;width:auto;min-width:0}
        tr{border:1px solid var(--line);margin:0 0 1rem;padding:.25rem .6rem}
        td,td.narrow{border:0;padding:.2rem 0;white-space:normal;overflow-wrap:anywhere;font-size:1em}
        td:empty{display:none}
        td::before{content:attr(data-name);display:block;font-weight:600;font-size:.85em}}
        @page{size:A4 landscape;margin:12mm}
        @media print{:root{--text:#000;--back:#fff;--line:#888;--shade:#eee}
        body{font-size:8.5pt;margin:0}th{position:static}thead{display:table-header-group}
        tr{break-inside:avoid}h2{break-after:avoid}td,th{min-width:9rem}
        .narrow{white-space:nowrap}}
        """
}
