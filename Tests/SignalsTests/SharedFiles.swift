import Signals
import Testing
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Files beside the package and beside the tests, read through C's streams so that tests see the bytes as
/// they are.
enum SharedFiles {
    /// The folder with this package's own fixtures.
    static let fixtures = folder(of: #filePath) + "/Fixtures"
    /// Public data in a folder above this package; absent in a bare clone.
    static let data: String = {
        var above = folder(of: #filePath)
        while !above.isEmpty, bytes(above + "/shared/data/social-ads-conversions/ads.csv") == nil {
            above = folder(of: above)
        }
        return above + "/shared/data"
    }()

    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    static var hasData: Bool { bytes(data + "/social-ads-conversions/ads.csv") != nil }

    private static func folder(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}

/// A file read whole: its plan, its rows and what became of them.
struct ReadFile {
    var plan: ImportPlan
    var rows: [ImportedRow] = []
    var summary = ImportSummary()

    init(_ bytes: [UInt8], chunk: Int = 65_536, _ adjust: (inout ImportOptions) -> Void = { _ in }) throws {
        let source = try #require(SourceName("ads.metrics"))
        var options = ImportOptions(source: source)
        adjust(&options)
        plan = try ImportPlan(of: { Chunks(bytes, size: chunk) }, options)
        guard plan.isComplete else { return }
        var importer = try Importer(Chunks(bytes, size: chunk), plan)
        while let row = try importer.next() { rows.append(row) }
        summary = importer.summary
    }

    var metrics: [MetricRow] {
        rows.compactMap { if case .metrics(let row) = $0 { row } else { nil } }
    }
    var refusals: [RefusedRow] {
        rows.compactMap { if case .refused(let row) = $0 { row } else { nil } }
    }
    var entities: [EntityRow] {
        rows.compactMap { if case .entity(let row) = $0 { row } else { nil } }
    }

    func sum(_ metric: Counted) -> Decimal12 {
        metrics.compactMap { $0.counts[metric] }.reduce(.zero) { Decimal12(units: $0.units + $1.units) }
    }
}
