import Cryptography
import Governance
import Vocabulary

extension Engine {
    /// That somebody acts with the key that the team's file names for them; strangers and stolen names are refused.
    func checkMember(_ signatory: Signatory) throws {
        guard staff.key(of: signatory.person) == signatory.key.verifyingKey else {
            throw EngineError.notAllowed(
                "`\(signatory.person)` is not in the team with this key; `mandate team list` shows who is")
        }
    }

    /// That the owner of an agent acts, or who stands in for an owner that is away.
    func checkOwner(_ signatory: Signatory, _ owner: Charter.Ownership) throws {
        try checkMember(signatory)
        if signatory.person == owner.person { try checkIsHere(signatory.person, owner) }
        guard actsAsOwner(signatory.person, owner) else {
            throw EngineError.notAllowed(
                "`\(owner.person)` decides that, or a deputy while they are away, not `\(signatory.person)`")
        }
    }

    /// That somebody answers for an agent now: without its owner and without a deputy it does not act (R032).
    func checkSomebodyAnswers(for owner: Charter.Ownership) throws(EngineError) {
        guard staff.isAway(owner.person), owner.deputies.allSatisfy(staff.isAway) else { return }
        throw EngineError.halted(
            "`\(owner.person)` is away and no deputy is there, so the agent is paused; name a deputy who is")
    }
}
