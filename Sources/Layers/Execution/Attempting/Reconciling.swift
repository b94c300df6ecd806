public import Governance
public import Vocabulary

/// Finds out what became of an action in doubt. Pure: evidence goes in, what is so or what to do next comes out.
///
/// That nothing happened is proved only by the platform's own answer that it never saw the key, given after the last moment at
/// which the request could still arrive, or by a read later than that moment plus the visibility lag. Until then the doubt,
/// and its reservation, stay; what evidence cannot settle, a person does.
public struct Reconciling: Hashable, Sendable {
    /// The action in doubt.
    public let action: Action
    /// The last moment at which a request that was sent can still take effect.
    public let lastArrival: Instant
    /// The first moment at which a read shows every effect that arrived by then.
    public let visibleFrom: Instant
    private let askPersonAt: Instant

    /// What is known or to be done.
    public enum Step: Hashable, Sendable {
        /// It happened, and this is what is there now.
        case happened(after: [FieldValue])
        /// It did not happen, and this is the proof.
        case didNotHappen(proof: String)
        /// Look again, not before.
        case lookAgain(at: Instant)
        /// Evidence cannot tell; a person decides.
        case askPerson(reason: String)
    }

    /// What a look at the platform showed.
    public struct Evidence: Hashable, Sendable {
        /// When the platform was asked.
        public let at: Instant
        /// What it says of the key; nil where it could not be asked.
        public let answer: KnownAnswer?
        /// The action's fields as they are; nil where they could not be read.
        public let fields: [FieldValue]?

        /// One look.
        public init(at: Instant, answer: KnownAnswer?, fields: [FieldValue]?) {
            self.at = at
            self.answer = answer
            self.fields = fields
        }
    }

    /// A machine for an action sent at `sent` that can arrive for `flight` longer, with the tool's visibility lag; after
    /// `patience` without an answer a person is asked.
    public init(_ action: Action, sent: Instant, flight: Duration, visibilityLag: Duration, patience: Duration) {
        self.action = action
        lastArrival = sent.advanced(by: flight)
        visibleFrom = lastArrival.advanced(by: visibilityLag)
        askPersonAt = max(visibleFrom, sent.advanced(by: patience))
    }

    /// What one look settles.
    public func saw(_ evidence: Evidence) -> Step {
        if evidence.answer == .neverSeen, evidence.at >= lastArrival {
            return .didNotHappen(proof: "asked at `\(evidence.at)`, the platform never saw the key")
        }
        guard let fields = evidence.fields, !action.expected.isEmpty else {
            return later(evidence, "it cannot be read")
        }
        if fields == action.expected, evidence.answer != .neverSeen { return .happened(after: fields) }
        guard evidence.at >= visibleFrom else { return .lookAgain(at: visibleFrom) }
        guard fields != action.preconditions else {
            return .didNotHappen(proof: "read at `\(evidence.at)`, everything is as before")
        }
        let list = fields.map(\.description).joined(separator: "; ")
        return .askPerson(reason: "neither what was there nor what was asked for is there now: \(list)")
    }

    private func later(_ evidence: Evidence, _ why: String) -> Step {
        if evidence.answer == .happened, action.expected.isEmpty { return .happened(after: []) }
        guard evidence.at < askPersonAt else { return .askPerson(reason: "\(why), and it is `\(evidence.at)`") }
        return .lookAgain(at: min(askPersonAt, max(visibleFrom, evidence.at.advanced(by: .seconds(30)))))
    }
}

extension Reconciling {
    /// Takes one look at the platform, at `now`. A read that fails is missing evidence, not an error.
    public func look(through reads: any ConnectorReads, at now: Instant) async -> Step {
        // The key first: an effect that arrives in between then shows in the fields, never the other way round.
        let answer = await Reconciling.unlessUnreachable { () async throws(ConnectorError) in
            try await reads.answer(to: action.idempotencyKey)
        }
        let fields = await Reconciling.unlessUnreachable { () async throws(ConnectorError) in try await values(reads) }
        return saw(Evidence(at: now, answer: answer, fields: fields))
    }

    private func values(_ reads: any ConnectorReads) async throws(ConnectorError) -> [FieldValue] {
        var found: [FieldValue] = []
        for field in action.expected {
            let entity = try await reads.entity(field.entity)
            found.append(FieldValue(field.entity, field.field, entity.value(of: field.field) ?? ""))
        }
        return found
    }

    private static func unlessUnreachable<Value>(_ ask: () async throws(ConnectorError) -> Value) async -> Value? {
        do throws(ConnectorError) { return try await ask() } catch { return nil }
    }
}
