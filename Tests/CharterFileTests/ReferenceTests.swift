@testable import CharterFile
import Foundation
import Testing

@Suite struct ReferenceTests {
    private static func path(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/reference/\(name)")
    }

    /// `make docs` sets MANDATE_WRITE=1, and the pages are written before they are compared.
    @Test(arguments: ["charter.md", "charter-findings.md"])
    func `the reference page is what the tables say`(name: String) throws {
        let text = name == "charter.md" ? CharterReference.keys : CharterReference.findings
        let path = Self.path(name)
        if ProcessInfo.processInfo.environment["MANDATE_WRITE"] == "1" {
            try Data(text.utf8).write(to: path)
        }
        let page = FileManager.default.contents(atPath: path.path).map { String(decoding: $0, as: UTF8.self) }
        #expect(page == text, "`make docs` writes the page")
    }

    @Test func `every finding has one entry with a meaning, a bad and a good example`() {
        let entries = FindingEntry.groups.flatMap(\.entries)
        #expect(
            entries.map(\.0).sorted { $0.rawValue < $1.rawValue }
                == CharterFinding.Code.allCases.sorted { $0.rawValue < $1.rawValue })
        for (code, entry) in entries {
            #expect(entry.meaning.count > 20 && !entry.bad.isEmpty && !entry.good.isEmpty, "\(code.rawValue)")
            #expect(entry.bad != entry.good, "\(code.rawValue)")
        }
        #expect(entries.count >= 30)
    }

    @Test func `every field says what it means`() {
        func check(_ record: Record) {
            for field in record.fields { #expect(field.meaning.count > 4, "\(record.noun).\(field.key)") }
        }
        for record in [CharterShape.charter, CharterShape.goal, CharterShape.constraints, CharterShape.owner] {
            check(record)
        }
    }
}
