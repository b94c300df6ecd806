import Foundation
import Testing

/// A page of Examples/paid-social with the table of a run.
struct ExpectedPage {
    private let url: URL

    init(_ name: String) { url = MandateProgram.root.appending(path: "Examples/paid-social/\(name)") }

    var lines: [String] { text.split(separator: "\n").map(String.init) }

    private var text: String {
        String(decoding: FileManager.default.contents(atPath: url.path) ?? Data(), as: UTF8.self)
    }

    /// Whether these words stand on the page, whatever lines they are broken into.
    func says(_ words: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words)
    }

    /// The proposals of the page, in its order, judged by hand; its own rulings and reasons are not looked at.
    func judged(_ file: AdsFile) throws -> JudgedByHand {
        var hand = JudgedByHand(file)
        for line in lines where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 5, Int(cells[0]) == hand.rows.count + 1 else { continue }
            let words = cells[1].split(whereSeparator: { " :".contains($0) }).map(String.init)
            let sure = try #require(ExpectedPage.hundredths(cells[cells.count - 3].dropLast(2)))
            if words.count > 4, words[1] == "from", words[3] == "to" {
                let from = try #require(ExpectedPage.hundredths(words[2][...]))
                let to = try #require(ExpectedPage.hundredths(words[4][...]))
                hand.judge(.budget(campaign: words[0], from: from, to: to), sure: sure)
            } else {
                hand.judge(.pause(try #require(file.ads.first { $0.id == words[0] })), sure: sure)
            }
        }
        return hand
    }

    /// `80.56` as 8056, `97.4` as 9740, `83` as 8300.
    private static func hundredths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".")
        guard parts.count <= 2, let whole = parts.first.flatMap({ Int($0) }) else { return nil }
        let digits = parts.count == 2 ? parts[1] + String(repeating: "0", count: max(0, 2 - parts[1].count)) : "00"
        return Int(digits).map { whole * 100 + $0 }
    }

    /// Puts the tables and figures of a run in place of those of a page whose words are not written by hand.
    func write(_ hand: JudgedByHand, worth: String) throws {
        guard url.lastPathComponent == "expected-look-alike.md" else { return }
        try Data(whole(hand, worth: worth).utf8).write(to: url)
    }

    /// The page whose words are not written by hand, from its first line to its last.
    func whole(_ hand: JudgedByHand, worth: String) -> String {
        let isPause = { (row: JudgedByHand.Row) in if case .pause = row.proposed { true } else { false } }
        let budgets = hand.rows.filter { !isPause($0) }.count
        let head = """
            # What the paid-social agent does on the look-alike

            The same as [expected.md](expected.md), for the 300 invented ads of `ads-look-alike.csv`. A test works every figure out
            again from the file, and compares the page with what the built program does.

            ## The account

            | | spend | purchases | a purchase | ads | a day: spend / 92, rounded up |
            | --- | ---: | ---: | ---: | ---: | ---: |
            """
        let budgetHead = """

            ## Budgets

            | # | proposal | sure | ruling | why |
            | ---: | --- | ---: | --- | --- |
            """
        let pauseHead = """

            ## Pauses

            | # | ad | campaign | spent | clicks | enquiries | purchases | sure | ruling | why |
            | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
            """
        let totalHead = """

            ## Totals

            | ruling | proposals | GBP of the period | of them pauses of ads that sold nothing |
            | --- | ---: | ---: | ---: |
            """
        var page: [String] = [head]
        page += hand.accountRows
        page += [""] + hand.accountBullets
        page += [budgetHead] + hand.proposalRows.prefix(budgets)
        page += [pauseHead] + hand.proposalRows.dropFirst(budgets)
        page += [totalHead] + hand.totalRows
        page += [""] + hand.totalBullets(worth: worth)
        return page.joined(separator: "\n") + "\n"
    }
}
