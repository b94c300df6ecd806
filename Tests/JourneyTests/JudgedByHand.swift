/// What the example's charter says about a list of proposals, from the export alone and in whole pennies: none of the
/// program's code takes part. What is proposed, in which order and how sure, is the reasoner's.
struct JudgedByHand {
    /// One proposal, as the table names it.
    enum Proposed: Equatable {
        case budget(campaign: String, from: Int, to: Int)
        case pause(AdsFile.Ad)

        static func == (one: Proposed, other: Proposed) -> Bool { one.name == other.name }

        /// `936 from 31.45 to 40.88`, `776489`.
        var name: String {
            switch self {
            case .budget(let campaign, let from, let to):
                "\(campaign) from \(Pennies.plain(from)) to \(Pennies.plain(to))"
            case .pause(let ad): ad.id
            }
        }
    }

    /// One proposal with its ruling.
    struct Row {
        let proposed: Proposed
        /// In hundredths of a per cent.
        let sure: Int
        let ruling: String
        let why: String
        /// What it counts, in pennies of the period.
        let share: Int
        /// With what was held and executed before it.
        let sum: Int
    }

    let file: AdsFile
    private(set) var rows: [Row] = []
    /// What is held or executed so far, in pennies of the period.
    private(set) var used = 0
    /// All spend in whole pennies, rounded down: what a share is taken of.
    let spend: Int

    init(_ file: AdsFile) {
        self.file = file
        spend = file.spend / Pennies.billionths
    }

    mutating func judge(_ proposed: Proposed, sure: Int) {
        let ruled =
            switch proposed {
            case .budget(let campaign, let from, let to): budget(campaign, from, to)
            case .pause(let ad): pause(ad)
            }
        rows.append(
            Row(
                proposed: proposed, sure: sure, ruling: ruled.ruling, why: ruled.why, share: ruled.share,
                sum: used + ruled.share))
        if ruled.ruling == "held" || ruled.ruling == "executed" { used += ruled.share }
    }

    /// Over 10 % of all spend, with what went before.
    private func isTooMuch(_ share: Int) -> Bool { (used + share) * 10 > spend }

    /// Alone up to 15 % and from 10 purchases on, with a yes up to 30 %, never under 10.00 a day.
    private func budget(_ campaign: String, _ from: Int, _ to: Int) -> (ruling: String, why: String, share: Int) {
        let step = abs(to - from)
        let share = step * 92
        if to < 1000 { return ("refused", "\(Pennies.plain(to)) is under the floor of 10 GBP", share) }
        if isTooMuch(share) {
            let why =
                "share: \(Pennies.plain(step)) x 92 = \(Pennies.plain(share)), \(Pennies.share(share, of: spend)); with "
                + "\(Pennies.plain(used)) before it \(Pennies.share(used + share, of: spend)); over 10 %"
            return ("escalated", why, share)
        }
        let hundredths = (step * 10_000) / from
        if step * 100 > 15 * from {
            let why = "the step is \(Pennies.brief(hundredths)), over 15 %: the marketing manager is asked"
            return ("held", why, share)
        }
        if file.of(campaign).purchases < 10 {
            return ("held", "fewer than 10 purchases: the marketing manager is asked", share)
        }
        return ("executed", "the step is \(Pennies.brief(hundredths)), at most 15 %", share)
    }

    /// From 100.00 spent on.
    private func pause(_ ad: AdsFile.Ad) -> (ruling: String, why: String, share: Int) {
        let cost = Pennies.up(ad.spend)
        guard ad.spend >= 100 * 1_000_000_000 else {
            return ("refused", "evidence: spent less than 100 GBP", cost)
        }
        let sum = used + cost
        let why =
            "share: \(Pennies.plain(used)) + \(Pennies.plain(cost)) = \(Pennies.plain(sum)), "
            + Pennies.share(sum, of: spend)
        return (isTooMuch(cost) ? "escalated" : "executed", why, cost)
    }

    /// What the charter's findings have to name as found, or else as asked for, strictest first.
    func numbers(_ row: Row) -> [String] {
        let share = row.sum * 10 > spend ? [Pennies.short(row.sum, of: spend)] : []
        switch (row.ruling, row.proposed) {
        case ("held", _): return ["role:marketing-manager"]
        case ("refused", .budget(_, _, let to)): return ["\(Pennies.plain(to)) GBP"] + share
        case ("refused", .pause(let ad)): return ["\(Pennies.plain(Pennies.nearest(ad.spend))) GBP"] + share
        default: return share
        }
    }

    /// The rows of one ruling.
    func rows(_ ruling: String) -> [Row] { rows.filter { $0.ruling == ruling } }
}
