import Governance
import Schemas
public import Vocabulary

extension Engine {
    /// Takes the wall clock as right on a person's signature, whatever it was held against: from here on time goes on from it. A
    /// record that is later goes back, so that windows that were taken as over may be open again; that is what is signed.
    /// - Parameters:
    ///   - wall: what the clock says.
    ///   - instead: what it was held against.
    ///   - keep: what is written with it.
    public func acceptClock(
        _ wall: Instant, instead: Instant, by signatory: Signatory, second: Signatory?, isSelfAgreed: Bool,
        keep: (setting: String, value: String)
    ) async throws {
        try checkTeamOwner(signatory, to: "says that the clock is right")
        let agreement = try agreement(signatory, second, isSelfAgreed, at: wall)
        try await store.write { view in
            try view.acceptInstant(wall)
            try view.set(keep.setting, to: keep.value)
            let content = JSONObject([
                ("clock", .string(wall.description)), ("instead", .string(instead.description)),
                ("word", .string(agreement.word)),
            ])
            try agreement.sign("clock", content, in: view) { record in
                AuditEntry(.clockAccepted, at: wall, subject: "clock", word: agreement.word, payload: record)
            }
        }
    }
}
