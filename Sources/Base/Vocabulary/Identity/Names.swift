/// A name with rules: what it may consist of is checked where it is made, so that a value of it is always usable.
public protocol Name: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The text itself.
    var text: String { get }
    /// Whether a text is a name of this kind.
    static func accepts(_ text: String) -> Bool
    /// The name, or nil where `accepts` says no.
    init?(_ text: String)
}

extension Name {
    /// The text.
    public var description: String { text }
    /// Order of the texts' code units.
    public static func < (one: Self, other: Self) -> Bool { one.text < other.text }
}

extension String {
    /// A name that is written with `_`, as people read it: `daily_budget` as `daily budget`.
    public var spaced: String { replacing("_", with: " ") }
}

enum NameRule {
    /// 1 to `limit` characters of a-z, 0-9, `-`, `_` and what else is named, beginning with a letter or digit.
    static func isSlug(_ text: String, limit: Int, also: String = "") -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= limit, isLetterOrDigit(first) else { return false }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F || also.utf8.contains($0) }
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 || byte >= 48 && byte <= 57 }
}

/// The organisation that everything in a store belongs to; first in every key.
public struct OrganisationID: Name {
    /// The slug.
    public let text: String
    /// A slug of at most 64 characters: a-z, 0-9, `-`, `_`.
    public static func accepts(_ text: String) -> Bool { NameRule.isSlug(text, limit: 64) }
    /// The organisation, or nil where the text is no slug.
    public init?(_ text: String) {
        guard OrganisationID.accepts(text) else { return nil }
        self.text = text
    }
    private init(known text: String) { self.text = text }
    /// The organisation of a home that serves one.
    public static let home = OrganisationID(known: "home")
}

/// An agent, by the name its charter gives it.
public struct AgentName: Name {
    /// The slug.
    public let text: String
    /// A slug of at most 64 characters: a-z, 0-9, `-`, `_`; but not the word that stands for everything.
    public static func accepts(_ text: String) -> Bool { NameRule.isSlug(text, limit: 64) && text != everything }
    /// The agent, or nil where the text is no such slug.
    public init?(_ text: String) {
        guard AgentName.accepts(text) else { return nil }
        self.text = text
    }
    /// The word that stands for everything where an agent is named, as at the doors that `halt` closes: an agent of this name
    /// would share the door of all, and letting it go on would let everything go on.
    public static let everything = "effects"
}

/// A member of the team, by e-mail address.
public struct PersonID: Name {
    /// The address in lower case.
    public let text: String
    /// One `@` with something on both sides, no spaces or control characters, at most 254 bytes.
    public static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && parts[1].first != "." && parts[1].last != "."
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x2C && $0 != 0x3B }
    }
    /// The person, or nil where the text is no address.
    public init?(_ text: String) {
        guard PersonID.accepts(text) else { return nil }
        self.text = text.lowercased()
    }
}

/// A role that people of the team hold, such as `marketing-manager`.
public struct Role: Name {
    /// The slug.
    public let text: String
    /// A slug of at most 64 characters.
    public static func accepts(_ text: String) -> Bool { NameRule.isSlug(text, limit: 64) }
    /// The role, or nil where the text is no slug.
    public init?(_ text: String) {
        guard Role.accepts(text) else { return nil }
        self.text = text
    }
    private init(known text: String) { self.text = text }
    /// Whoever changes the team and brings in an agent's first charter; the owner of one charter is named there.
    public static let owner = Role(known: "owner")
}

/// A tool, as `<platform class>.<verb>`: `ads.set_daily_budget`.
public struct ToolName: Name {
    /// Both parts with their point.
    public let text: String
    /// Two slugs with one point between them.
    public static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { NameRule.isSlug(String($0), limit: 48) }
    }
    /// The tool, or nil where the text is no such pair.
    public init?(_ text: String) {
        guard ToolName.accepts(text) else { return nil }
        self.text = text
    }
    private init(known text: String) { self.text = text }

    /// Creates a campaign, paused.
    public static let createCampaign = ToolName(known: "ads.create_campaign")
    /// Pauses a campaign, ad set or ad.
    public static let pause = ToolName(known: "ads.pause")
    /// Resumes a campaign, ad set or ad.
    public static let resume = ToolName(known: "ads.resume")
    /// Deletes a campaign, ad set or ad; nothing brings it back.
    public static let delete = ToolName(known: "ads.delete")
    /// Sets a campaign's daily budget.
    public static let setDailyBudget = ToolName(known: "ads.set_daily_budget")
    /// Moves daily budget from one campaign to another.
    public static let moveBudget = ToolName(known: "ads.move_budget")
    /// Sets whom a campaign or ad set is shown to.
    public static let setTargeting = ToolName(known: "ads.set_targeting")
    /// Reads metrics of entities.
    public static let query = ToolName(known: "ads.query")
    /// Adds metrics of entities up.
    public static let summarise = ToolName(known: "ads.summarise")
    /// Reads metrics of two entities or periods side by side.
    public static let compare = ToolName(known: "ads.compare")
    /// Says what is left under every cap.
    public static let budgetLeft = ToolName(known: "business.budget_left")
    /// Says what the gate would rule, and does nothing.
    public static let checkRule = ToolName(known: "business.check_rule")
    /// Asks the named person for judgement.
    public static let escalate = ToolName(known: "business.escalate")
}

/// A place signals come from: an import, a platform's report.
public struct SourceName: Name {
    /// The slug, points allowed: `ads.metrics`.
    public let text: String
    /// A slug of at most 64 characters, points allowed.
    public static func accepts(_ text: String) -> Bool { NameRule.isSlug(text, limit: 64, also: ".") }
    /// The source, or nil where the text is no slug.
    public init?(_ text: String) {
        guard SourceName.accepts(text) else { return nil }
        self.text = text
    }
    private init(known text: String) { self.text = text }
    /// Reports of ads: what imports and ad platforms count.
    public static let adsMetrics = SourceName(known: "ads.metrics")
    /// What the house's own rules hold measured values against.
    public static let houseRules = SourceName(known: "house.rules")
}
