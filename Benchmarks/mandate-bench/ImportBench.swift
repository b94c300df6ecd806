import Engine
import Execution
import Governance
import Locks
import Glibc
import Reasoning
import Schemas
import Signals
import Store
import Vocabulary

/// A daily report of ads, made on the fly and imported durably; meanwhile one gate decision after the other is timed.
struct ImportBench {
    private let line: BenchLine
    private let rows: Int

    init(_ line: BenchLine, rows: Int) {
        self.line = line
        self.rows = rows
    }

    func run() async throws -> Figures {
        let home = try await ScratchHome(in: line.scratch)
        defer { home.remove() }
        let course = try await DecisionCourse(home, count: 2_000, agents: 1)
        let engine = try home.engine()
        let meter = Meter()
        let isOver = Lock(false)
        async let probe = probe(course, until: isOver)
        let (accepted, bytes) = try await load(engine)
        let reading = meter.read()
        isOver.withLock { $0 = true }
        let waits = try await probe
        guard accepted == rows else { throw WrongAnswer("\(accepted) of \(rows) rows were accepted") }
        var figures = Figures("import", peer: "mandate/sqlite", n: rows)
        figures.set("secs", reading.seconds)
        figures.set("per_s", Double(rows) / reading.seconds, places: 1)
        figures.set("cpu_us_per", reading.processorSeconds / Double(rows) * 1e6, places: 1)
        figures.set("syncs_per", Double(reading.syncs) / Double(rows), places: 4)
        figures.set(latencies: waits, prefix: "gate_")
        figures.set("file_mb", bytes / 1_000_000)
        figures.set("rss_mb", Meter.peakMegabytes())
        _ = await home.close()
        return figures
    }

    private func load(_ engine: Engine) async throws -> (accepted: Int, bytes: Int) {
        var options = ImportOptions(source: .adsMetrics)
        options.currency = Currency("EUR")
        options.zone = Zone("Europe/Berlin")
        options.account = "bench"
        let first = BenchSurroundings().now().utcDate.adding(days: -29)
        let plan = try ImportPlan(
            of: { () throws(ImportError) in AdReport(rows: min(rows, 2_000), from: first).chunks }, options)
        let report = AdReport(rows: rows, from: first)
        let outcome = try await engine.importRows(plan, { report.chunks }, ImportedFile(name: "ads.csv", hash: "0"))
        return (outcome.summary.accepted, report.bytes)
    }

    /// Decides while the rows go in, one every few milliseconds; it stops well before they make the snapshot's period longer.
    private func probe(_ course: DecisionCourse, until isOver: Lock<Bool>) async throws -> [Double] {
        var waits: [Double] = []
        for number in 0..<2_000 where !isOver.withLock({ $0 }) {
            waits.append(try await course.go(number).whole)
            try await Task.sleep(for: .milliseconds(3))
        }
        return waits
    }
}

/// A report of 28 days: as many ads as it takes, 25 to a campaign. Its bytes are made as they are read.
final class AdReport {
    private let rows: Int
    private var next = 0
    private(set) var bytes = 0

    /// The first of its days.
    private let first: CalendarDate

    init(rows: Int, from first: CalendarDate) {
        self.rows = rows
        self.first = first
    }

    var chunks: Chunks {
        Chunks { () throws(ImportError) in
            guard self.next < self.rows else { return nil }
            var text = self.next == 0 ? AdReport.header : ""
            let end = min(self.next + 500, self.rows)
            for number in self.next..<end { text += self.row(number) }
            self.next = end
            self.bytes += text.utf8.count
            return Array(text.utf8)
        }
    }

    private static let header = """
        Day,Campaign ID,Campaign name,Ad set ID,Ad set name,Ad ID,Ad name,Impressions,Link clicks,\
        Amount spent (EUR),Leads,Purchases\n
        """

    private func row(_ number: Int) -> String {
        let ad = number / 28
        let day = first.adding(days: number % 28)
        let clicks = (number * 7) % 90
        return """
            \(day),\(ad / 25),Campaign \(ad / 25),\(ad / 5),Set \(ad / 5),\(ad),Ad \(ad),\
            \(clicks * 40 + number % 40),\(clicks),\(clicks / 2).\(10 + number % 90),\(clicks / 10),\(clicks / 30)\n
            """
    }
}
