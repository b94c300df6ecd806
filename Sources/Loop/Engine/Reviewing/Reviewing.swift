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
}

extension Engine {
    /// Reviews of an agent that are due and not signed yet, oldest first.
    public func dueReviews(_ agent: AgentName) async throws -> [DueReview] {
        let now = surroundings.now()
        return try await store.read { view in try ReviewCalendar(view, agent).due(at: now) }
    }

    /// Signs the reviews that are due; each is a signed record over the range of the log that it covers.
    /// - Returns: how many were signed.
    public func signReviews(_ agent: AgentName, by signatory: Signatory, note: String = "") async throws -> Int {
        let due = try await dueReviews(agent)
        let now = surroundings.now()
        guard staff.key(of: signatory.person) == signatory.key.verifyingKey else {
            throw EngineError.notAllowed("`\(signatory.person)` has another key in the team's file")
        }
        for review in due {
            let size = try await store.read { view in try view.logSize() }
            let statement = SignedStatement(
                "review",
                [
                    "agent": agent.json, "clause": .string(review.clause), "due": review.due.json,
                    "log_size": .integer(size), "note": .string(note),
                ], by: signatory, at: now)
            try await store.write { view in
                try view.set("review \(agent) \(review.clause)", to: review.due.description)
                try view.append(
                    AuditEntry(
                        .reviewed, at: now, agent: agent, subject: "\(agent) \(review.clause)",
                        word: review.every.rawValue, payload: statement.record))
            }
        }
        return due.count
    }

    /// A review that is still not signed when the next of its kind falls due was missed: each one lowers every tool of the
    /// agent by one stage (P42).
    /// - Returns: how many were missed.
    @discardableResult
    public func countMissedReviews(_ agent: AgentName) async throws -> Int {
        let now = surroundings.now()
        let missed = try await store.read { view in try ReviewCalendar(view, agent).missed(at: now) }
        for review in missed {
            try await store.write { view in
                try view.set("review \(agent) \(review.clause)", to: review.due.description)
                let record = try view.agents().first { $0.agent == agent }
                for stage in record?.stages ?? [] where stage.stage > .shadow {
                    try view.setStage(Stage.allCases[stage.stage.rung - 1], of: stage.tool, agent, at: now)
                }
                try view.append(
                    AuditEntry(
                        .reviewMissed, at: now, agent: agent, subject: "\(agent) \(review.clause)",
                        word: review.every.rawValue, payload: []))
            }
        }
        return missed.count
    }
}

/// When reviews fall due, by the calendar of the charter's zone.
struct ReviewCalendar {
    private let reviews: [(review: Charter.Review, last: CalendarDate)]
    private let zone: Zone

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
            let signed = try view.setting("review \(agent) \(review.clause.key)").flatMap(CalendarDate.init(parsing:))
            return (review, signed ?? begun)
        }
    }

    /// Units that ended since the last one that was signed.
    func due(at now: Instant) -> [DueReview] {
        ended(by: zone.date(at: now)).sorted { ($0.due, $0.clause) < ($1.due, $1.clause) }
    }

    /// Units that ended so long ago that the next one ended as well.
    func missed(at now: Instant) -> [DueReview] {
        let today = zone.date(at: now)
        return due(at: now).filter { $0.every.dates(around: $0.due).next <= today }
    }

    private func ended(by today: CalendarDate) -> [DueReview] {
        reviews.flatMap { review, last -> [DueReview] in
            var found: [DueReview] = []
            var next = review.every.dates(around: last).next
            while next <= today, found.count < 400 {
                found.append(
                    DueReview(clause: review.clause.key, every: review.every, what: review.what, due: next))
                next = review.every.dates(around: next).next
            }
            return found
        }
    }
}
