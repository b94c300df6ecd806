import Reasoning
import Statistics
import Vocabulary

/// How often what was stated came true, over many worlds.
struct Calibration {
    /// Stated intervals by what they are of: how many held the truth, of how many.
    var coverage: [String: (inside: Int, all: Int)] = [:]
    /// Stated confidences by decile: their sum, how many came true, of how many.
    var deciles = Array(repeating: (stated: 0.0, right: 0, all: 0), count: 10)
    /// The same for what was proposed, each judged with the plan before it.
    var proposed = (stated: 0.0, right: 0, all: 0)

    mutating func add(_ world: World, _ settings: ReasonerSettings) throws {
        let reasoner = StatisticalReasoner(settings)
        let brief = ReasoningBrief(
            snapshot: world.snapshot, goal: try ReferenceAccount.goal(), permissions: ReferenceAccount.permissions)
        addIntervals(reasoner.beliefs(world.snapshot), world)
        let start = World.Truth()
        for option in reasoner.weigh(brief) {
            let next = start.with(option.entity, ratio: option.ratio)
            add(option.confidence, start.improves(next, world))
            cover("effect", option.after, next.costPerPurchase(world))
        }
        var truth = start
        for draft in reasoner.plan(brief).drafts {
            let next = truth.with(draft.entity, ratio: Self.ratio(draft.change))
            defer { truth = next }
            guard draft.route == .statistics else { continue }
            proposed.stated += Double(draft.confidence.tenThousandths) / 10_000
            proposed.right += truth.improves(next, world) ? 1 : 0
            proposed.all += 1
        }
    }

    // The optimiser of Swift 6.3 ends with an error where this is inlined, and `make prove` builds with it.
    @inline(never) private static func ratio(_ change: Draft.Change) -> Double? {
        guard case .dailyBudget(let from, let to) = change else { return nil }
        return Double(to.minorUnits) / Double(from.minorUnits)
    }

    private mutating func addIntervals(_ beliefs: [Beliefs], _ world: World) {
        let ads = Dictionary(uniqueKeysWithValues: world.ads.map { ($0.entity.ref, $0) })
        for belief in beliefs {
            guard let ad = ads[belief.ad] else { continue }
            cover("click rate", belief.clickRate, ad.clickRate)
            cover("enquiry rate", belief.enquiryRate, ad.enquiriesPerClick)
            if let buying = belief.enquiryToPurchaseRate { cover("buying", buying, ad.buying) }
            cover("purchases per money", belief.purchasesPerMoney, ad.purchases / ad.spend)
            cover("cost per purchase", belief.costPerPurchase, ad.spend / ad.purchases)
        }
    }

    private mutating func add(_ confidence: Double, _ isRight: Bool) {
        let decile = min(9, Int(confidence * 10))
        deciles[decile].stated += confidence
        deciles[decile].right += isRight ? 1 : 0
        deciles[decile].all += 1
    }

    private mutating func cover(_ kind: String, _ interval: Interval, _ truth: Double) {
        coverage[kind, default: (0, 0)].all += 1
        if interval.contains(truth) { coverage[kind, default: (0, 0)].inside += 1 }
    }

    /// What is out of bounds: coverage outside 75 to 85 %, or a decile (of at least 100 options) whose realised share is
    /// further than 5 points, and `errors` times 1 / sqrt(options) for chance, from the confidence stated.
    func faults(errors: Double = 0) -> [String] {
        var faults: [String] = []
        for (kind, counted) in coverage.sorted(by: { $0.key < $1.key }) {
            let share = Double(counted.inside) / Double(counted.all)
            if !(0.75...0.85).contains(share) { faults.append("\(kind): 80 % intervals hold \(share)") }
        }
        for (index, decile) in deciles.enumerated() where decile.all >= 100 {
            let (stated, realised) = (decile.stated / Double(decile.all), Double(decile.right) / Double(decile.all))
            if abs(stated - realised) > 0.05 + errors / Double(decile.all).squareRoot() {
                faults.append("decile \(index): stated \(stated), realised \(realised), of \(decile.all)")
            }
        }
        return faults
    }

    /// Mean distance between stated and realised, over deciles by their size.
    var error: Double {
        let distances = deciles.reduce(0) { $0 + abs($1.stated - Double($1.right)) }
        return distances / Double(max(1, deciles.reduce(0) { $0 + $1.all }))
    }

    var report: String {
        let covered = coverage.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Double($0.value.inside * 1000 / max(1, $0.value.all)) / 10) %" }
        let shares = deciles.enumerated().map { index, decile in
            let (stated, realised) = (
                decile.stated / Double(max(1, decile.all)), Double(decile.right) / Double(max(1, decile.all))
            )
            return "\(index): \(Int(stated * 1000)) \(Int(realised * 1000)) of \(decile.all)"
        }
        let plan =
            "proposed: stated \(proposed.stated / Double(max(1, proposed.all))), "
            + "realised \(Double(proposed.right) / Double(max(1, proposed.all))) of \(proposed.all)"
        return (covered + shares + [plan]).joined(separator: "\n")
    }
}
