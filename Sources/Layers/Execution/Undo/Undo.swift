public import Governance
public import Vocabulary

/// What takes an executed action back: a call that restores the recorded before-value, judged on a person's authority like
/// any other; or why there is none.
public enum Undo: Hashable, Sendable {
    /// This call restores what was there.
    case call(Call)
    /// What was there is there already.
    case nothingToDo
    /// It cannot be taken back, for this reason; it is listed.
    case exception(String)

    /// How to undo an action, given its receipt and what the platform shows now for the receipt's fields, in order.
    public init(_ action: Action, _ receipt: Receipt, live: [FieldValue]) {
        guard receipt.after.count == live.count else {
            self = .exception("what is there now is not known; read it back first")
            return
        }
        if live == receipt.before {
            self = .nothingToDo
            return
        }
        let moved = zip(receipt.after, live).filter { $0 != $1 }
        guard moved.isEmpty else {
            let list = moved.map { "`\($0.entity)` has \($0.field) `\($1.value)`, not our `\($0.value)`" }
            self = .exception("the world has moved since: \(list.joined(separator: "; "))")
            return
        }
        do { self = Undo.inverse(of: try action.call(), receipt) } catch {
            self = .exception("the bytes of the action are not a call")
        }
    }

    private static func inverse(of call: Call, _ receipt: Receipt) -> Undo {
        switch call {
        case .setDailyBudget(let campaign, _):
            guard let money = receipt.before.first.flatMap({ Money.read($0.value) }) else { return .noValue(call) }
            return .call(.setDailyBudget(campaign: campaign, to: money))
        case .pause(let entity), .resume(let entity):
            switch receipt.before.first?.value {
            case EntityStatus.active.rawValue: return .call(.resume(entity))
            case EntityStatus.paused.rawValue: return .call(.pause(entity))
            default: return .noValue(call)
            }
        case .setTargeting(let entity, _):
            guard let text = receipt.before.first?.value, let before = Targeting(text: text) else {
                return .noValue(call)
            }
            return .call(.setTargeting(entity, before))
        case .createCampaign:
            guard let made = receipt.after.first?.entity else { return .noValue(call) }
            return .call(.delete(made))
        case .delete(let entity): return .exception("`\(entity)` was deleted; nothing brings it back")
        case .moveBudget, .read, .escalate: return .exception("it changed nothing by itself")
        }
    }

    private static func noValue(_ call: Call) -> Undo {
        .exception("the value before is not recorded in a form that can be set again")
    }
}
