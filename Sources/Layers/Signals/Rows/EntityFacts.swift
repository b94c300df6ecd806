public import Vocabulary

/// One entity of a row's lineage: what it is, and its name where the row has one.
public struct NamedEntity: Hashable, Sendable {
    /// Kind and identifier.
    public let ref: EntityRef
    /// Its name on the platform.
    public let name: String?

    /// An entity with a name or without.
    public init(_ ref: EntityRef, name: String? = nil) {
        self.ref = ref
        self.name = name
    }
}

/// Whether an entity runs, as its platform says.
public enum EntityStatus: String, Hashable, Sendable {
    /// It runs or may run.
    case active
    /// A person or rule stopped it; it can be resumed.
    case paused
    /// It is removed, deleted, archived or completed.
    case ended

    /// Reads what the platforms write in English, German and French; nil for a word that is not known.
    public init?(reading text: String) {
        guard let status = Self.words[text.lowercased()] else { return nil }
        self = status
    }

    private static let words: [String: EntityStatus] = {
        let lists: [(EntityStatus, String)] = [
            (
                .active,
                "active|enabled|eligible|eligible (limited)|aktiviert|aktiv|geeignet|activé|activée|actif|active|running"
            ),
            (.paused, "paused|inactive|not delivering|off|pausiert|inaktiv|en pause|en veille|inactif|suspended|draft"),
            (
                .ended,
                "removed|deleted|archived|completed|ended|canceled|cancelled|entfernt|gelöscht|archiviert|abgeschlossen|supprimé|supprimée|archivé|terminé|terminée"
            ),
        ]
        var words: [String: EntityStatus] = [:]
        for (status, list) in lists {
            for word in list.split(separator: "|") { words[String(word)] = status }
        }
        return words
    }()
}

/// What a row says about its entity beside its counts; nil where it says nothing.
public struct EntityFacts: Hashable, Sendable {
    /// Whether it runs.
    public var status: EntityStatus?
    /// Its daily budget.
    public var dailyBudget: Money?
    /// Its first day.
    public var start: CalendarDate?

    /// Nothing said.
    public init() {}
}
