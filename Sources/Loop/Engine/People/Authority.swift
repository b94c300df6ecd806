import Cryptography
import Governance
public import Vocabulary

/// Who may move authority itself: charters, the team, doors, reviews, and what was done already.
extension Engine {
    /// Whether somebody is one of those whom a charter names; `owner` is also who stands in for one that is away.
    func isAmong(_ approvers: [Charter.Approver], _ person: PersonID, _ owner: Charter.Ownership?) -> Bool {
        approvers.contains(where: speaksFor(person, owner).contains)
    }

    /// Whom somebody speaks for in the eyes of a charter: themselves, their roles, and the owner where they are or stand in.
    func speaksFor(_ person: PersonID, _ owner: Charter.Ownership?) -> [Charter.Approver] {
        staff.roles(of: person).map(Charter.Approver.role) + [.person(person)]
            + (actsAsOwner(person, owner) ? [.owner] : [])
    }

    /// What people bring into force.
    enum Rules { case charter, organisation }

    /// That somebody may bring rules into force: whom those in force let change them, by their own words and not by those of the
    /// new ones; the first of an agent or of the organisation an owner of the team.
    func checkMayChange(_ rules: Rules, _ signatory: Signatory, _ inForce: Charter.Ownership?) throws {
        let (what, first) =
            switch rules {
            case .charter: ("the charter in force is", "an agent's first charter")
            case .organisation: ("the organisation's limits in force are", "the organisation's first limits")
            }
        guard let inForce else { return try checkTeamOwner(signatory, to: "brings in \(first)") }
        // Whom they name is gone for good: somebody has to be able to change them.
        guard inForce.mayChange.contains(where: { isInTeam($0, inForce) }) else {
            return try checkTeamOwner(signatory, to: "changes what nobody of those whom it names is there to change")
        }
        try checkMember(signatory)
        try checkIsHere(signatory.person, inForce, asked: inForce.mayChange)
        guard isAmong(inForce.mayChange, signatory.person, inForce) else {
            throw EngineError.notAllowed(
                "\(what) changed by \(words(inForce.mayChange, inForce)), not `\(signatory.person)`")
        }
    }

    /// Whether anybody of the team is who is asked, here or away.
    private func isInTeam(_ approver: Charter.Approver, _ owner: Charter.Ownership) -> Bool {
        switch approver {
        case .owner: ([owner.person] + owner.deputies).contains(where: staff.members.contains)
        case .person(let person): staff.members.contains(person)
        case .role(let role): !staff.holders(of: role).isEmpty
        }
    }

    /// That somebody may pause an agent: anyone of the team, unless its charter names who.
    func checkMayPause(_ signatory: Signatory, _ owner: Charter.Ownership) throws {
        try checkMember(signatory)
        guard let named = owner.mayPause, !isAmong(named, signatory.person, owner) else { return }
        throw EngineError.notAllowed(
            "\(words(named, owner)) may pause this agent, not `\(signatory.person)`; anyone may `mandate halt` it")
    }

    /// That somebody may take back or settle what an agent did: its owner, a deputy, or whom its charter asks about that tool or
    /// about an escalation. Membership alone is not enough: taking back a pause is spending.
    func checkAnswersFor(_ agent: AgentName, _ tool: ToolName?, _ signatory: Signatory) async throws {
        try checkMember(signatory)
        guard let charter = try await store.read({ view in try view.rulebook(of: agent)?.charter }) else {
            throw EngineError.noCharter(agent)
        }
        let asked = charter.asked(about: tool)
        try checkIsHere(signatory.person, charter.owner, asked: asked)
        guard isAmong(asked, signatory.person, charter.owner) else {
            throw EngineError.notAllowed("\(words(asked, charter.owner)) may do that, not `\(signatory.person)`")
        }
    }

    /// That somebody may erase what the log holds: an owner of the team, and before its time a second person with them. Who could
    /// erase alone what speaks against them would.
    public func checkMayErase(
        _ signatory: Signatory, early: Bool = false, second: Signatory? = nil, isSelfAgreed: Bool = false
    ) throws {
        try checkTeamOwner(signatory, to: "erases what the log holds")
        if early { _ = try agreement(signatory, second, isSelfAgreed) }
    }

    /// That an owner of the team acts, with their own key.
    func checkTeamOwner(_ signatory: Signatory, to what: String) throws {
        try checkMember(signatory)
        try checkIsHere(signatory.person, nil)
        guard staff.roles(of: signatory.person).contains(.owner) else {
            throw EngineError.notAllowed(
                "somebody with the role `owner` \(what), not `\(signatory.person)`; `mandate team list` shows who is")
        }
    }

