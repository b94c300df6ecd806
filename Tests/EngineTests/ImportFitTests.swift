import Engine
import Governance
import Signals
import TestKit
import Testing
import Vocabulary

/// What does not fit what is kept already is refused: a row by its line, and a file that is wrong as a whole before any of it is
/// written.
@Suite struct ImportFitTests {
    private static let head = "Day,Campaign ID,Campaign name,Ad ID,Ad name,Impressions,Link clicks,Amount spent (GBP)\n"

    private static func row(_ day: String, _ ad: Int) -> String { "\(day),7,Seven,\(ad),Ad \(ad),100,10,1.00\n" }

    @Test
    func `a row about a day that is not over, or was told before, is refused by its line and the others are kept`()
        async throws
    {
        let world = try await World.begun()
        try await world.load(AdsText.head + AdsText.row("3", "7", spent: "5.00"), "2017-07-01/2017-07-31")
        let text =
            Self.head + Self.row("2017-09-01", 1) + Self.row("2017-10-01", 1) + Self.row("2017-07-04", 3)
            + Self.row("2017-09-30", 2)
        let outcome = try await world.loadDated(text)
        #expect(outcome.summary.accepted == 2 && outcome.summary.refused == 2)
        #expect(outcome.refused.map(\.line).sorted() == [3, 4])
        let said = outcome.refused.sorted { $0.line < $1.line }.map(\.reason.message)
        #expect(
            said.first == "`2017-10-01` is not over, since today is `2017-10-01`; import it when it is")
        #expect(
            said.last?.hasPrefix("`ad/3` has a row for `2017-07-01/2017-07-31` already, which shares a day") == true)
        #expect(outcome.record.accepted == 2 && outcome.record.refused == 2 && outcome.record.changed == 2)
        #expect(outcome.period == Period(parsing: "2017-09-01/2017-09-30"))
        #expect(try await world.spent() == Decimal12(7))
        await world.close()
    }

    @Test func `a file whose one period is told by its last row alone leaves nothing of its first rows behind`()
        async throws
    {
        let world = try await World.begun()
        try await world.load(AdsText.head + AdsText.row("9999", "7", spent: "5.00"), "2017-07-01/2017-07-31")
        let many = (1...450).map { AdsText.row("\($0)", "7", spent: "1.00") }.joined()
        do {
            try await world.load(AdsText.head + many + AdsText.row("9999", "7", spent: "5.00"), "2017-07-15/2017-08-15")
            Issue.record("it was taken")
        } catch let error as EngineError {
            #expect("\(error)".contains("these ads have rows for `2017-07-01/2017-07-31` already, which overlaps"))
        }
        let entities = try await world.store.read { view in try view.entities(.ad, after: nil, limit: 500) }
        #expect(entities.map(\.facts.ref.id) == ["9999"])
        #expect(try await world.spent() == Decimal12(5))
        // The same rows for other days, and for exactly those days again, are taken.
        try await world.load(AdsText.head + many, "2017-07-15/2017-08-15")
        let again = try await world.load(
            AdsText.head + AdsText.row("9999", "7", spent: "6.00"), "2017-07-01/2017-07-31")
        #expect(again.record.changed == 1)
        await world.close()
    }

    @Test func `P12 a campaign that is paused for want of a budget stays so when its rows are imported again`()
        async throws
    {
        let world = try await World.begun()
        for _ in 1...2 {
            try await world.load(AdsText.head + AdsText.row("3", "7", spent: "0.00"), "2017-07-01/2017-07-31")
            let campaign = try await world.store.read { view in try view.entities(.campaign, after: nil, limit: 2) }
            #expect(campaign.map(\.facts.status) == [.paused])
        }
        await world.close()
    }

    @Test(arguments: 0..<24)
    func `a preview says of every file which rows its import refuses and why, and writes nothing`(
        seed: UInt64
    ) async throws {
        let world = try await World.begun()
        var dice = SeededBits(seed: seed)
        for _ in 0..<3 {
            let text = Self.file(&dice)
            let before = try await world.kept()
            let preview = try await world.told(text) { engine, plan, bytes, note in
                try await engine.rehearseRows(plan, { Chunks(bytes) }, refused: note).summary
            }
            #expect(try await world.kept() == before, "a preview of seed \(seed) wrote something")
            let done = try await world.told(text) { engine, plan, bytes, note in
                let file = ImportedFile(name: "ads.csv", hash: "1")
                return try await engine.importRows(plan, { Chunks(bytes) }, file, refused: note).summary
            }
            #expect(preview == done, "seed \(seed): \(text)")
        }
        await world.close()
    }

    /// Rows of single days and of several, in any order, some of them broken, to come, or told by another row already.
    private static func file(_ dice: inout SeededBits) -> String {
        let head =
            "Reporting starts,Reporting ends,Campaign ID,Campaign name,Ad ID,Ad name,Impressions,Link clicks,"
            + "Amount spent (GBP)\n"
        let rows = [1, 3, 40, 230].randomElement(using: &dice) ?? 1
        return (0..<rows).reduce(head) { text, _ in
            let first = CalendarDate(epochDay: 17_380 + Int64.random(in: 0..<62, using: &dice))
            let last = first.adding(days: [0, 0, 0, 0, 1, 6].randomElement(using: &dice) ?? 0)
            let ad = Int.random(in: 1...rows / 4 + 2, using: &dice)
            let shown = Int.random(in: 0..<8, using: &dice) == 0 ? "many" : "100"
            return text + "\(first),\(last),7,Seven,\(ad),Ad \(ad),\(shown),10,1.00\n"
        }
    }

    @Test func `a preview ends as the import would where the file as a whole does not fit`() async throws {
        let world = try await World.begun()
        let july = AdsText.head + AdsText.row("3", "7", spent: "5.00")
        try await world.load(july, "2017-07-01/2017-07-31")
        for period in ["2017-07-15/2017-08-15", "2017-09-15/2017-10-15"] {
            var said: [String] = []
            for isPreview in [true, false] {
                do {
                    if isPreview { try await world.rehearse(july, period) } else { try await world.load(july, period) }
                } catch let error as EngineError { said.append("\(error)") }
            }
            #expect(said.count == 2 && said.first == said.last, "\(said)")
        }
        #expect(try await world.rehearse(july, "2017-07-01/2017-07-31").summary.accepted == 1)
        await world.close()
    }
}

