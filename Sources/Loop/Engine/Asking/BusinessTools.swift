import Execution
public import Governance
public import Schemas
public import Vocabulary

extension Engine {
    /// Answers a tool that only reads: it passes the gate like every call, and then nothing outside changes. Every agent may ask
    /// what is left, what a rule would say, and a person; reports need a permission of its charter.
    /// - Returns: the decision, and the answer where the gate authorised it.
    /// - Throws: `EngineError.notAllowed` for a tool that changes something, `noCharter` for an agent without one: nothing is
    ///   judged then.
    public func ask(_ tool: ToolName, _ arguments: JSON, by agent: AgentName, because reason: String) async throws
        -> (decision: Decision, answer: JSON?)
    {
        guard isQuestion(tool) else {
            throw EngineError.notAllowed(
                "`\(tool)` changes something, and only what reads is asked; a run of the agent proposes it")
        }
        guard try await store.read({ view in try view.charterInForce(agent) != nil }) else {
            throw EngineError.noCharter(agent)
        }
        let proposal = Proposal(
            agent: agent, tool: tool, arguments: arguments, reason: reason, evidence: [], confidence: .certain)
        let (decision, _) = try await gate.decide(
            proposal.canonicalBytes, of: proposal.agent, in: surroundings.fresh()
        ) { permit in try await carry(permit) }
        guard decision.ruling.verdict == .authorise, case .read(let tool)? = decision.proposal?.call else {
            return (decision, nil)
        }
        return (decision, try await answer(tool, proposal))
    }

    /// Whether a tool only reads or asks; one that does not exist is the gate's to refuse.
    func isQuestion(_ tool: ToolName) -> Bool { (tools.tools[tool]?.effect ?? .read) == .read }

    private func answer(_ tool: ToolName, _ proposal: Proposal) async throws -> JSON {
        switch tool {
        case .budgetLeft: return try await budgetLeft(proposal.agent)
        case .checkRule:
            let fields = try JSONFields(proposal.arguments, at: "arguments")
            let asked = Proposal(
                agent: proposal.agent, tool: try fields.value("tool"), arguments: try fields.json("arguments"),
                reason: proposal.reason, evidence: proposal.evidence, confidence: proposal.confidence)
            let account = try await store.read { view in try view.account() }
            return try await check(asked).told(in: account?.currency)
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
        let standing = account.standings(of: rulebook.charter.constraints.money, at: now, platform.rule)
        return [
            "caps": .array(
                standing.map { cap in
                    [
                        "cap": cap.cap.cap.json, "left": cap.left.json, "limit": .string(cap.cap.clause.key),
                        "used": cap.used.json, "window": .string(cap.cap.window.description),
                        "worst_case": cap.worstCase.json,
                    ]
                })
        ]
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
            switch tools.read(proposal.canonicalBytes) {
            case .failure(let malformed):
                return Ruling(findings: [malformed.finding], permission: nil, question: nil, effects: .none)
            case .success(let read):
                let need = FactsNeeded(
                    agent: proposal.agent, tool: proposal.tool, call: read.call, rulebook: rulebook, now: now,
                    draw: draw)
                return Judge(rulebook, tools: tools).judge(read.proposal, read.call, try view.facts(need))
            }
        }
    }
}
