import Vocabulary

/// An agent may always ask for judgement itself; then the object is locked and the named person is asked.
struct QuestionRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard case .escalate(let entity, let question) = subject.call else { return [] }
        guard let known = facts[entity] else { return [.unknown("`\(entity)`")] }
        if case .escalation(let open)? = known.waiting {
            return [
                Finding(
                    .locked, .refuse, actual: "escalation \(open)",
                    message: "a person is asked about `\(entity)` already; wait for the answer to `\(open)`")
            ]
        }
        return [
            Finding(
                .trigger, .escalate, limit: "escalation", actual: question,
                message: "the agent asks about `\(entity)`: \(question)")
        ]
    }
}