extension World {
    /// Imports a file whose rows have dates.
    func loadDated(_ text: String, level: EntityKind? = nil) async throws -> ImportOutcome {
        var options = ImportOptions(source: .adsMetrics)
        options.account = "main"
        options.currency = Currency("GBP")
        options.level = level
        let bytes = Array(text.utf8)
        let plan = try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
        return try await engine.importRows(plan, { Chunks(bytes) }, ImportedFile(name: "ads.csv", hash: "1"))
    }

    /// Looks at what importing a file would do.
    @discardableResult
    fileprivate func rehearse(_ text: String, _ period: String) async throws -> ImportRehearsal {
        let bytes = Array(text.utf8)
        return try await engine.rehearseRows(Self.plan(bytes, period), { Chunks(bytes) })
    }

    /// What became of a file: its rows by what became of them, and every refused one.
    struct Told: Equatable {
        var summary = ImportSummary()
        var refused: [RefusedRow] = []
        var isNothing = false
    }

    /// What `work` tells of a file whose rows have dates.
    func told(
        _ text: String,
        _ work: (Engine, ImportPlan, [UInt8], (RefusedRow) throws -> Void) async throws -> ImportSummary
    ) async throws -> Told {
        var options = ImportOptions(source: .adsMetrics)
        options.account = "main"
        options.currency = Currency("GBP")
        let bytes = Array(text.utf8)
        let plan = try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
        var told = Told()
        do {
            told.summary = try await work(engine, plan, bytes) { told.refused.append($0) }
        } catch let nothing as NothingImported {
            told.summary = nothing.summary
            told.isNothing = true
        }
        return told
    }

    /// Everything that an import writes: entities with their sums, imports, and how long the log is.
    func kept() async throws -> [String] {
        try await store.read { view in
            try view.entities(after: nil, limit: 1_000).map { "\($0)" } + view.imports().map { "\($0)" }
                + ["\(try view.leaves(from: 0, limit: 1_000).count)", "\(try view.spent())"]
        }
    }

    /// What the account has spent, by its sum.
    func spent() async throws -> Decimal12 {
        let ref = try await account().ref
        return try await store.read { view in try view.entity(ref)?.facts.spend?.amount ?? .zero }
    }
}
