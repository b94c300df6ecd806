import CharterFile
import Foundation
import Testing
import Vocabulary

/// Charters written from docs/reference alone; the first line of each names the findings that a reader of it
/// expects.
@Suite struct ReaderOfDocsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/charters")

    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    @Test func `there are twenty`() {
        #expect(Self.names.count == 20)
    }

    @Test(arguments: names) func `a charter written from the docs gets the findings that the docs promise`(name: String)
        throws
    {
        let data = try #require(FileManager.default.contents(atPath: Self.folder.appending(path: name).path))
        let text = String(decoding: data, as: UTF8.self)
        let first = try #require(text.split(separator: "\n").first)
        let expected = try #require(first.split(separator: "expects:").last).split(separator: ",")
            .map { $0.split(separator: " ").joined() }.filter { $0 != "nothing" }
        var sample = Sample(text)
        sample.context.today = CalendarDate(year: 2025, month: 1, day: 10)
        #expect(Set(sample.codes.map(\.rawValue)) == Set(expected), "\(sample.report)")
    }
}
