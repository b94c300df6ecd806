import Foundation
import Testing
import Vocabulary

struct PageTests {
    @Test func `every link of a page leads to a file`() {
        let broken = Repository.pages.flatMap { Self.broken($0, Repository.text($0), exists: Repository.exists) }
        #expect(Repository.pages.count > 10)
        #expect(broken.isEmpty, "\(broken.text)")
    }

    @Test func `the page of findings has every code of the gate and no other`() {
        let rows = Repository.text("docs/reference/findings.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
        let codes = rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
        #expect(codes.sorted() == FindingCode.allCases.map(\.rawValue).sorted())
        for row in rows {
            let cells = row.split(separator: "|").map { $0.filter { $0 != " " } }
            #expect(cells.count == 4 && cells.allSatisfy { !$0.isEmpty }, "\(row)")
            #expect(Verdict(rawValue: cells[1]) != nil, "\(row)")
        }
    }

    @Test func `every decision is in the list and says what was rejected`() {
        let list = Repository.text("docs/decisions/README.md")
        for name in Repository.names(in: "docs/decisions") where name != "README.md" {
            #expect(list.contains("(\(name))"), "\(name)")
            #expect(Repository.text("docs/decisions/\(name)").contains("\n## Rejected\n"), "\(name)")
        }
    }

    @Test func `the README is short and begins with two commands`() {
        let lines = Repository.text("README.md").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count < 200)
        #expect(lines.contains { $0.contains("make run") } && lines.contains { $0.contains("make test") })
    }

    @Test func `sees a link that leads nowhere`() {
        let text = "[a](b.md) [c](https://example.com) [d](#e)\n![f](g/../h.svg) [i](../j.md#k)"
        let exists: (String) -> Bool = { $0 == "docs/h.svg" }
        #expect(Self.broken("docs/x.md", text, exists: exists).map(\.what) == ["`b.md`", "`../j.md#k`"])
        #expect(Self.broken("docs/x.md", text, exists: { ["docs/b.md", "docs/h.svg", "j.md"].contains($0) }).isEmpty)
    }

    private static func broken(_ path: String, _ text: String, exists: (String) -> Bool) -> [Complaint] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
            line.components(separatedBy: "](").dropFirst().compactMap { rest -> Complaint? in
                guard let target = rest.split(separator: ")", omittingEmptySubsequences: false).first else {
                    return nil
                }
                let file = target.split(separator: "#", omittingEmptySubsequences: false)[0]
                guard !file.isEmpty, !target.contains("://"), !target.hasPrefix("mailto:") else { return nil }
                return exists(resolved(String(file), from: path)) ? nil : Complaint(path, index + 1, "`\(target)`")
            }
        }
    }

    private static func resolved(_ target: String, from path: String) -> String {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/").map(String.init) {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
