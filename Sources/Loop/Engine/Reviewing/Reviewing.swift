import Cryptography
import Governance
import Schemas
public import Vocabulary

/// A review that was due: which clause of the charter, and the end of the unit it is about.
public struct DueReview: Hashable, Sendable {
    /// The clause: `review[0]`.
    public let clause: String
    /// How often.
    public let every: CalendarUnit
    /// What is looked at.
    public let what: [String]
    /// The day after the unit's last day: from then on the review is due.
    public let due: CalendarDate
    /// Who still has to sign: all of them where `needsAll`, else one of them.
    public let asked: [Charter.Approver]
    /// Whether everybody who is asked has to sign.
    public let needsAll: Bool
    /// Whether the next of its kind is due as well: signing comes too late, and what was missed lowers the agent's stage.
    public let isMissed: Bool

    /// Who still has to sign, in words.
    public var who: String { asked.map(\.description).joined(separator: needsAll ? " and " : " or ") }
}

extension Engine {
    /// Reviews of an agent that are due and not signed yet, oldest first.
    public func dueReviews(_ agent: AgentName) async throws -> [DueReview] {
        let now = surroundings.now()
        return try await store.read { view in try ReviewCalendar(view, agent).due(at: now) }
    }

    /// Of the reviews that are due those that still wait for this person's signature, oldest first; none for who is away.
    public func dueReviews(_ agent: AgentName, askedOf person: PersonID) async throws -> [DueReview] {
        guard !staff.isAway(person) else { return [] }
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        return try await dueReviews(agent).filter { isAmong($0.asked, person, owner) }
    }

    /// Signs the reviews that are due and that the charter asks this person about; each is a signed record over the range of the
    /// log that it covers. One that several have to sign is held when the last of them has.
    /// - Parameter asTheyFellDue: whether those whose time has passed are taken as held in time, as in a sandbox whose clock
    ///   passed over them; else they were missed, which no signature mends.
    /// - Returns: how many this person signed.
    /// - Throws: `EngineError` `notAllowed` where reviews are due and this person is asked about none of them.
    public func signReviews(
        _ agent: AgentName, by signatory: Signatory, note: String = "", asTheyFellDue: Bool = false
    ) async throws -> Int {
        try checkMember(signatory)
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        let due = try await dueReviews(agent)
        try checkIsHere(signatory.person, owner, asked: due.flatMap(\.asked))
        var mine = try await dueReviews(agent, askedOf: signatory.person)
        guard due.isEmpty || !mine.isEmpty else {
            let who = Set(due.map { "`\($0.who)`" }).sorted().joined(separator: ", ")
            throw EngineError.notAllowed("\(who) signs what is due, not `\(signatory.person)`")
        }
        if !asTheyFellDue {
            try await countMissedReviews(agent)
            mine.removeAll(where: \.isMissed)
        }
        for review in mine {
            let roles = review.asked.filter { isAmong([$0], signatory.person, owner) }
            try await sign(review, of: agent, as: roles, signatory, note)
        }
        return mine.count
    }

    private func sign(
        _ review: DueReview, of agent: AgentName, as roles: [Charter.Approver], _ signatory: Signatory, _ note: String
    ) async throws {
        let now = surroundings.now()
        let size = try await store.read { view in try view.logSize() }
        let statement = SignedStatement(
            "review",
            [
                "agent": agent.json, "as": roles.map(\.description).json, "clause": .string(review.clause),
                "due": review.due.json, "log_size": .integer(size), "note": .string(note),
            ], by: signatory, at: now)
        try await store.write { view in
            let name = ReviewCalendar.name(agent, review.clause)
            for role in roles { try view.set("\(name) \(role)", to: review.due.description) }
            // Read anew: somebody else may have signed meanwhile.
            let rest = try ReviewCalendar(view, agent).due(at: now).first { $0.clause == review.clause }?.asked ?? []
            if !review.needsAll || rest.isEmpty { try view.set(name, to: review.due.description) }
            try view.append(
                AuditEntry(
                    .reviewed, at: now, agent: agent, subject: "\(agent) \(review.clause)",
                    word: review.every.rawValue, payload: statement.record))
        }
    }
}

/// When reviews fall due, by the calendar of the charter's zone.
struct ReviewCalendar {
    private let reviews: [(review: Charter.Review, last: CalendarDate, signed: [Charter.Approver: CalendarDate])]
    private let zone: Zone

    /// The setting that says until when a review is held; with a space and an approver, until when that one has signed.
    static func name(_ agent: AgentName, _ clause: String) -> String { "review \(agent) \(clause)" }

    init(_ view: any EngineView, _ agent: AgentName) throws {
        guard let rulebook = try view.rulebook(of: agent), let version = try view.charterVersions(agent).first else {
            reviews = []
            zone = .utc
            return
        }
        let zone = rulebook.charter.constraints.zone
        self.zone = zone
        let begun = zone.date(at: version.appliedAt)
        reviews = try rulebook.charter.review.map { review in
            let name = ReviewCalendar.name(agent, review.clause.key)
            let last = try view.setting(name).flatMap(CalendarDate.init(parsing:))
            var signed: [Charter.Approver: CalendarDate] = [:]
            for one in review.signedBy {
                signed[one] = try view.setting("\(name) \(one)").flatMap(CalendarDate.init(parsing:))
            }
            return (review, last ?? begun, signed)
        }
    }

    /// Units that ended since the last one that was signed.
    func due(at now: Instant) -> [DueReview] {
        ended(by: zone.date(at: now)).sorted { ($0.due, $0.clause) < ($1.due, $1.clause) }
    }

    private func ended(by today: CalendarDate) -> [DueReview] {
        reviews.flatMap { review, last, signed -> [DueReview] in
            var found: [DueReview] = []
            var next = review.every.dates(around: last).next
            while next <= today, found.count < 400 {
                let due = next
                next = review.every.dates(around: due).next
                let left = review.signedBy.filter { signed[$0].map { $0 < due } ?? true }
                found.append(
                    DueReview(
                        clause: review.clause.key, every: review.every, what: review.what, due: due,
                        asked: review.signedBy.isEmpty ? review.who : left, needsAll: !review.signedBy.isEmpty,
                        isMissed: next <= today))
            }
            return found
        }
    }
}
