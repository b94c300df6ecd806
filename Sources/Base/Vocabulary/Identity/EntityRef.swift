import Schemas

/// What an ads platform's objects are.
public enum EntityKind: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The account that is billed.
    case account
    /// A campaign; has a daily budget and a status.
    case campaign
    /// An ad set or ad group of a campaign.
    case adSet = "ad_set"
    /// One ad.
    case ad

    /// Several of them, in words.
    public var plural: String {
        switch self {
        case .account: "accounts"
        case .campaign: "campaigns"
        case .adSet: "ad sets"
        case .ad: "ads"
        }
    }

    /// One of them, in words.
    public var singular: String { String(plural.dropLast()) }

    /// From the account down.
    public static func < (one: EntityKind, other: EntityKind) -> Bool { one.depth < other.depth }
    private var depth: Int {
        switch self {
        case .account: 0
        case .campaign: 1
        case .adSet: 2
        case .ad: 3
        }
    }
}

/// One object on a platform: its kind and the platform's own identifier, which is always text.
public struct EntityRef: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What it is.
    public let kind: EntityKind
    /// The platform's identifier, 1 to 128 bytes without control characters.
    public let id: String

    /// A reference, or nil where the identifier is empty, too long or holds control characters.
    public init?(_ kind: EntityKind, _ id: String) {
        guard EntityRef.isUsable(id) else { return nil }
        self.kind = kind
        self.id = id
    }

    private init(known kind: EntityKind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// The campaign of ads and ad sets that no report puts below one: a platform has none without.
    public static let unnamedCampaign = EntityRef(known: .campaign, "unnamed")

    /// Reads `campaign/936`.
    public init?(parsing text: String) {
        guard let slash = text.utf8.firstIndex(of: 0x2F), let kind = EntityKind(rawValue: String(text[..<slash])) else {
            return nil
        }
        self.init(kind, String(text[text.utf8.index(after: slash)...]))
    }

    /// `campaign/936`.
    public var description: String { "\(kind.rawValue)/\(id)" }

    /// By kind from the account down, then by the identifier's bytes, as a store orders them.
    public static func < (one: EntityRef, other: EntityRef) -> Bool {
        one.kind != other.kind ? one.kind < other.kind : one.id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }

    /// Identifiers are bytes to a platform and to the store: two that differ only in their Unicode form, which Swift's texts take
    /// for one, are two things.
    public static func == (one: EntityRef, other: EntityRef) -> Bool {
        one.kind == other.kind && one.id.hasSameCodePoints(as: other.id)
    }

    /// Equal bytes hash alike; texts that differ only in form may, too.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(id)
    }

    /// Whether a text can be a platform's identifier.
    public static func isUsable(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
