import Execution
public import Governance
public import Vocabulary

extension Engine {
    /// After a crash a claim without a receipt is in doubt: it is never blindly sent again. Then every doubt is looked at.
    /// - Parameter isGone: whether the process that a claim names is gone.
    /// - Returns: how many doubts are left for a person.
    public func recover(isGone: @escaping @Sendable (String) -> Bool) async throws -> Int {
        let orphans = try await store.read { view in try view.orphanedClaims(isGone) }
        for orphan in orphans {
            try await settle(orphan.action, .doubt("the process that sent it ended before its answer was written"))
        }
        let left = try await reconcile()
        try await dropQueued(isGone)
        return left
    }

    /// What waited in a process that is gone, for a retry or for an earlier part, was not sent and will not be. While another
    /// part is in doubt it waits for that.
    private func dropQueued(_ isGone: @escaping @Sendable (String) -> Bool) async throws {
        let queued = try await store.read { view in
            try view.orphanedWaits(isGone).filter { record in
                try view.actions(of: record.action.decision).allSatisfy { $0.state != .claimed && $0.state != .inDoubt }
            }
        }
        for record in queued {
            try await settle(record.action, .notSent("it was still waiting when its process ended"))
        }
    }

    /// Looks at every doubt once; what reading the platform proves is written, the rest stays and is shown.
    public func reconcile() async throws -> Int {
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
            case .didNotHappen(let proof): try await resolve(action, .notSent(proof))
            case .lookAgain, .askPerson: left += 1
            }
        }
        return left
    }

    /// A person says what became of an action that evidence could not settle.
    public func resolve(_ action: Action, _ attempt: Attempt) async throws {
        let now = surroundings.now()
        try await store.write { view in
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
