import Engine
import Governance
import SQLite
import TestKit
import Testing
import Vocabulary

/// No day of an entity is counted twice, however its rows are cut into periods and sent.
@Suite struct OverlapTests {
    private struct Told: Hashable {
        let entity: String
        let period: Period
    }

    @Test(arguments: 0..<40) func `a row is refused exactly where it shares a day with another period of its entity`(
        seed: UInt64
    ) async throws {
        let (shelf, engine, store) = try await Shelf.filled()
        defer { withExtendedLifetime(shelf) {} }
        var dice = SeededBits(seed: seed)
        var known: Set<Told> = []
        for round in 0..<30 {
            let sent = try (0..<Int.random(in: 1...6, using: &dice)).map { _ in try Self.row(&dice) }
            var after = known
            var refused: [Int] = []
            for (place, row) in sent.enumerated() {
                let isTold = after.contains {
                    $0.entity == row.entity && $0.period != row.period && $0.period.overlaps(row.period)
                }
                if isTold { refused.append(place) } else { after.insert(row) }
            }
            let records = try sent.map { CountedRow(try Self.record($0), under: [try Row.account()]) }
            let named = try required(EntityRef(.ad, "named in round \(round)"))
            let answer = try await store.write { view in
                try view.add(records, naming: [EntityRecord(facts: EntityFacts(named))])
            }
            #expect(answer.overlapping.keys.sorted() == refused, "\(sent) over \(known)")
            for (place, other) in answer.overlapping {
                #expect(after.contains(Told(entity: sent[place].entity, period: other)))
            }
            // Where one does not fit nothing is written, and nothing that they name; the others fit without it.
            let (isNamed, spend) = try await store.read { view in (try view.entity(named) != nil, try Self.spend(view))
            }
            #expect(isNamed == refused.isEmpty)
            #expect(try spend == Self.pennies(refused.isEmpty ? after.count : known.count))
            let fitting = records.indices.filter { answer.overlapping[$0] == nil }.map { records[$0] }
            let added = refused.isEmpty ? answer : try await store.write { view in try view.add(fitting, naming: []) }
            #expect(added.overlapping.isEmpty && added.changed == after.count - known.count)
            known = after
        }
        #expect(try await store.read { view in try Self.spend(view) } == Self.pennies(known.count))
        await engine.close()
    }

    private static func row(_ dice: inout SeededBits) throws -> Told {
        let first = CalendarDate(epochDay: 17_350 + Int64.random(in: 0..<40, using: &dice))
        let days = [0, 0, 0, 0, 1, 3, 6].randomElement(using: &dice) ?? 0
        return Told(
            entity: ["a", "b", "c"].randomElement(using: &dice) ?? "a",
            period: try required(Period(first, first.adding(days: days))))
    }

    private static func record(_ told: Told) throws -> MetricRecord {
        MetricRecord(
            source: .adsMetrics, entity: try Row.campaign(told.entity), period: told.period,
            spend: MetricMoney(Money(minorUnits: 1, try Row.gbp())), impressions: 1, clicks: nil, enquiries: nil,
            purchases: nil, asOf: Shelf.now)
    }

    /// What the account spent, as metrics count it.
    private static func spend(_ view: any EngineView) throws -> Int128 {
        try view.entity(try Row.account())?.facts.spend?.amount.units ?? 0
    }

    private static func pennies(_ count: Int) throws -> Int128 {
        MetricMoney(Money(minorUnits: Int64(count), try Row.gbp())).amount.units
    }
}
