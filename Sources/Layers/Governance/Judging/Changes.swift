import Vocabulary

/// Works out what a call changes, from what is there now; what is not known cannot be changed.
struct Changes {
    let facts: Facts
    let tool: ToolName

    /// The changes in the order of the call's parts, or the refusal that says why there are none.
    func of(_ call: Call) throws(Refusal) -> [Change] {
        switch call {
        case .setDailyBudget(let campaign, let to): return [try budget(campaign, to)]
        case .moveBudget(let from, let to, let amount): return try move(from, to, amount)
        case .pause(let entity): return [try status(entity, to: .paused)]
        case .resume(let entity): return [try status(entity, to: .active)]
        case .delete(let entity): return [try status(entity, to: .deleted)]
        case .setTargeting(let entity, let targeting): return [try audience(entity, targeting)]
        case .createCampaign, .read, .escalate: return []
        }
    }

    private func move(_ from: EntityRef, _ to: EntityRef, _ amount: Money) throws(Refusal) -> [Change] {
        let source = try current(from)
        let target = try current(to)
        do {
            let rest = try source.subtracting(amount)
            let sum = try target.adding(amount)
            guard rest.minorUnits > 0 else {
                throw Refusal(.bound, "`\(amount)` is not less than the `\(source)` of `\(from)`; move less")
            }
            return [try budget(from, rest), try budget(to, sum)]
        } catch let error as Refusal {
            throw error
        } catch let error as MoneyError {
            throw Refusal(.currency, error.description)
        } catch {
            throw Refusal(.malformed, "the amount cannot be moved")
        }
    }

    private func budget(_ campaign: EntityRef, _ to: Money) throws(Refusal) -> Change {
        let now = try current(campaign)
        guard now.currency == to.currency else { throw .currency(to.currency, wanted: now.currency) }
        guard now != to else { throw .unchanged("`\(campaign)` already has `\(now)` a day") }
        return Change(
            entity: campaign, tool: .setDailyBudget, field: "daily_budget", before: now.description,
            after: to.description, amounts: .init(from: now.minorUnits, to: to.minorUnits))
    }

    private func status(_ entity: EntityRef, to status: EntityStatus) throws(Refusal) -> Change {
        guard let now = try known(entity).status else { throw .unknown("the status of `\(entity)`") }
        guard now != status, now != .deleted else { throw .unchanged("`\(entity)` is already `\(now.rawValue)`") }
        return Change(
            entity: entity, tool: tool, field: "status", before: now.rawValue, after: status.rawValue)
    }

    private func audience(_ entity: EntityRef, _ targeting: Targeting) throws(Refusal) -> Change {
        guard let now = try known(entity).targeting else { throw .unknown("the targeting of `\(entity)`") }
        guard now != targeting.text else { throw .unchanged("`\(entity)` already has this targeting") }
        return Change(entity: entity, tool: tool, field: "targeting", before: now, after: targeting.text)
    }

    private func known(_ entity: EntityRef) throws(Refusal) -> EntityFacts {
        guard let known = facts[entity] else { throw .unknown("`\(entity)`") }
        return known
    }

    private func current(_ campaign: EntityRef) throws(Refusal) -> Money {
        guard let budget = try known(campaign).dailyBudget else {
            throw .unknown("the daily budget of `\(campaign)`")
        }
        return budget
    }
}

/// Why a proposal cannot even be judged; becomes a refusing finding.
struct Refusal: Error {
    let finding: Finding

    init(_ code: FindingCode, _ message: String) { finding = Finding(code, .refuse, message: message) }

    static func unknown(_ what: String) -> Refusal {
        Refusal(.unknown, "\(what) is not known; import it or read it back first")
    }
    static func unchanged(_ what: String) -> Refusal { Refusal(.unchanged, "\(what); there is nothing to do") }
    static func currency(_ currency: Currency, wanted: Currency) -> Refusal {
        Refusal(.currency, "an amount is in `\(currency)`, but `\(wanted)` is billed; amounts are never converted")
    }
}
