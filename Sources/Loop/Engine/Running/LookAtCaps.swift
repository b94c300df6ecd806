import Governance
import Vocabulary

/// What runs beside the money caps of a charter, and what of it has to shrink for them.
struct LookAtCaps {
    /// A campaign that runs.
    struct Campaign {
        let ref: EntityRef
        /// Its daily budget, minor units.
        let daily: Int64
        /// What it had before somebody else raised it, minor units a day; nil where nobody did.
        let former: Int64?
    }

    let account: AccountRecord
    let caps: [(cap: Money, facts: CapFacts?)]
    /// The least daily budget that is worth running, minor units.
    let least: Int64
    /// What may be lowered and paused.
    var free: [Campaign] = []
    /// What nothing may be done to.
    var fixed: [Campaign] = []

    /// The campaigns that have to shrink, with what is left to each, minor units a day; 0 is a pause.
    var reductions: [(campaign: Campaign, daily: Int64)] {
        let former = free.compactMap { campaign in campaign.former.map { (campaign.ref, $0) } }
        let reduced = SafeReduction.budgets(
            caps, free.map { ($0.ref, $0.daily) }, fixed: Int64(clamping: standsFixed), least: least,
            former: Dictionary(uniqueKeysWithValues: former))
        return zip(free, reduced).compactMap { campaign, left in
            left.daily < campaign.daily ? (campaign, left.daily) : nil
        }
    }

    /// Whether what nothing may be done to is more than fits by itself: no reduction of the rest is enough then.
    var isFixedTooMuch: Bool { !fixed.isEmpty && standsFixed > Int128(SafeReduction.most(under: caps)) }

    private var standsFixed: Int128 { fixed.map { Int128($0.daily) }.reduce(0, +) }
}
