import Engine
import Governance
import SQLite
import Signals
import Storage
import TestKit
import Testing
import Vocabulary

/// A row that is refused leaves nothing: what an entity is called, where it stands and since when, only rows say that are taken.
@Suite struct RefusedRowsTests {
    private static let head =
        "Reporting starts,Reporting ends,Campaign ID,Campaign name,Ad set ID,Ad set name,Ad ID,Ad name,Impressions,"
        + "Link clicks,Amount spent (GBP)\n"

    @Test(arguments: 0..<16)
    func `a file of which no row is taken changes no table of a home with an account, nor does its preview`(
        seed: UInt64
    ) async throws {
        let world = try await World.begun()
        try await world.load(Self.head + Self.kept)
        var dice = SeededBits(seed: seed)
        let count = [1, 7, 40, 230, 450].randomElement(using: &dice) ?? 1
        let text = (0..<count).reduce(into: Self.head) { text, number in text += Self.refused(number, &dice) }
        let before = try await world.tables()
        for isPreview in [true, false] {
            await #expect(throws: NothingImported.self, "seed \(seed)") {
                try await world.load(text, isPreview: isPreview)
            }
            let changed = Self.changed(before, try await world.tables())
            #expect(changed == [], "seed \(seed), preview \(isPreview)")
        }
        await world.close()
    }

    @Test(arguments: 0..<16)
    func `P12 a file leaves what it leaves without the rows that are refused, and again nothing new`(
        seed: UInt64
    ) async throws {
        var dice = SeededBits(seed: seed)
        let count = [3, 30, 260, 620].randomElement(using: &dice) ?? 3
        let rows = (0..<count).map { Self.any($0, of: count, &dice) }
        let world = try await World.begun()
        try await world.load(Self.head + Self.kept)
        let refused = Set(try await world.load(Self.head + rows.joined()).map { $0 - 2 })
        let left = try await world.signals()

        let other = try await World.begun()
        try await other.load(Self.head + Self.kept)
        let taken = rows.indices.filter { !refused.contains($0) }.map { rows[$0] }
        #expect(try await other.load(Self.head + taken.joined()) == [], "seed \(seed)")
        #expect(Self.changed(left, try await other.signals()) == [], "seed \(seed): \(refused.sorted())")
        #expect(count < 260 || refused.count > 10 && taken.count > 10, "seed \(seed): \(refused.count) of \(count)")
        for world in [world, other] {
            try await world.load(Self.head + rows.joined())
            #expect(Self.changed(left, try await world.signals()) == [], "seed \(seed), imported again")
            await world.close()
        }
    }

    /// The rows of one state that another has not, of both.
    private static func changed(_ before: [String], _ after: [String]) -> Set<String> {
        Set(before).symmetricDifference(after)
    }

    /// What the home holds already: ads 1 to 4 by the month, ads 5 to 8 by the day.
    private static let kept =
        (1...4).map { "2017-07-01,2017-07-31,7,Seven,70,Seventy,\($0),Ad \($0),100,10,1.00\n" }.joined()
        + (5...8).flatMap { ad in
            (10...14).map { "2017-07-\($0),2017-07-\($0),7,Seven,70,Seventy,\(ad),Ad \(ad),100,10,1.00\n" }
        }.joined()

    /// A row that cannot be taken, with names and places that nobody told.
    private static func refused(_ number: Int, _ dice: inout SeededBits) -> String {
        let place = "\(number % 9 + 50),New \(number),\(number % 5 + 500),Set \(number)"
        let ad = Int.random(in: 1...4, using: &dice)
        let day = 10 + Int.random(in: 0..<5, using: &dice)
        return switch Int.random(in: 0..<5, using: &dice) {
        case 0: "2017-07-\(day),2017-07-\(day),\(place),\(ad),Other \(number),100,10,1.00\n"
        case 1: "2017-06-20,2017-07-\(day),\(place),\(ad),Other \(number),100,10,1.00\n"
        case 2: "2017-07-0\(ad),2017-07-\(day),\(place),\(ad + 4),Other \(number),100,10,1.00\n"
        case 3: "2017-10-\(day),2017-10-\(day),\(place),9\(number),Ad \(number),100,10,1.00\n"
        default: "2017-08-\(day),2017-08-\(day),\(place),9\(number),Ad \(number),many,10,1.00\n"
        }
    }

    /// A row that is taken or not: by the day or by some days, of ads that were told before and of others, under names and in
    /// places that change from row to row.
    private static func any(_ number: Int, of count: Int, _ dice: inout SeededBits) -> String {
        let first = CalendarDate(epochDay: 17_350 + Int64.random(in: 0..<60, using: &dice))
        let last = first.adding(days: [0, 0, 0, 1, 6].randomElement(using: &dice) ?? 0)
        let ad = Int.random(in: 1...count / 3 + 8, using: &dice)
        let campaign = Int.random(in: 0..<40, using: &dice) == 0 ? 100 + number : ad % 7
        let name = Int.random(in: 0..<10, using: &dice) == 0 ? "Ad \(ad) of row \(number)" : "Ad \(ad)"
        return
            "\(first),\(last),\(campaign),Campaign \(campaign),\(campaign)0,Set \(number / 50),\(ad),\(name),100,10,1.00\n"
    }
}

