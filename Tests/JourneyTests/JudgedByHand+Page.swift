/// The lines that a page like Examples/paid-social/expected.md has to hold.
extension JudgedByHand {
    /// The table of the account.
    var accountRows: [String] {
        let daily = file.campaigns.map { ($0, file.of($0), file.dailyPennies($0)) }
        let campaigns = daily.map { "| campaign \($0) | \(Self.account($1, daily: $2)) |" }
        return campaigns + ["| account | \(Self.account(file, daily: daily.map(\.2).reduce(0, +))) |"]
    }

    private static func account(_ file: AdsFile, daily: Int) -> String {
        [
            Pennies.grouped(Pennies.nearest(file.spend)), Pennies.grouped(whole: file.purchases),
            Pennies.grouped(Pennies.each(file.spend, of: max(1, file.purchases))),
            Pennies.grouped(whole: file.ads.count),
            Pennies.grouped(daily),
        ].joined(separator: " | ")
    }

    /// What is said below that table.
    var accountSentences: [String] {
        let exact = Pennies.trimmed("\(file.spend / 1_000_000_000).\(nine(file.spend % 1_000_000_000))")
        let large = file.ads.filter { $0.spend >= 100 * 1_000_000_000 }
        let empty = large.filter { $0.purchases == 0 }
        let standing = file.campaigns.map(file.dailyPennies).reduce(0, +)
        let raise = rows("held").map { self.raise($0.proposed) }.reduce(0, +)
        return [
            "- Baseline: \(exact) / \(Pennies.grouped(whole: file.purchases)) = "
                + "\(Pennies.plain(Pennies.each(file.spend, of: file.purchases))) a purchase.",
            "against \(Pennies.plain(spend)) (whole pennies, rounded down): 10 % are \(spend / 1000)."
                + "\(three(spend % 1000)).",
            "- \(large.count) ads spent 100 GBP or more; \(empty.count) of them sold nothing and spent "
                + "\(Pennies.grouped(Pennies.nearest(empty.map(\.spend).reduce(0, +)))).",
            "\(Pennies.plain(standing)) x 1.75 = \(Pennies.grouped((standing * 7 + 3) / 4))",
            "(\(Pennies.plain(standing)) + \(Pennies.plain(raise))) x 1.75 = "
                + "\(Pennies.grouped(((standing + raise) * 7 + 3) / 4))",
        ]
    }

    /// The sentences as a list.
    var accountBullets: [String] {
        let say = accountSentences
        return [
            say[0], "- The share of spend is measured \(say[1])", say[2],
            "- Worst-case bill of a day, caps aside: \(say[3]), under the cap of 1,250; with what is held "
                + "\(say[4]).",
        ]
    }

    private func raise(_ proposed: Proposed) -> Int {
        if case .budget(_, let from, let to) = proposed { max(0, to - from) } else { 0 }
    }

    /// Every proposal in order, as the tables write it.
    var proposalRows: [String] { rows.enumerated().map { line($0 + 1, $1) } }

    private func line(_ number: Int, _ row: Row) -> String {
        let what: String
        switch row.proposed {
        case .budget(_, let from, let to): what = "\(row.proposed.name): \(arithmetic(from, to))"
        case .pause(let ad):
            what =
                "\(ad.id) | \(ad.campaign) | \(Pennies.plain(Pennies.nearest(ad.spend))) | \(ad.clicks) | "
                + "\(ad.enquiries) | \(ad.purchases)"
        }
        return "| \(number) | \(what) | \(Pennies.brief(row.sure)) | \(row.ruling) | \(row.why) |"
    }

    /// How a budget's step is worked out: the largest of 15 or 30 % that it fits, rounded towards the present budget.
    private func arithmetic(_ from: Int, _ to: Int) -> String {
        for percent in to > from ? [115, 130] : [85, 70] {
            let exact = from * percent
            let rounded = to > from ? exact / 100 : (exact + 99) / 100
            guard rounded == to else { continue }
            let shown = Pennies.trimmed("\(exact / 10_000).\(four(exact % 10_000))")
            let direction =
                to > from
                ? "down to \(Pennies.plain(to))"
                : "up to \(Pennies.plain(to)), so that the step is at most \(100 - percent) %"
            return
                "\(Pennies.plain(from)) x \(percent > 100 ? "1" : "0").\(two(percent % 100)) = \(shown), rounded \(direction)"
        }
        return "no step that the charter lets it take"
    }

