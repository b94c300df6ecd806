import CharterFile
import Execution
import Foundation
import Schemas
import Vocabulary

@testable import Governance

/// The value, or an error that fails the test.
func required<Value>(_ value: Value?, _ what: String = "a value the test needs") throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

struct Missing: Error { let what: String }

/// A seeded generator.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

/// A charter, an account and proposals that the charter allows, to be spoilt one thing at a time.
struct Given {
    var charter: Charter
    var facts: Facts
    var target: MetricMoney?
    var authority = Authority.agent
    let tools: ToolBook
    let good, other, ad: EntityRef
    let currency: Currency
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func example() throws -> [UInt8] {
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "Examples/paid-social/charter.yaml")))
    }

    static func read(_ bytes: [UInt8]) throws -> Charter {
        var context = CharterContext()
        context.isSandbox = true
        let (charter, findings) = CharterReader(context).read(bytes, fileName: "charter.yaml")
        guard let charter else { throw Missing(what: findings.map(\.text).joined(separator: "\n")) }
        return charter
    }

    init() throws {
        charter = try Given.read(try Given.example())
        tools = try ToolBook(ToolCatalogue.tools)
        currency = try required(Currency("GBP"))
        good = try required(EntityRef(.campaign, "936"))
        other = try required(EntityRef(.campaign, "1178"))
        ad = try required(EntityRef(.ad, "708746"))
        target = MetricMoney(try required(Decimal12(parsing: "46.24")), currency)
        let now = try required(Instant(parsing: "2017-10-01T06:00:00Z"))
        facts = Facts(now: now, standing: Standing(stage: .autonomous))
        facts.sources = [SourceFacts(name: .adsMetrics, asOf: now.advanced(by: .seconds(-6 * 3_600)))]
        let account = try required(EntityRef(.account, "main"))
        let caps = charter.constraints.money.map {
            CapFacts(key: $0.clause.key, used: 0, lines: [CommitmentLine(billed: 10_000, quarters: 7)])
        }
        facts.account = AccountFacts(
            ref: account, name: "Main", currency: currency, spend: try money("58705.23"), days: 92, standing: 40_000,
            reserved: 0, caps: caps)
        facts.entities = [
            try entity(good, 3_145, spend: "2893.37", purchases: 183),
            try entity(other, 30_000, spend: "3000", purchases: 20),
            try entity(ad, nil, spend: "150", purchases: 0),
        ]
        for key in ["constraints.change[0]", "constraints.change[1]"] {
            for (campaign, base) in [(good, Int64(3_145)), (other, 30_000)] {
                facts.usage.append(Usage(key: key, scope: campaign.description, used: 0, base: base))
            }
        }
        facts.usage.append(Usage(key: "constraints.change[2]", scope: account.description, used: 0))
    }

    func money(_ text: String) throws -> MetricMoney { MetricMoney(try required(Decimal12(parsing: text)), currency) }
    func pounds(_ minor: Int64) -> Money { Money(minorUnits: minor, currency) }

    private func entity(_ ref: EntityRef, _ budget: Int64?, spend: String, purchases: AttributedCount) throws
        -> EntityFacts
    {
        var known = EntityFacts(ref)
        known.name = "name of \(ref.id)"
        if ref.kind == .ad { known.parents = [EntityFacts.Parent(other, name: "name of \(other.id)")] }
        known.status = .active
        known.dailyBudget = budget.map(pounds)
        known.started = facts.now.advanced(by: .seconds(-90 * 86_400))
        known.spend = try money(spend)
        known.impressions = 100_000
        known.clicks = 400
        known.enquiries = 60
        known.purchases = purchases
        known.inBundle = false
        known.inExperiment = false
        known.targeting = "{}"
        return known
    }

    mutating func change(_ ref: EntityRef, _ change: (inout EntityFacts) -> Void) {
        guard let index = facts.entities.firstIndex(where: { $0.ref == ref }) else { return }
        change(&facts.entities[index])
    }

    // MARK: Proposals

    /// 936 from 31.45 to 34.00, within 15 %.
    var raise: (Call, ToolName) { (.setDailyBudget(campaign: good, to: pounds(3_400)), .setDailyBudget) }
    /// 936 from 31.45 to 40.00: more than 15 %, at most 30 %.
    var bigRaise: (Call, ToolName) { (.setDailyBudget(campaign: good, to: pounds(4_000)), .setDailyBudget) }
    var lowering: (Call, ToolName) { (.setDailyBudget(campaign: good, to: pounds(2_900)), .setDailyBudget) }
    var pause: (Call, ToolName) { (.pause(ad), .pause) }
    var creation: (Call, ToolName) {
        let new = NewCampaign(name: "New autumn", dailyBudget: pounds(1_000), market: "GB", channel: "paid_social")
        return (.createCampaign(new), .createCampaign)
    }
    var move: (Call, ToolName) { (.moveBudget(from: other, to: good, amount: pounds(300)), .moveBudget) }

    func proposal(_ asked: (Call, ToolName), confidence: Int = 9_000) throws -> Proposal {
        Proposal(
            agent: charter.agent, tool: asked.1, arguments: asked.0.arguments, reason: "because", evidence: [],
            confidence: try required(Confidence(tenThousandths: confidence)))
    }

    var rulebook: Rulebook { Rulebook(charter, version: 1, target: target) }

    func judge(_ asked: (Call, ToolName), confidence: Int = 9_000) throws -> Ruling {
        Judge(rulebook, tools: tools).judge(
            try proposal(asked, confidence: confidence).canonicalBytes, facts, by: authority)
    }
}

/// Pounds by pence.
func gbp(_ minor: Int64) -> Money { Money(minorUnits: minor, Given.gbp) }

extension Given {
    static let gbp: Currency = {
        guard let currency = Currency("GBP") else { preconditionFailure("GBP is a currency") }
        return currency
    }()
    /// When everything here is judged: 2017-10-01T06:00:00Z.
    static let now = Instant(seconds: 1_506_837_600)
}
