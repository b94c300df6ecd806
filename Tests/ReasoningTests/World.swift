import Foundation
import Reasoning
import Statistics
import Vocabulary

/// An invented account whose truth is known: rates drawn level by level, then counts drawn from the rates.
struct World {
    struct Ad {
        let entity: PaidMediaEntity
        let clickRate: Double
        let enquiriesPerClick: Double
        let buying: Double
        let spend: Double
        let costPerClick: Double

        var enquiries: Double { spend / costPerClick * enquiriesPerClick }
        var purchases: Double { enquiries * buying }
    }

    let ads: [Ad]
    let elasticity: Double
    let respent: Double
    let snapshot: PaidMediaSnapshot

    init(seed: UInt64, shuffled: Bool = false, settings: ReasonerSettings = ReasonerSettings()) throws {
        var random = SeededGenerator(seed: seed &* 0x9E37_79B9 &+ 12_345)
        elasticity = settings.elasticity.quantile(World.spread(seed, 0.754_877_666_246_692_7))
        respent = settings.respent.quantile(World.spread(seed, 0.569_840_290_998_053_2))
        var ads = try (0..<4).flatMap { try World.campaign($0, World.Factors(&random), &random) }
        if shuffled { ads = World.shuffled(ads, &random) }
        self.ads = ads
        snapshot = try ReferenceAccount.snapshot(ads: ads.map(\.entity))
    }

    /// Evenly spread over the unit interval and over pairs, so that a few worlds are as fair as many
    /// (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
    private static func spread(_ seed: UInt64, _ step: Double) -> Double {
        (0.5 + Double(seed) * step).truncatingRemainder(dividingBy: 1)
    }

    /// What an audience does to the steps from impression to purchase.
    struct Factors {
        let clicks: [Double], enquiries: [Double], buying: [Double]

        init(_ random: inout SeededGenerator) {
            func factors(_ shape: Double, _ random: inout SeededGenerator) -> [Double] {
                (0..<14).map { _ in random.gamma(shape: shape, rate: shape) }
            }
            clicks = factors(10, &random)
            enquiries = factors(8, &random)
            buying = factors(30, &random)
        }

        func product(_ factors: [Double], _ audience: [Int]) -> Double { audience.reduce(1) { $0 * factors[$1] } }
    }

    private static func campaign(
        _ index: Int, _ factors: Factors, _ random: inout SeededGenerator
    ) throws -> [Ad] {
        let strength = random.gamma(shape: 4, rate: 4)
        let costPerClick = 1 + random.unit()
        let ref = try required(EntityRef(.campaign, "c\(index)"))
        return try (0..<18).map { number in
            let audience = [Int(random.next() % 4), 4 + Int(random.next() % 2), 6 + Int(random.next() % 8)]
            let clickRate = 0.0002 * factors.product(factors.clicks, audience) * random.gamma(shape: 5, rate: 5)
            let enquiring =
                0.07 * strength * factors.product(factors.enquiries, audience)
                * random.gamma(shape: 4, rate: 4)
            let mean = min(0.9, 0.3 * factors.product(factors.buying, audience))
            let buying = random.beta(12 * mean, 12 * (1 - mean))
            let clicks = random.poisson(mean: random.gamma(shape: 1, rate: 1.0 / 120))
            let impressions = Int((Double(clicks) + random.gamma(shape: 1, rate: 1)) / clickRate)
            let counted = random.binomial(trials: impressions, chance: clickRate)
            return try ad(
                "\(index)-\(number)", ref, audience,
                rates: (clickRate, enquiring, buying), clicks: counted, impressions: impressions, costPerClick, &random)
        }
    }

    private static func ad(
        _ id: String, _ campaign: EntityRef, _ audience: [Int], rates: (click: Double, enquiry: Double, buying: Double),
        clicks: Int, impressions: Int, _ costPerClick: Double, _ random: inout SeededGenerator
    ) throws -> Ad {
        let spend = Decimal12(units: Int128(Double(clicks) * costPerClick * 100) * (Decimal12.one / 100))
        let enquiries = random.poisson(mean: Double(clicks) * rates.enquiry)
        let purchases = random.binomial(trials: enquiries, chance: rates.buying)
        let entity = PaidMediaEntity(
            ref: try required(EntityRef(.ad, id)), campaign: campaign,
            segment: .init(age: "\(audience[0])", gender: "\(audience[1])", interest: "\(audience[2])"),
            totals: MetricTotals(
                impressions: Int64(impressions), clicks: Int64(clicks), enquiries: AttributedCount(Int64(enquiries)),
                purchases: AttributedCount(Int64(purchases)), spend: spend))
        return Ad(
            entity: entity, clickRate: rates.click, enquiriesPerClick: rates.enquiry, buying: rates.buying,
            spend: Double(clicks) * costPerClick, costPerClick: costPerClick)
    }

    /// The same truth with the counts of what people did handed to the wrong ads.
    private static func shuffled(_ ads: [Ad], _ random: inout SeededGenerator) -> [Ad] {
        let others = ads.shuffled(using: &random)
        return zip(ads, others).map { ad, other in
            var totals = ad.entity.totals
            totals.enquiries = other.entity.totals.enquiries
            totals.purchases = other.entity.totals.purchases
            let entity = PaidMediaEntity(
                ref: ad.entity.ref, campaign: ad.entity.campaign, segment: ad.entity.segment, totals: totals)
            return Ad(
                entity: entity, clickRate: ad.clickRate, enquiriesPerClick: ad.enquiriesPerClick, buying: ad.buying,
                spend: ad.spend, costPerClick: ad.costPerClick)
        }
    }
}

extension World {
    /// What the plan does in truth; written apart from the reasoner's own model.
    struct Truth {
        var ratio: [EntityRef: Double] = [:]
        var paused: Set<EntityRef> = []

        /// Money, enquiries and purchases of the account in the period.
        func totals(_ world: World) -> (spend: Double, enquiries: Double, purchases: Double) {
            var sum = (spend: 0.0, enquiries: 0.0, purchases: 0.0)
            for (campaign, ads) in Dictionary(grouping: world.ads, by: \.entity.campaign) {
                let running = ads.filter { !paused.contains($0.entity.ref) }
                let kept = running.reduce(0) { $0 + $1.spend }
                let freed = ads.reduce(0) { $0 + $1.spend } - kept
                guard kept > 0 else { continue }
                let money = (ratio[campaign] ?? 1) * (kept + world.respent * freed)
                let growth = pow(money / kept, world.elasticity)
                sum.spend += money
                sum.enquiries += growth * running.reduce(0) { $0 + $1.enquiries }
                sum.purchases += growth * running.reduce(0) { $0 + $1.purchases }
            }
            return sum
        }

        func costPerPurchase(_ world: World) -> Double {
            let totals = totals(world)
            return totals.spend / totals.purchases
        }

        /// Purchases at 95 % and enquiries that buy at 90 % of what they are when nothing is done.
        func isKept(_ world: World) -> Bool {
            let (start, now) = (Truth().totals(world), totals(world))
            return now.purchases >= 0.95 * start.purchases
                && now.purchases / now.enquiries >= 0.9 * start.purchases / start.enquiries
        }

        func with(_ entity: EntityRef, ratio: Double?) -> Truth {
            var changed = self
            if let ratio { changed.ratio[entity] = ratio } else { changed.paused.insert(entity) }
            return changed
        }

        /// Whether going on to `next` improves the goal and breaks nothing that was kept.
        func improves(_ next: Truth, _ world: World) -> Bool {
            next.costPerPurchase(world) < costPerPurchase(world) && (!isKept(world) || next.isKept(world))
        }
    }
}
