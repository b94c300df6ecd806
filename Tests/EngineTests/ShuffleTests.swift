import Engine
import Foundation
import Governance
import Schemas
import Signals
import TestKit
import Testing
import Vocabulary

/// The same days told in any order, in any number of files and more than once come to the same account.
@Suite struct ShuffleTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
    private static let head = "Day,Campaign ID,Campaign name,Ad ID,Ad name,Impressions,Link clicks,Amount spent (GBP)\n"

    /// Three campaigns of two ads on eight days, each row another amount.
    private static let rows: [String] = (1...8).flatMap { day in
        (1...3).flatMap { campaign in
            (1...2).map { ad in
                "2017-09-0\(day),\(campaign),Campaign \(campaign),\(campaign)\(ad),Ad \(ad),\(100 * day),\(day + ad),\(campaign).\(day)0\n"
            }
        }
    }

    /// What the store knows, but for the budgets that are assumed of campaigns: those are what the first file says of them, since
    /// from then on the platform has them.
    private func account(_ world: World) async throws -> [String] {
        try await world.store.read { view in
            let entities = try view.entities(after: nil, limit: 100).map { record in
                var facts = record.facts
                facts.dailyBudget = nil
                facts.countedDaily = nil
                return String(decoding: facts.canonicalBytes, as: UTF8.self)
            }
            let days = try view.totalsByDay(from: CalendarDate(epochDay: 0)).map {
                "\($0.period) \($0.spend.map { "\($0)" } ?? "") \($0.impressions ?? -1) \($0.clicks ?? -1)"
            }
            let account = try required(view.account())
            return entities + days + ["\(account.period) \(account.bills.billed.sorted { $0.key < $1.key })"]
        }
    }

    @Test func `P12 events that come twice, late or in another order leave the same state`() async throws {
        let whole = try await World.begun()
        _ = try await whole.loadDated(Self.head + Self.rows.joined())
        let wanted = try await account(whole)
        #expect(wanted.count > 17)
        await whole.close()
        for seed in 0..<(Self.isProof ? 10_000 : 40) {
            var dice = SeededBits(seed: UInt64(seed))
            let world = try await World.begun()
            var left = Self.rows.shuffled(using: &dice)
            var told: [String] = []
            while !left.isEmpty {
                let count = min(left.count, Int.random(in: 1...24, using: &dice))
                // Some of what was told before comes again with what is new.
                let again = told.shuffled(using: &dice).prefix(Int.random(in: 0...6, using: &dice))
                let file = (Array(left.prefix(count)) + again).shuffled(using: &dice)
                told += left.prefix(count)
                left.removeFirst(count)
                let outcome = try await world.loadDated(Self.head + file.joined())
                #expect(outcome.summary.refused == 0 && outcome.record.changed == count, "seed \(seed)")
            }
            let last = try await world.loadDated(Self.head + Self.rows.shuffled(using: &dice).joined())
            #expect(last.record.changed == 0, "seed \(seed): what is known already changes nothing")
            let found = try await account(world)
            let others = zip(found, wanted).filter { $0 != $1 }.map { "\($0)\n  wanted \($1)" }
            #expect(found.count == wanted.count && others.isEmpty, "seed \(seed): \(others.joined(separator: "\n"))")
            await world.close()
        }
    }
}
