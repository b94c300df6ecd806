import Execution
public import Governance
import Vocabulary

extension Engine {
    /// After a crash a claim without a receipt is in doubt: it is never blindly sent again. Then every doubt is looked at.
    /// - Parameters:
    ///   - isGone: whether the process that a claim names is gone.
    ///   - sentOn: is told of every action that goes on from here, since a person agreed to it.
    /// - Returns: how many doubts are left for a person.
    public func recover(
        isGone: @escaping @Sendable (String) -> Bool, sentOn: (Action) -> Void = { _ in }
    ) async throws -> Int {
        let orphans = try await store.read { view in try view.orphanedClaims(isGone) }
        for orphan in orphans {
            try await settle(orphan.action, .doubt("the process that sent it ended before its answer was written"))
        }
        let left = try await reconcile(sentOn)
        try await takeUpQueued(isGone, sentOn)
        return left
    }

    /// What waits in the outbox although its process is gone: what a person agreed to, and the rest of a move whose first part
    /// is done, goes on; anything else was not sent.
    private func takeUpQueued(
        _ isGone: @escaping @Sendable (String) -> Bool, _ sentOn: (Action) -> Void
    ) async throws {
        let waiting = try await store.read { view in
            try view.orphanedWaits(isGone).compactMap { record -> (action: Action, goesOn: Bool)? in
                let parts = try view.actions(of: record.action.decision)
                guard parts.allSatisfy({ $0.state != .claimed && $0.state != .inDoubt }) else { return nil }
                let isAgreed = try view.decision(record.action.decision)?.ruling.verdict == .hold
                return (record.action, isAgreed || parts.contains { $0.state == .done })
            }
        }
        for (action, goesOn) in waiting {
            if goesOn {
                sentOn(action)
                try await follow(action.decision, nil)
            } else {
                try await settle(action, .notSent("it was still waiting when its process ended"))
            }
        }
    }

    /// Looks at every doubt once; what reading the platform proves is written, the rest stays and is shown.
    public func reconcile(_ sentOn: (Action) -> Void = { _ in }) async throws -> Int {
        guard let platform else { return 0 }
        var left = 0
        for record in try await store.read({ view in try view.actions(in: .inDoubt, limit: 1_000) }) {
            let action = record.action
            let lag = ToolCatalogue.tools.first { $0.name == Engine.tool(of: action) }?.visibilityLag ?? .seconds(300)
            let machine = Reconciling(
                action, sent: record.at, flight: platform.flight, visibilityLag: lag, patience: .seconds(900))
            switch await machine.look(through: platform.reads, at: surroundings.now()) {
            case .happened(let after):
                let receipt = Receipt(
                    action: action.id, at: surroundings.now(), before: action.preconditions, after: after,
                    answerHash: "")
                try await resolve(action, .done(receipt))
            case .didNotHappen(let proof): try await again(action, proof, sentOn)
            case .lookAgain, .askPerson: left += 1
            }
        }
        return left
    }

    /// What a person agreed to and is proved not to have happened still runs, once, under the same key (P47); what the agent
    /// was allowed by itself is given up: it proposes again.
    private func again(_ action: Action, _ proof: String, _ sentOn: (Action) -> Void) async throws {
        let now = surroundings.now()
        let isAgreed = try await store.write { view in
            guard let decision = try view.decision(action.decision), decision.ruling.verdict == .hold,
                try view.actions(of: decision.id).contains(where: { $0.action.id == action.id && $0.state == .inDoubt })
            else { return false }
            try view.append(
                AuditEntry(
                    .reconciled, at: now, agent: action.agent, subject: action.id.description, word: "again",
                    payload: Array(proof.utf8)))
            try view.move(action, to: .queued, at: now)
            try view.move(decision.id, to: .authorised, at: now)
            return true
        }
        guard isAgreed else { return try await resolve(action, .notSent(proof)) }
        sentOn(action)
        try await follow(action.decision, nil)
    }

    /// Settles an action in doubt: by evidence, or by the signed word of a person, which then stands in the log with it.
    func resolve(_ action: Action, _ attempt: Attempt, on word: AuditEntry? = nil) async throws {
        let now = surroundings.now()
        try await store.write { view in
            if let word { try view.append(word) }
            try view.append(
                AuditEntry(
                    .reconciled, at: now, agent: action.agent, subject: action.id.description,
                    word: attempt.word, payload: []))
        }
        try await settle(action, attempt)
    }

    private static func tool(of action: Action) -> ToolName? {
        do {
            switch try action.call() {
            case .setDailyBudget, .moveBudget: return .setDailyBudget
            case .pause: return .pause
            case .resume: return .resume
            case .delete: return .delete
            case .createCampaign: return .createCampaign
            case .setTargeting: return .setTargeting
            case .read, .escalate: return nil
            }
        } catch { return nil }
    }
}

extension Attempt {
    /// A word for the log.
    var word: String {
        switch self {
        case .done: "done"
        case .notSent: "not_sent"
        case .doubt: "in_doubt"
        }
    }
}
