import Schemas
public import Vocabulary

/// What a proposal's bytes ask for, typed: the gate decodes it itself, and a connector's request is made from nothing else.
public enum Call: Hashable, Sendable {
    /// A campaign's daily budget becomes `to`.
    case setDailyBudget(campaign: EntityRef, to: Money)
    /// So much daily budget goes from one campaign to another, the lowering first.
    case moveBudget(from: EntityRef, to: EntityRef, amount: Money)
    /// The entity stops.
    case pause(EntityRef)
    /// The entity runs again.
    case resume(EntityRef)
    /// The entity is gone for good.
    case delete(EntityRef)
    /// A new campaign, paused.
    case createCampaign(NewCampaign)
    /// Whom a campaign or ad set is shown to, in full.
    case setTargeting(EntityRef, Targeting)
    /// A question; nothing outside changes.
    case read(ToolName)
    /// The agent itself asks for judgement about an entity.
    case escalate(EntityRef, question: String)

    /// The entities it touches, in the order of its parts.
    public var touched: [EntityRef] {
        switch self {
        case .setDailyBudget(let entity, _), .pause(let entity), .resume(let entity), .delete(let entity),
            .setTargeting(let entity, _), .escalate(let entity, _):
            [entity]
        case .moveBudget(let from, let to, _): [from, to]
        case .createCampaign, .read: []
        }
    }

    /// Whether it stops or starts with its entity all that is below it.
    public var reachesBelow: Bool {
        switch self {
        case .pause, .resume, .delete: true
        case .setDailyBudget, .moveBudget, .createCampaign, .setTargeting, .read, .escalate: false
        }
    }

    /// What a list of decisions shows as its object; a campaign yet to be made has none.
    public var subject: EntityRef? { touched.first }

    /// What it touches beside its subject: the campaign that a move gives to.
    public var other: EntityRef? { touched.count > 1 ? touched[1] : nil }
}

/// What a campaign is made of.
public struct NewCampaign: Hashable, Sendable {
    /// Its name, 1 to 200 bytes.
    public let name: String
    /// Its daily budget.
    public let dailyBudget: Money
    /// Its market, ISO 3166-1 alpha-2.
    public let market: String
    /// Its channel.
    public let channel: String

    /// A campaign yet to be made.
    public init(name: String, dailyBudget: Money, market: String, channel: String) {
        self.name = name
        self.dailyBudget = dailyBudget
        self.market = market
        self.channel = channel
    }
}

/// Whom something is shown to.
public struct Targeting: Hashable, Sendable {
    /// Markets, ISO 3166-1 alpha-2, sorted.
    public let markets: [String]
    /// Age bands such as `30-34`, sorted.
    public let ageBands: [String]
    /// Interests by the platform's code, sorted.
    public let interests: [String]

    /// Three lists, sorted so that equal audiences are equal values.
    public init(markets: [String], ageBands: [String], interests: [String]) {
        self.markets = markets.sorted()
        self.ageBands = ageBands.sorted()
        self.interests = interests.sorted()
    }

    /// Canonical JSON, as platforms store it and as it is read back.
    public var text: String {
        let json: JSON = ["age_bands": ageBands.json, "interests": interests.json, "markets": markets.json]
        return String(decoding: json.canonicalBytes, as: UTF8.self)
    }
}
