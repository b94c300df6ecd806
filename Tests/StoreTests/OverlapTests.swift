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

    @Test(arguments: 0..<40) func `rows are refused exactly where one shares a day with another period of its entity`(
        seed: UInt64
    ) async throws {
        let (shelf, engine, store) = try await Shelf.filled()
        defer { withExtendedLifetime(shelf) {} }
        var dice = SeededBits(seed: seed)
        var known: Set<Told> = []
        for _ in 0..<30 {
            let sent = try (0..<Int.random(in: 1...4, using: &dice)).map { _ in try Self.row(&dice) }
            var after = known
            var isRefused = false
            for row in sent {
                isRefused = isRefused || after.contains { $0.entity == row.entity && $0.period.overlaps(row.period) }
                after.insert(row)
            }
            let records = try sent.map { CountedRow(try Self.record($0), under: [try Row.account()]) }
            do {
                let changed = try await store.write { view in try view.add(records) }
                #expect(!isRefused, "\(sent) over \(known)")
                #expect(changed == after.count - known.count)
                known = after
            } catch is EngineError {
                #expect(isRefused, "\(sent) over \(known)")
            }
        }
        let spend = try await store.read { view in try view.entity(try Row.account())?.facts.spend?.amount.units }
        #expect(spend == Money(minorUnits: Int64(known.count), try Row.gbp()).metricUnits)
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
}

extension Period {
    /// Whether another period shares a day with this one.
    fileprivate func overlaps(_ other: Period) -> Bool {
        self != other && first <= other.last && last >= other.first
    }
}

extension Money {
    /// The same amount as a metric counts it.
    fileprivate var metricUnits: Int128 { MetricMoney(self).amount.units }
}
