import Vocabulary

/// Halted, paused, without an owner: nothing goes, but for reads.
struct StopRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead else { return [] }
        return facts.standing.stops.map { Finding(.stopped, .refuse, actual: $0, message: $0) }
    }
}

/// What the runtime does by itself only ever narrows: a smaller budget, or a pause.
struct SafetyRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard case .safety = subject.authority, !subject.narrows else { return [] }
        return [Finding(.bound, .refuse, message: "the runtime itself may only lower or pause")]
    }
}

/// An object that a person is asked about is left alone until the answer; one that is being changed, until that is confirmed.
struct WaitingRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead else { return [] }
        return subject.call.touched.compactMap { entity in
            switch (facts[entity]?.waiting, subject.authority) {
            case (nil, _), (_, .undo), (_, .safety): nil
            case (.hold(let open)?, .approved(let own)) where open == own: nil
            case (.escalation(let open)?, .person(_, let own)) where open == own: nil
            case (.underWay(let open)?, _):
                Finding(
                    .waiting, .refuse, actual: "decision \(open)",
                    message: "`\(open)` is changing `\(entity)` and is not confirmed yet; wait for it")
            case (.hold(let open)?, _):
                Finding(
                    .waiting, .refuse, actual: "hold \(open)",
                    message: "`\(entity)` already waits for a yes; answer `\(open)` first")
            case (.escalation(let open)?, _):
                Finding(
                    .locked, .refuse, actual: "escalation \(open)",
                    message: "`\(entity)` is locked until a person answers `\(open)`")
            }
        }
    }
}

/// What the stage of the tool asks for: a yes for each, for the first ones, or for one in so many.
struct StageRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead else { return [] }
        if facts.standing.stage == .shadow { return shadow(subject) }
        guard subject.isOwn else { return [] }
        let autonomy = rulebook.charter.autonomy
        switch facts.standing.stage {
        case .shadow, .autonomous: return []
        case .recommend: return [ask("every decision is approved at stage `recommend`")]
        case .probation:
            let approved = facts.standing.approvedSoFar
            return approved < autonomy.probation
                ? [ask("decision \(approved + 1) of the first \(autonomy.probation) is approved")]
                : [ask("the first \(autonomy.probation) are approved; until a person promotes it each one still is")]
        case .sampled:
            let isDrawn = Int64(facts.standing.draw) * 100 < autonomy.sampling.partsPerMillion
            return isDrawn ? [ask("this one was drawn for the \(autonomy.sampling) that a person sees")] : []
        }
    }

    /// In shadow the agent's own proposals are only rehearsed; a person may still act on their own authority (P34).
    private func shadow(_ subject: Subject) -> [Finding] {
        guard subject.isApproved || subject.authority == .agent else { return [] }
        let tool = subject.proposal.tool
        return [
            Finding(
                .stage, .refuse, limit: "autonomy", actual: "shadow",
                message: "`\(tool)` is in shadow, where nothing is sent; run with `--shadow`, or promote it")
        ]
    }

    private func ask(_ why: String) -> Finding { Finding(.stage, .hold, limit: "autonomy", message: why) }
}
