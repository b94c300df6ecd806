import Execution
public import Governance
public import Schemas
public import Vocabulary

extension Engine {
    /// Answers a reading tool that an agent proposed: it passes the gate like every call, and then nothing outside changes.
    /// - Returns: the decision, and the answer where the gate authorised it.
    public func ask(_ proposal: Proposal, in run: RunID) async throws -> (decision: Decision, answer: JSON?) {
        let (decision, _) = try await gate.decide(proposal.canonicalBytes, of: proposal.agent, in: run) { permit in
            try await carry(permit)
        }
        guard decision.ruling.verdict == .authorise, case .read(let tool)? = decision.proposal?.call else {
            return (decision, nil)
        }
        return (decision, try await answer(tool, proposal))
    }

    private func answer(_ tool: ToolName, _ proposal: Proposal) async throws -> JSON {
        switch tool {
        case .budgetLeft: return try await budgetLeft(proposal.agent)
        case .checkRule:
            let fields = try JSONFields(proposal.arguments, at: "arguments")
            let asked = Proposal(
                agent: proposal.agent, tool: try fields.value("tool"), arguments: try fields.json("arguments"),
                reason: proposal.reason, evidence: proposal.evidence, confidence: proposal.confidence)
            return try JSON(parsing: try await check(asked).canonicalBytes)
        default:
            guard let platform else { throw EngineError.noPlatform }
            return try await Reporting(reads: platform.reads).answer(tool, proposal.arguments)
        }
    }

    /// What is left under every money cap: the cap, what is used, the worst case of what stands, and the rest.
    public func budgetLeft(_ agent: AgentName) async throws -> JSON {
        let now = surroundings.now()
        let (rulebook, account) = try await store.read { view in (try view.rulebook(of: agent), try view.account()) }
        guard let rulebook else { throw EngineError.noCharter(agent) }
        guard let account, let platform else { throw EngineError.noAccount }
        let today = account.zone.date(at: now)
        let rows = rulebook.charter.constraints.money.compactMap { cap -> JSON? in
            guard let facts = CapFacts(cap, on: today, account.bills, platform.rule, standing: account.standing),
                let worst = facts.commitment(daily: account.standing)
            else { return nil }
            let currency = cap.cap.currency
            return [
                "cap": cap.cap.json, "left": Money(minorUnits: cap.cap.minorUnits - worst, currency).json,
                "limit": .string(cap.clause.key), "used": Money(minorUnits: facts.used, currency).json,
                "window": .string(cap.window.description),
                "worst_case": Money(minorUnits: worst, currency).json,
            ]
        }
        return ["caps": .array(rows)]
    }

    /// What the gate would rule on a proposal; nothing is recorded, reserved or sent.
    public func check(_ proposal: Proposal) async throws -> Ruling {
        let now = surroundings.now()
        let tools = tools
        let draw = Int(surroundings.randomBits() % 10_000)
        return try await store.read { view in
            guard let rulebook = try view.rulebook(of: proposal.agent) else {
                throw EngineError.noCharter(proposal.agent)
            }
            let judge = Judge(rulebook, tools: tools)
            switch judge.read(proposal.canonicalBytes) {
            case .failure(let malformed):
                return Ruling(findings: [malformed.finding], permission: nil, question: nil, effects: .none)
            case .success(let (proposal, call)):
                let need = FactsNeeded(
                    agent: proposal.agent, tool: proposal.tool, call: call, rulebook: rulebook, now: now, draw: draw)
                return judge.judge(proposal, call, try view.facts(need))
            }
        }
    }
}
