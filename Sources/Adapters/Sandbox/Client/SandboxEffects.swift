import Execution
import Schemas
import Vocabulary

/// The half of the client that changes entities.
struct SandboxEffects: Sendable {
    let link: SandboxLink
    let limit: Duration

    /// Asks for one effect under an idempotency key. The platform's first answer is what a repeat gets, too.
    func carryOut(_ effect: SandboxEffect, key: String, actor: String, ifVersion: Int64? = nil)
        async
        throws(ConnectorError) -> SandboxAnswer
    {
        let call = EffectCall(key: key, actor: actor, ifVersion: ifVersion, effect: effect)
        let (result, date) = try await link.call(.effect(call), within: limit)
        return try SandboxReads.read(result) { json throws(JSONShapeError) in try SandboxAnswer(json: json, at: date) }
    }
}

/// What the platform said of an effect; the truth is only what a read shows.
struct SandboxAnswer: Hashable, Sendable {
    /// The entity as it is after the effect, by the platform's word.
    let entity: SandboxEntity?
    /// Whether there was anything to change.
    let hasChanged: Bool
    /// The platform's time of the answer.
    let date: Instant?

    init(json: JSON, at date: Instant?) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "answer")
        let entity = try fields.json("entity")
        self.entity = entity.isNull ? nil : try SandboxEntity(json: entity)
        hasChanged = try fields.bool("has_changed")
        self.date = date
        try fields.end()
    }
}
