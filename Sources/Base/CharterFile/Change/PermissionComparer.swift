import Vocabulary

/// Compares the permissions of two charters tool by tool, by the bounds that hold rather than those written.
///
/// Entries of a tool are tried in order, so one that goes can make another one decide. It is narrower to lose
/// a `may` without condition (the next entry is stricter or there is none), or the last approvals of a tool.
/// Losing a conditional entry may widen: its condition could fail, which refuses, where the next entry would
/// have held.
struct PermissionComparer {
    private(set) var changes: [CharterChange] = []

    mutating func compare(_ old: [Charter.Permission], _ new: [Charter.Permission]) {
        var tools: [ToolName] = []
        for permission in old + new where !tools.contains(permission.tool) { tools.append(permission.tool) }
        for tool in tools {
            compareTool(tool, old.filter { $0.tool == tool }, new.filter { $0.tool == tool })
        }
    }

    private mutating func compareTool(_ tool: ToolName, _ old: [Charter.Permission], _ new: [Charter.Permission]) {
        let path = "actions[\(tool)]"
        if old.map(\.meaning) == new.map(\.meaning) { return }
        if old.isEmpty { return note(path, .widening, nil, new) }
        if new.isEmpty { return note(path, .narrowing, old, nil) }
        guard let pairs = Self.align(new, in: old) else { return note(path, .widening, old, new) }
        let kept = Set(pairs.map(\.0))
        for (index, permission) in old.enumerated() where !kept.contains(index) {
            noteLoss(permission, others: new, at: path)
        }
        for (index, permission) in pairs {
            let isLast = index == old.indices.last
            comparePair(old[index], permission, isLast: isLast, at: "\(path).\(permission.kindName)")
        }
    }

    private mutating func noteLoss(_ lost: Charter.Permission, others: [Charter.Permission], at path: String) {
        let isNarrower: Bool =
            switch lost.grant {
            case .may: lost.condition == nil
            case .withApproval: !others.contains { $0.grant != .may }
            }
        note("\(path).\(lost.kindName)", isNarrower ? .narrowing : .widening, [lost], nil)
    }

    private mutating func comparePair(
        _ old: Charter.Permission, _ new: Charter.Permission, isLast: Bool, at path: String
    ) {
        if old.condition != new.condition {
            let isAdded = old.condition == nil && (old.grant == .may || isLast)
            changes.append(
                CharterChange("\(path).when", isAdded ? .narrowing : .widening, from: old.condition, to: new.condition))
        }
        let (before, after) = (old.bounds, new.bounds)
        noteBound("\(path).bounds.change", before.change, after.change, isWider: { $1 > $0 })
        noteBound("\(path).bounds.floor", before.floor, after.floor) { !Self.isAtLeast($1, $0) }
        noteBound("\(path).bounds.ceiling", before.ceiling, after.ceiling) { !Self.isAtLeast($0, $1) }
        guard case .withApproval(let asked, let within) = old.grant,
            case .withApproval(let asksNow, let withinNow) = new.grant
        else { return }
        if asked != asksNow {
            let isFewer = Set(asksNow).isSubset(of: asked)
            changes.append(
                CharterChange("\(path).ask", isFewer ? .narrowing : .widening, from: asked.joined, to: asksNow.joined))
        }
        if within != withinNow {
            changes.append(
                CharterChange(
                    "\(path).answer_within", withinNow > within ? .widening : .narrowing, from: within.brief,
                    to: withinNow.brief))
        }
    }

    private mutating func noteBound<Value: Equatable & CustomStringConvertible>(
        _ path: String, _ old: Value?, _ new: Value?, isWider: (Value, Value) -> Bool
    ) {
        guard old != new else { return }
        let wider: Bool =
            if let old { new.map { isWider(old, $0) } ?? true } else { false }
        changes.append(
            CharterChange(path, wider ? .widening : .narrowing, from: old?.description, to: new?.description))
    }

    /// Whether an amount is at least another; amounts of two currencies are not comparable, so the answer is
    /// no.
    private static func isAtLeast(_ one: Money, _ other: Money) -> Bool {
        one.currency == other.currency && one.minorUnits >= other.minorUnits
    }

    /// Finds the new entries among the old ones, in order, by kind; nil where one of them is new. An entry
    /// that only got a condition, or lost it, is the same entry.
    private static func align(
        _ new: [Charter.Permission], in old: [Charter.Permission]
    ) -> [(Int, Charter.Permission)]? {
        var pairs: [(Int, Charter.Permission)] = []
        var start = 0
        for permission in new {
            let rest = old.indices.dropFirst(start)
            let same = rest.first {
                old[$0].kindName == permission.kindName && old[$0].condition == permission.condition
            }
            guard let index = same ?? rest.first(where: { old[$0].kindName == permission.kindName }) else { return nil }
            pairs.append((index, permission))
            start = index + 1
        }
        return pairs
    }

    private mutating func note(
        _ path: String, _ direction: CharterChange.Direction, _ old: [Charter.Permission]?, _ new: [Charter.Permission]?
    ) {
        changes.append(
            CharterChange(
                path, direction, from: old?.map(\.summary).joined(separator: "; "),
                to: new?.map(\.summary).joined(separator: "; ")))
    }
}

extension [Charter.Approver] {
    fileprivate var joined: String { map(\.description).joined(separator: ", ") }
}

extension Charter.Permission {
    fileprivate var kindName: String { grant == .may ? "may" : "with_approval" }

    /// What it means to the gate: the place in the file and the way of writing left out.
    fileprivate var meaning: Charter.Permission {
        Charter.Permission(tool, grant, bounds: bounds, when: condition, clause: Charter.Clause(""))
    }

    /// One line for a person: `may, 15 % of current, at least 10.00 GBP, when …`.
    var summary: String {
        var parts = [grant == .may ? "may" : "with approval"]
        if let change = bounds.change { parts.append("\(change) of current") }
        if let floor = bounds.floor { parts.append("at least \(floor)") }
        if let ceiling = bounds.ceiling { parts.append("at most \(ceiling)") }
        if let condition { parts.append("when \(condition)") }
        return parts.joined(separator: ", ")
    }
}
