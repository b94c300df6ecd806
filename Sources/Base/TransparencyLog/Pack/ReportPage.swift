/// A page of HTML for people who read a pack: a heading, some facts, and tables.
///
/// Everything it is given is text and is escaped; the page loads nothing and runs nothing.
public struct ReportPage: Sendable {
    /// A table with a title.
    public struct Table: Sendable {
        /// What the table lists.
        public let title: String
        /// The heads of its columns.
        public let columns: [String]
        /// Its rows; short ones are filled up, and what goes beyond the columns is left out.
        public let rows: [[String]]

        /// A table with a title.
        public init(title: String, columns: [String], rows: [[String]]) {
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
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1a1a1a}table{border-collapse:collapse}
            caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{border:1px solid #767676;padding:.3rem .6rem;
            text-align:left;vertical-align:top;overflow-wrap:anywhere}dt{font-weight:600}</style></head>
            <body><h1>\(Self.escaped(title))</h1>

            """
        if !facts.isEmpty {
            let list = facts.map { "<dt>\(Self.escaped($0.name))</dt><dd>\(Self.escaped($0.value))</dd>\n" }
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

    private static func html(of table: Table) -> String {
        let head = table.columns.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        var html = "<table><caption>\(escaped(table.title))</caption>\n<thead><tr>\(head)</tr></thead><tbody>\n"
        for row in table.rows {
            let cells = table.columns.indices.map { "<td>\(escaped($0 < row.count ? row[$0] : ""))</td>" }
            html += "<tr>" + cells.joined() + "</tr>\n"
        }
        return html + "</tbody></table>\n"
    }
}