    /// The totals, and what is said of them.
    var totalRows: [String] {
        ["executed", "held", "refused", "escalated"].map { ruling in
            let rows = rows(ruling)
            let empty = rows.compactMap { row in
                if case .pause(let ad) = row.proposed, ad.purchases == 0 { ad.spend } else { nil }
            }
            return "| \(ruling) | \(rows.count) | \(Pennies.grouped(rows.map(\.share).reduce(0, +))) | "
                + "\(empty.count), spend \(Pennies.grouped(Pennies.nearest(empty.reduce(0, +)))) |"
        }
    }

    /// Campaigns and ads that nothing is proposed for.
    var leftAlone: Int { file.ads.count + file.campaigns.count - rows.count }

    /// Ads that spent less than a purchase costs in the account.
    var tooSmall: Int { file.ads.filter { $0.spend * file.purchases < file.spend }.count }

    /// What is said below the totals.
    var totalSentences: [String] {
        let held = rows("held").map(\.share).reduce(0, +)
        let executed = rows("executed").map(\.share).reduce(0, +)
        return [
            "Held and executed together: \(Pennies.grouped(held)) + \(Pennies.grouped(executed)) = "
                + "\(Pennies.grouped(held + executed)), \(Pennies.share(held + executed, of: spend)) of spend",
            "\(Pennies.grouped(whole: leftAlone + rows.count)) objects - \(rows.count) = "
                + "\(Pennies.grouped(whole: leftAlone)), of which \(tooSmall) ads spent less than a purchase costs",
            "and \(leftAlone - tooSmall) are worth statistics",
        ]
    }

    /// The sentences as paragraphs; `worth` counts what is worth statistics and left alone.
    func totalBullets(worth: String) -> [String] {
        let say = totalSentences
        return ["\(say[0]).", "", "Left alone: \(say[1])", "\(say[2]): \(worth)."]
    }

    /// What the real page says of how the run differs from the obvious.
    var differences: [String] {
        let pauses = rows.compactMap { row in if case .pause(let ad) = row.proposed { ad } else { nil } }
        let large = file.ads.filter { $0.spend >= 100 * 1_000_000_000 && $0.purchases == 0 }
        let caught = large.filter { ad in pauses.contains { $0.id == ad.id } }
        let sold = pauses.filter { $0.purchases > 0 }
        let cheapest = sold.map { Pennies.each($0.spend, of: $0.purchases) }.min() ?? 0
        let cheap = file.of("936").ads
        let free = cheap.filter { $0.clicks == 0 }
        let selling = free.filter { $0.purchases > 0 }
        let money = { (ads: [AdsFile.Ad]) in Pennies.grouped(Pennies.nearest(ads.map(\.spend).reduce(0, +))) }
        return [
            "By hand one pauses all \(large.count) ads that spent 100 GBP without a purchase. The reasoner pauses "
                + "\(caught.count) of them (\(money(caught)) of \(money(large))).",
            "The other \(large.count - caught.count) are in audiences that buy",
            "It pauses \(sold.count) ads that did sell. The cheapest of their purchases cost \(Pennies.plain(cheapest))",
            "\(pauses.prefix(9).filter { $0.campaign == "936" }.count) of the first 9 pauses are in campaign 936.",
            "\(free.count) of its \(cheap.count) ads were shown without a paid click, and \(selling.count) of these sold "
                + "\(selling.map(\.purchases).reduce(0, +)) purchases",
            "the \(cheap.filter { $0.spend * file.purchases >= file.spend }.count) ads that did spend a purchase's price",
        ]
    }

    private func two(_ number: Int) -> String { padded(number, 2) }
    private func three(_ number: Int) -> String { padded(number, 3) }
    private func four(_ number: Int) -> String { padded(number, 4) }
    private func nine(_ number: Int) -> String { padded(number, 9) }
    private func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }
}
