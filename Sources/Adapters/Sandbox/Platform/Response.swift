import Glibc
import Vocabulary

/// What money brings: impressions, clicks, enquiries and purchases of each ad for what it was given.
///
/// An ad's rates are those of its own history, pulled towards those of its campaign where it has little (empirical Bayes with
/// fixed weights), and scaled so that a campaign that goes on as before brings what it brought; each doubling of an ad's daily
/// spend over the historical one costs 13 % of what a unit of money brings (elasticity 0.8). Counts are Poisson; each enquiry
/// buys or does not, unless enquiries are not counted. Doubles are fine here: these are counts, and the money was fixed before.
struct Response {
    private let pool: Rates
    private let total: SandboxMetrics
    private let history: [EntityRef: SandboxMetrics]
    private let days: Double
    private let meanDailySpend: Double
    private var scale = Scale()

    /// By how much enquiries and purchases are raised or lowered. Pulling rates together does not keep their sum: where many
    /// small ads brought one enquiry each, two thirds of the enquiries would be left.
    private struct Scale {
        var enquiries = 1.0
        var purchases = 1.0
    }

    /// What a unit of money and what an impression bring.
    private struct Rates {
        var impressionsPerUnit = 200.0
        var clicksPerImpression = 0.01
        var enquiriesPerImpression = 0.0002
        var purchasesPerEnquiry = 0.2
        var purchasesPerImpression = 0.00004
    }

    /// Learns from the histories of one campaign's ads, measured over so many days.
    init(history: [EntityRef: SandboxMetrics], days: Int) {
        self.history = history
        self.days = Double(max(1, days))
        total = history.values.reduce(into: SandboxMetrics.none) { $0 += $1 }
        let spend = total.spend.approximate
        meanDailySpend = history.isEmpty ? 1 : max(0.01, spend / self.days / Double(history.count))
        pool = Response.rates(total, towards: Rates())
        scale = scaleOfHistory()
    }

    /// How many days periods cover together: rows by day are as long as one row about all of their days.
    static func days(in periods: Set<Period>) -> Int {
        var (days, end) = (0, Int64.min)
        for period in periods.sorted(by: { $0.first < $1.first }) where period.last.epochDay > end {
            days += Int(period.last.epochDay - max(period.first.epochDay - 1, end))
            end = period.last.epochDay
        }
        return days
    }

    /// How an amount is divided among ads: by what each spent before; an ad that never did gets a twentieth of the mean, one
    /// without history the mean.
    func divide(_ minorUnits: Int64, among ads: [EntityRef], chance: inout SplitMix) -> [Int64] {
        let weights = ads.map { max(1, Int64((weight($0) * 1_000_000).rounded())) }
        let total = weights.reduce(0, +)
        var sum = chance.below(total)
        var given: Int64 = 0
        let start = Int64(Int128(minorUnits) * Int128(sum) / Int128(total))
        return weights.map { weight in
            sum += weight
            let upTo = Int64(Int128(minorUnits) * Int128(sum) / Int128(total)) - start
            defer { given = upTo }
            return upTo - given
        }
    }

    /// Counts of an ad for an amount in major units, spent over a part of a day.
    func counts(of ad: EntityRef, for spend: Double, partOfDay: Double, chance: inout SplitMix) -> [Int64] {
        guard spend > 0 else { return [0, 0, 0, 0] }
        let own = rates(of: ad)
        let shown = impressions(of: ad, own, for: spend, pace: spend / max(partOfDay, 1e-6))
        let enquiries = chance.poisson(mean: shown * own.enquiriesPerImpression * scale.enquiries)
        let purchases =
            isDirect
            ? chance.poisson(mean: shown * own.purchasesPerImpression * scale.purchases)
            : chance.binomial(enquiries, min(1, own.purchasesPerEnquiry * scale.purchases))
        return [
            chance.poisson(mean: shown), chance.poisson(mean: shown * own.clicksPerImpression), enquiries, purchases,
        ]
    }

    /// A history that counts purchases and not the enquiries that led to them has purchases of their own.
    private var isDirect: Bool { (total.purchases ?? 0) > (total.enquiries ?? 0) }

    private func rates(of ad: EntityRef) -> Rates { Response.rates(history[ad] ?? .none, towards: pool) }

    private func impressions(of ad: EntityRef, _ own: Rates, for spend: Double, pace: Double) -> Double {
        spend * own.impressionsPerUnit * min(1.5, max(0.2, pow(pace / weight(ad), -0.2)))
    }

    /// What was counted, over what the unscaled rates expect of a day on which the ads spend what they spent.
    private func scaleOfHistory() -> Scale {
        let spend = total.spend.approximate / days
        // In a fixed order: a sum of doubles depends on it.
        let ads = history.keys.sorted()
        let weights = ads.reduce(0) { $0 + weight($1) }
        guard spend > 0, weights > 0 else { return Scale() }
        var (enquiries, fromEnquiries, direct) = (0.0, 0.0, 0.0)
        for ad in ads {
            let (own, share) = (rates(of: ad), spend * weight(ad) / weights)
            let shown = impressions(of: ad, own, for: share, pace: share)
            enquiries += shown * own.enquiriesPerImpression
            fromEnquiries += shown * own.enquiriesPerImpression * own.purchasesPerEnquiry
            direct += shown * own.purchasesPerImpression
        }
        func factor(_ counted: Double, _ expected: Double) -> Double {
            counted > 0 && expected > 0 ? counted / days / expected : 1
        }
        let byEnquiries = factor(total.enquiries?.approximate ?? 0, enquiries)
        return Scale(
            enquiries: byEnquiries,
            purchases: factor(total.purchases?.approximate ?? 0, isDirect ? direct : fromEnquiries * byEnquiries))
    }

    /// What so many purchases bring in major units, each half to one and a half times what the ad's purchases brought before,
    /// pulled towards the campaign's like three purchases; nil for a campaign whose history holds no revenue.
    func revenue(of ad: EntityRef, purchases: Int64, chance: inout SplitMix) -> Double? {
        guard let whole = total.revenue, let bought = total.purchases, bought > 0 else { return nil }
        let usual = whole.approximate / bought.approximate
        let own = history[ad] ?? .none
        let each =
            ((own.revenue?.approximate ?? 0) + 3 * usual)
            / ((own.revenue == nil ? 0 : own.purchases?.approximate ?? 0) + 3)
        return (0..<purchases).reduce(0) { sum, _ in sum + each * (0.5 + chance.unit()) }
    }

    private func weight(_ ad: EntityRef) -> Double {
        guard let own = history[ad] else { return meanDailySpend }
        return max(own.spend.approximate / days, meanDailySpend / 20)
    }

    private static func rates(_ seen: SandboxMetrics, towards prior: Rates) -> Rates {
        func pulled(_ part: Double, _ whole: Double, _ rate: Double, _ weight: Double) -> Double {
            (part + rate * weight) / (whole + weight)
        }
        let shown = Double(seen.impressions)
        let (enquiries, purchases) = (seen.enquiries?.approximate ?? 0, seen.purchases?.approximate ?? 0)
        return Rates(
            impressionsPerUnit: pulled(shown, seen.spend.approximate, prior.impressionsPerUnit, 1),
            clicksPerImpression: pulled(Double(seen.clicks), shown, prior.clicksPerImpression, 2_000),
            enquiriesPerImpression: pulled(enquiries, shown, prior.enquiriesPerImpression, 5_000),
            purchasesPerEnquiry: pulled(purchases, enquiries, prior.purchasesPerEnquiry, 3),
            purchasesPerImpression: pulled(purchases, shown, prior.purchasesPerImpression, 5_000))
    }
}
