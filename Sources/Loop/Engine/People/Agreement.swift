import Cryptography
import Governance
import Schemas
import Vocabulary

/// What two people sign together, or one and the sandbox.
struct Agreement: Sendable {
    let first: Signatory
    let second: Signatory?
    let isSelfAgreed: Bool
    let at: Instant

    /// How it came about, as entries say it.
    var word: String { isSelfAgreed ? "sandbox_self_agreed" : "agreed" }

    /// Appends everybody's signed word on the same content, and names the first entry of them in a setting.
    func sign(
        _ what: String, _ content: JSONObject, as setting: String? = nil, in view: any EngineView,
        _ entry: ([UInt8]) -> AuditEntry
    ) throws {
        if let setting { try view.set(setting, to: "\(try view.logSize())") }
        for one in [first] + (second.map { [$0] } ?? []) {
            try view.append(entry(SignedStatement(what, content, by: one, at: at).record))
        }
    }
}

extension Engine {
    /// What somebody and a second person agree on now, or at an instant.
    /// - Throws: `EngineError.notAllowed` where a second person is asked for and is not there, or is nobody who may agree.
    func agreement(
        _ signatory: Signatory, _ second: Signatory?, _ isSelfAgreed: Bool, at: Instant? = nil
    ) throws -> Agreement {
        guard second != nil || isSelfAgreed else {
            throw EngineError.notAllowed(
                "`\(signatory.person)` has signed; a second person with a key of their own has to sign as well")
        }
        if let second { try checkSecond(second, after: signatory) }
        return Agreement(
            first: signatory, second: second, isSelfAgreed: isSelfAgreed, at: at ?? surroundings.now())
    }
}