    /// That somebody may let an agent, or with nil all of them, go on after a halt: an owner of the team, or who acts as the
    /// owner of the agent, of each of them.
    public func checkMayReopen(_ agent: AgentName?, by signatory: Signatory) async throws {
        try checkMember(signatory)
        let owners = try await store.read { view in
            try view.agents().filter { agent == nil || $0.agent == agent }.compactMap {
                try view.rulebook(of: $0.agent)?.charter.owner
            }
        }
        if let agent, owners.isEmpty { throw EngineError.noCharter(agent) }
        try checkIsHere(signatory.person, owners.first { $0.person == signatory.person })
        if staff.roles(of: signatory.person).contains(.owner) { return }
        guard !owners.isEmpty, owners.allSatisfy({ actsAsOwner(signatory.person, $0) }) else {
            throw EngineError.notAllowed(
                "an owner opens the door again, or a deputy while they are away, not `\(signatory.person)`")
        }
    }

    /// Those whom a charter names, for a message.
    func words(_ approvers: [Charter.Approver], _ owner: Charter.Ownership) -> String {
        // Whom the owner's absence names already is not named a second time.
        let standing = approvers.contains(.owner) && staff.isAway(owner.person) ? standIn(for: owner) : nil
        let others = approvers.filter { $0 != standing.map(Charter.Approver.person) }
        let names = others.map { approver in
            switch approver {
            case .owner where staff.isAway(owner.person):
                "`\(owner.person)`, who is away, \(standing.map { "so `\($0)`" } ?? "and no deputy is there")"
            case .owner: "`\(owner.person)`, or a deputy while they are away"
            case .person(let person) where staff.isAway(person): "`\(person)`, who is away"
            case .role(let role) where isAbsent(role):
                "`\(approver)`, " + (staff.holders(of: role).isEmpty ? "which nobody of the team is" : "who is away")
            case .role, .person: "`\(approver)`"
            }
        }
        return names.joined(separator: " or ")
    }

    /// Those whom a decision asks, for a message.
    public func words(_ approvers: [Charter.Approver], of decision: DecisionID) async throws -> String {
        let charter = try await store.read { view in
            try view.record(of: decision).flatMap { try view.rulebook(of: $0.agent)?.charter }
        }
        return charter.map { words(approvers, $0.owner) }
            ?? approvers.map { "`\($0)`" }.joined(separator: " or ")
    }

    /// Those who are asked, for a table: who is away is stood in for, or said to be away.
    public func names(_ approvers: [Charter.Approver], _ owner: Charter.Ownership?) -> String {
        let names = approvers.map { approver in
            switch approver {
            case .owner:
                guard let owner, staff.isAway(owner.person) else { return "owner" }
                return standIn(for: owner).map { "\($0) for the owner" } ?? "owner (away)"
            case .person(let person) where staff.isAway(person): return "\(person) (away)"
            case .role(let role) where isAbsent(role):
                return "\(approver) (\(staff.holders(of: role).isEmpty ? "nobody" : "away"))"
            case .role, .person: return approver.description
            }
        }
        return names.joined(separator: " or ")
    }

    /// Whether nobody who holds a role is here.
    private func isAbsent(_ role: Role) -> Bool { staff.holders(of: role).allSatisfy(staff.isAway) }

    /// That somebody who decides is here: while they are away others do. Stopping something takes no presence, since it harms
    /// nobody: pausing, halting, and taking a stage down to shadow.
    func checkIsHere(_ person: PersonID, _ owner: Charter.Ownership?, asked: [Charter.Approver] = [.owner]) throws {
        guard staff.key(of: person) != nil, staff.isAway(person) else { return }
        // A deputy is named only where they may answer: what is asked of a role alone stays with that role.
        let deputy = owner.flatMap { $0.person == person ? standIn(for: $0) : nil }
            .flatMap { isAmong(asked, $0, owner) ? $0 : nil }
        let other = deputy.map { "use `--as \($0)`, who acts meanwhile, or " } ?? ""
        throw EngineError.notAllowed("`\(person)` is away; \(other)`mandate team away \(person) --back` first")
    }
}

extension Charter {
    /// Who may answer for what was done with a tool, each once.
    fileprivate func asked(about tool: ToolName?) -> [Approver] {
        var asked: [Approver] = [.owner] + owner.deputies.map(Approver.person) + [escalation.to]
        asked += escalation.triggers.map(\.to)
        for permission in actions.permissions where permission.tool == tool {
            if case .withApproval(let ask, _) = permission.grant { asked += ask }
        }
        var seen: Set<Approver> = []
        return asked.filter { seen.insert($0).inserted }
    }
}
