import Foundation
import Schemas
import Testing

/// Examples/paid-social/expected.md and its twin for the look-alike: every figure of the pages is worked out anew from the export,
/// and the built program has to rule as they say.
struct ExpectedTableTests {
    @Test
    func `the run on the look-alike is its table, and every figure of the table follows from the file`() throws {
        let page = ExpectedPage("expected-look-alike.md")
        let (run, hand) = try compare(MandateProgram.invented, page)
        // Nothing else stands on it, and everything once and in its place.
        #expect(
            page.whole(hand, worth: run.worthStatistics).split(separator: "\n").map(String.init)
                == page.lines)
    }

    @Test(.enabled(if: MandateProgram.hasRealAds, "../shared/data/social-ads-conversions is not there"))
    func `the run on the real export is its table, and every figure of the table follows from the file`() throws {
        let page = ExpectedPage("expected.md")
        let file = try AdsFile(MandateProgram.realAds)
        _ = try compare(MandateProgram.realAds, page)
        let hand = try page.judged(file)
        for sentence in hand.differences { #expect(page.says(sentence), "\(sentence)") }
        // The figures that were worked out before there was a program.
        #expect(hand.accountRows.last == "| account | 58,705.23 | 1,079 | 54.41 | 1,143 | 638.11 |")
        #expect(["916", "936", "1178"].map(file.dailyPennies) == [163, 3145, 60503])
        #expect(hand.accountSentences[2].hasPrefix("- 192 ads spent 100 GBP or more; 38 of them"))
        #expect(hand.accountSentences[2].hasSuffix("6,990.63."))
        #expect(hand.rows[0].proposed.name == "936 from 31.45 to 40.88" && hand.rows[0].ruling == "held")
        #expect(hand.rows[1].proposed.name == "916 from 1.63 to 1.87" && hand.rows[1].ruling == "refused")
        #expect(hand.rows[2].proposed.name == "1178 from 605.03 to 514.28" && hand.rows[2].ruling == "escalated")
        #expect(hand.rows[2].why.contains("14.2 %"))
    }

    private func compare(_ export: URL, _ page: ExpectedPage) throws -> (PlayedRun, JudgedByHand) {
        let file = try AdsFile(export)
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let run = try PlayedRun(mandate, export)
        if ProcessInfo.processInfo.environment["MANDATE_WRITE"] == "1" {
            try page.write(run.judged(file), worth: run.worthStatistics)
        }
        let hand = try page.judged(file)
        #expect(hand.rows.count > 20)
        for line in hand.accountRows + hand.proposalRows + hand.totalRows {
            #expect(page.lines.contains(line), "\(line)")
        }
        for sentence in hand.accountSentences + hand.totalSentences {
            #expect(page.says(sentence), "\(sentence)")
        }
        try check(run, hand)
        check(run, hand, leftAlone: page)
        return (run, hand)
    }

    private func check(_ run: PlayedRun, _ hand: JudgedByHand) throws {
        #expect(run.entries.map(\.name) == hand.rows.map(\.proposed.name), "what is proposed, in this order")
        for (entry, row) in zip(run.entries, hand.rows) {
            let name = row.proposed.name
            #expect(entry.list == row.ruling, "\(name)")
            #expect(entry.sure == row.sure, "\(name)")
            #expect(entry.share == row.share, "\(name): money moved, in pennies of the period")
            #expect(entry.state == ["executed": "done"][row.ruling] ?? row.ruling, "\(name)")
            #expect(entry.numbers == hand.numbers(row), "\(name): the numbers that the charter spoke with")
        }
        for ruling in ["executed", "held", "refused", "escalated"] {
            let total = run.entries.filter { $0.list == ruling }.map(\.share).reduce(0, +)
            #expect(total == hand.rows(ruling).map(\.share).reduce(0, +), "\(ruling)")
        }
        let stopped = Set(hand.rows("escalated").map(\.proposed.name))
        #expect(run.escalations == [stopped], "one cause is one escalation, and it lists its objects")
    }

    private func check(_ run: PlayedRun, _ hand: JudgedByHand, leftAlone page: ExpectedPage) {
        #expect(run.leftAlone.hasPrefix("left alone: \(hand.leftAlone), "))
        #expect(run.leftAlone.contains("\(hand.tooSmall) with too little data"))
        #expect(run.settled + run.protected + run.unsure == hand.leftAlone - hand.tooSmall)
        #expect(page.says(run.worthStatistics), "\(run.worthStatistics)")
    }
}
