import Schemas
import Vocabulary

extension PlatformState {
    /// What an effect would do now, or why the platform refuses it. Nothing is changed; the caller applies the entry.
    func judge(_ call: EffectCall, isDropped: Bool = false) throws(Refusal) -> AppliedEffect {
        guard let now else { throw .conflict("no_account", "this platform has no account yet; seed one first") }
        let changed = try changes(by: call.effect, at: now)
        if let wanted = call.ifVersion, let current = entities[call.effect.entity]?.version, wanted != current {
            throw Refusal(
                status: 412, code: "version",
                message: "`\(call.effect.entity)` has version `\(current)`, not `\(wanted)`; somebody changed it")
        }
        let after = changed.first ?? entities[call.effect.entity]
        return AppliedEffect(
            key: call.key, effect: call.effect, ifVersion: call.ifVersion, actor: call.actor, at: now,
            changed: isDropped ? [] : changed, isDropped: isDropped,
            answer: ["entity": after?.json ?? .null, "has_changed": .bool(!changed.isEmpty)])
    }

    private func changes(by effect: SandboxEffect, at now: Instant) throws(Refusal) -> [SandboxEntity] {
        if case .create(let creation) = effect { return [try created(creation, at: now)] }
        let entity = try living(effect.entity)
        switch effect {
        case .create: return []
        case .pause: return [with(entity) { $0.status = .paused }].compactMap(\.self)
        case .resume: return [with(entity) { $0.status = .active }].compactMap(\.self)
        case .delete: return below(entity).compactMap { one in with(one) { $0.status = .deleted } }
        case .setDailyBudget(_, let money):
            try check(money)
            guard entity.dailyBudget != nil else { throw .invalid("`\(entity.ref)` has no budget; its campaign has") }
            return [with(entity) { $0.dailyBudget = money }].compactMap(\.self)
        case .setTargeting(_, let targeting):
            guard entity.ref.kind == .campaign || entity.ref.kind == .adSet else {
                throw .invalid("`\(entity.ref)` has no targeting; its ad set has")
            }
            return [with(entity) { $0.targeting = targeting }].compactMap(\.self)
        }
    }

    /// The entity after a change, or nil where the change makes no difference.
    private func with(_ entity: SandboxEntity, _ change: (inout SandboxEntity) -> Void) -> SandboxEntity? {
        var after = entity
        change(&after)
        guard after != entity else { return nil }
        after.version += 1
        return after
    }

    private func below(_ entity: SandboxEntity) -> [SandboxEntity] {
        [entity] + (children[entity.ref] ?? []).compactMap { entities[$0] }.flatMap { below($0) }
    }

    private func living(_ ref: EntityRef) throws(Refusal) -> SandboxEntity {
        guard let entity = entities[ref] else { throw .unknown(ref.description) }
        guard ref.kind != .account else { throw .invalid("an account cannot be changed here") }
        guard entity.status != .deleted else { throw .conflict("deleted", "`\(ref)` was deleted") }
        return entity
    }

    private func created(_ creation: SandboxCreation, at now: Instant) throws(Refusal) -> SandboxEntity {
        guard entities[creation.ref] == nil else { throw .conflict("exists", "`\(creation.ref)` exists already") }
        guard entities.count < Limits.entities else { throw .invalid("the account is full") }
        guard let account, let parent = entities[creation.parent ?? account.ref], parent.status != .deleted else {
            throw .unknown(creation.parent?.description ?? "account")
        }
        try PlatformState.checkPlace(creation.ref, below: parent.ref, budget: creation.dailyBudget)
        if let money = creation.dailyBudget { try check(money) }
        return SandboxEntity(
            ref: creation.ref, parent: parent.ref, name: creation.name, status: .paused,
            dailyBudget: creation.dailyBudget, targeting: creation.targeting, created: now,
            started: account.zone.date(at: now))
    }

    private func check(_ money: Money) throws(Refusal) {
        guard let account else { return }
        guard money.currency == account.currency else {
            throw .invalid("the account is billed in `\(account.currency)`, not in `\(money.currency)`")
        }
    }

    /// Campaigns are below the account, ad sets below campaigns, ads below ad sets; campaigns alone have budgets. Only what is
    /// taken over from an export may have ads right below campaigns, since not every export names ad sets.
    static func checkPlace(
        _ ref: EntityRef, below parent: EntityRef, budget: Money?, isTakenOver: Bool = false
    ) throws(Refusal) {
        let above: [EntityKind: EntityKind] = [.campaign: .account, .adSet: .campaign, .ad: .adSet]
        guard above[ref.kind] == parent.kind || isTakenOver && ref.kind == .ad && parent.kind == .campaign else {
            throw .invalid("`\(ref)` cannot be below `\(parent)`")
        }
        guard (budget != nil) == (ref.kind == .campaign) else {
            throw .invalid("`\(ref)` needs a daily budget if it is a campaign, and none otherwise")
        }
    }
}