extension World {
    /// Imports a file, or looks at what importing it would do.
    /// - Returns: the lines that are refused.
    @discardableResult
    fileprivate func load(_ text: String, isPreview: Bool = false) async throws -> [Int] {
        var options = ImportOptions(source: .adsMetrics)
        options.account = "main"
        let bytes = Array(text.utf8)
        let plan = try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
        var refused: [Int] = []
        if isPreview {
            _ = try await engine.rehearseRows(plan, { Chunks(bytes) }, refused: { refused.append($0.line) })
        } else {
            let file = ImportedFile(name: "ads.csv", hash: "1")
            _ = try await engine.importRows(plan, { Chunks(bytes) }, file, refused: { refused.append($0.line) })
        }
        return refused
    }

    /// Every row of every table that an import writes.
    fileprivate func tables() async throws -> [String] {
        try await signals()
            + database.database(for: .local).read { session in
                try session.query("SELECT json_array(hex(id), content) FROM import WHERE org = $1 ORDER BY id") {
                    try $0.text(0)
                }
                    + session.query("SELECT json_array(name, value) FROM setting WHERE org = $1 ORDER BY name") {
                        try $0.text(0)
                    }
                    + session.query("SELECT hex(bytes) FROM leaf WHERE org = $1 ORDER BY position") {
                        try $0.text(0)
                    }
            }
    }

    /// What the home knows of its account, its entities and what these did, row by row.
    fileprivate func signals() async throws -> [String] {
        try await database.database(for: .local).read { session in
            let entities = try session.query(
                """
                SELECT json_array(ref, name, parents, status, daily_budget, started, currency, spend, impressions, clicks,
                enquiries, purchases, in_bundle, in_experiment, targeting, changed_by_others, attributes, read_at, revenue)
                FROM entity WHERE org = $1 ORDER BY ref
                """
            ) { try $0.text(0) }
            let metrics = try session.query(
                """
                SELECT json_array(entity, first_day, last_day, source, breakdown, currency, spend, impressions, clicks,
                enquiries, purchases, as_of, revenue) FROM metric WHERE org = $1
                ORDER BY entity, first_day, last_day, source, breakdown
                """
            ) { try $0.text(0) }
            let account = try session.query(
                """
                SELECT json_array(ref, currency, zone, first_day, last_day, as_of, reported_to, standing, standing_on,
                reserved, seen_change, seen_from, raised, uncounted) FROM account WHERE org = $1
                """
            ) { try $0.text(0) }
            let sums = try session.query(
                """
                SELECT json_array(first_day, last_day, amount) FROM spent WHERE org = $1
                UNION ALL SELECT json_array(day, account, amount) FROM bill WHERE org = $1
                UNION ALL SELECT json_array(name, as_of) FROM source WHERE org = $1 ORDER BY 1
                """
            ) { try $0.text(0) }
            return entities + metrics + account + sums
        }
    }
}
