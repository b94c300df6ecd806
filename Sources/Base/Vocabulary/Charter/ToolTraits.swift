/// What a charter has to know of a tool to say which limits it needs: not how it works, but whom and what it
/// touches.
public struct ToolTraits: Hashable, Sendable {
    /// The tool.
    public let name: ToolName
    /// What it does, as a verb phrase for people: `pause a campaign, ad set or ad`.
    public let phrase: String
    /// Whether its effect can be taken back.
    public let effect: EffectClass
    /// What it does that limits are about.
    public let concerns: Set<Concern>

    /// Why a limit is asked of a tool.
    public enum Concern: String, Hashable, Sendable, CaseIterable {
        /// It can make the bill grow: needs a money cap.
        case spends
        /// It sets an amount that bounds apply to: needs a bound, and beside a relative one a cumulative limit.
        case setsAmount
        /// It makes something new, which has no earlier amount and no past: a floor and a ceiling bound what it begins with.
        case makes
        /// It stops or starts spending: needs evidence or a share limit.
        case switches
        /// It chooses whom or where: needs channels and markets.
        case targets
        /// It contacts people: needs touch limits, quiet hours and a lawful basis.
        case contacts
        /// It shows content: needs an approved library.
        case publishes
        /// It gives something away: needs a discount limit.
        case offers
    }

    /// A tool's traits.
    public init(_ name: ToolName, _ phrase: String, _ effect: EffectClass, _ concerns: Set<Concern>) {
        self.name = name
        self.phrase = phrase
        self.effect = effect
        self.concerns = concerns
    }

    /// The kinds of things it changes, the widest first; none for what only reads or makes something new, and for what is no part
    /// of an ads account.
    public var kinds: [EntityKind] {
        switch name {
        case .setDailyBudget, .moveBudget: [.campaign]
        case .setTargeting: [.campaign, .adSet]
        default:
            concerns.contains(.makes) || isReadOnly || !name.text.hasPrefix("ads.") ? [] : [.campaign, .adSet, .ad]
        }
    }

    /// True where nothing outside changes.
    public var isReadOnly: Bool { effect == .read }
}

/// The tools that charters may name: the built-in ones and those that connectors add.
public struct ToolRegister: Sendable {
    /// Traits by name.
    public let tools: [ToolName: ToolTraits]

    /// A register of entries; a later one of the same name replaces an earlier one.
    public init(_ entries: [ToolTraits]) {
        tools = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// The traits of a tool; nil for an unknown one.
    public subscript(name: ToolName) -> ToolTraits? { tools[name] }

    /// Entries in order of name.
    public var sorted: [ToolTraits] { tools.values.sorted { $0.name < $1.name } }

    /// This register with more entries, which win over those of the same name.
    public func adding(_ entries: [ToolTraits]) -> ToolRegister { ToolRegister(Array(tools.values) + entries) }

    /// The tools of paid media, messages, sites, sales and the business itself.
    public static let builtIn = ToolRegister(
        (ads + messages + sites + business).compactMap { name, phrase, effect, concerns in
            ToolName(name).map { ToolTraits($0, phrase, effect, concerns) }
        })

    private typealias Row = (String, String, EffectClass, Set<ToolTraits.Concern>)

    private static let ads: [Row] = [
        ("ads.create_campaign", "create a campaign, paused", .reversible, [.spends, .targets, .makes]),
        ("ads.pause", "pause a campaign, ad set or ad", .reversible, [.switches]),
        ("ads.resume", "resume a campaign, ad set or ad", .reversible, [.spends, .switches]),
        ("ads.delete", "delete a campaign, ad set or ad", .irreversible, [.switches]),
        ("ads.set_daily_budget", "set the daily budget of a campaign", .reversible, [.spends, .setsAmount]),
        ("ads.move_budget", "move daily budget from one campaign to another", .reversible, [.spends]),
        ("ads.set_bid", "set the bid of a campaign, ad set or ad", .reversible, [.spends, .setsAmount]),
        ("ads.set_targeting", "set whom a campaign or ad set is shown to", .reversible, [.targets]),
        ("ads.query", "read metrics", .read, []),
        ("ads.summarise", "add metrics up", .read, []),
        ("ads.compare", "compare metrics", .read, []),
    ]
    private static let messages: [Row] = [
        ("email.send", "send an e-mail", .irreversible, [.contacts, .publishes]),
        ("email.schedule", "schedule an e-mail that can still be taken back", .reversible, [.contacts, .publishes]),
        ("app.set_message", "change a message inside the product", .reversible, [.publishes]),
        ("offers.give_discount", "give a customer a discount", .irreversible, [.contacts, .offers]),
        ("offers.set_discount", "set the depth of an offer", .reversible, [.offers, .publishes]),
    ]
    private static let sites: [Row] = [
        ("site.recommend_content", "choose which content a visitor is shown", .reversible, [.publishes]),
        ("site.start_test", "start a test of two variants", .reversible, [.publishes]),
        ("social.post", "publish a post on a company channel", .irreversible, [.publishes, .targets]),
    ]
    private static let business: [Row] = [
        ("sales.schedule_outreach", "put a sales call on a colleague's list", .reversible, [.contacts]),
        ("sales.route_lead", "give a lead to a sales person", .reversible, []),
        ("sales.score_lead", "set a lead's score", .reversible, []),
        ("business.budget_left", "say what is left under every cap", .read, []),
        ("business.check_rule", "say what the gate would rule", .read, []),
        ("business.escalate", "ask a named person", .read, []),
    ]
}
