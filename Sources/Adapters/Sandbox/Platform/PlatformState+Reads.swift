import Schemas
import Vocabulary

extension PlatformState {
    /// The answer to a read.
    func answer(_ read: ReadCall, lagHours: Int64?) throws(Refusal) -> JSON {
        guard account != nil else { throw .conflict("no_account", "this platform has no account yet; seed one first") }
        switch read {
        case .entity(let ref):
            guard let entity = entities[ref] else { throw .unknown(ref.description) }
            return entity.json
        case .list(let kind, let within, let after): return try list(kind, within, after)
        case .report(let call): return try report(call, lagHours: lagHours)
        case .changes(let after): return changes(after: after)
        case .answer(let key):
            guard let known = answers[key] else { return ["is_known": false] }
            return [
                "is_known": true, "effect": known.effect.json, "at": .string(known.at.description),
                "answer": known.answer,
            ]
        }
    }

    private func list(_ kind: EntityKind, _ within: EntityRef?, _ after: Int64) throws(Refusal) -> JSON {
        let (found, next) = try page(kind, within, after)
        return page(found.compactMap { entities[$0]?.json }, next: next)
    }

    private func page(_ items: [JSON], next: Int64?) -> JSON {
        .object(JSONObject(present: ["items": .array(items), "next": next.map { .integer($0) }]))
    }

    private func changes(after: Int64) -> JSON {
        let from = Int(min(after, Int64(changes.count)))
        let items = changes[from...].prefix(Limits.page)
        let next = from + items.count
        return page(items.map(\.json), next: next < changes.count ? Int64(next) : nil)
    }

    /// Entities of a kind from a place in the platform's order on, at most one page, and the place to go on from.
    private func page(_ kind: EntityKind, _ within: EntityRef?, _ after: Int64) throws(Refusal) -> ([EntityRef], Int64?)
    {
        if let within, entities[within] == nil { throw .unknown(within.description) }
        var found: [EntityRef] = []
        var place = Int(min(after, Int64(order.count)))
        while place < order.count, found.count < Limits.page {
            let ref = order[place]
            if ref.kind == kind, within == nil || isBelow(ref, within) { found.append(ref) }
            place += 1
        }
        return (found, place < order.count ? Int64(place) : nil)
    }

    private func isBelow(_ ref: EntityRef, _ top: EntityRef?) -> Bool {
        var at: EntityRef? = ref
        while let one = at {
            if one == top { return true }
            at = entities[one]?.parent
        }
        return false
    }
}

extension PlatformState {
    /// The last moment up to which reports are complete: what is billed later shows after the lag.
    func completeUntil(lagHours: Int64?) -> Instant? {
        guard let account, let now else { return nil }
        let seen = now.advanced(by: .seconds(-3_600 * (lagHours ?? account.reportingLagHours)))
        return boundaries.last { $0 <= seen } ?? account.opened
    }

    private func report(_ call: ReportCall, lagHours: Int64?) throws(Refusal) -> JSON {
        guard let until = completeUntil(lagHours: lagHours), let account else { return .null }
        let (found, next) = try page(call.kind, call.within, call.after)
        var rows: [JSON] = []
        let gap = call.isByDay ? nil : gap(in: call.period, until: until, account)
        for ref in found {
            let unknown = call.isByDay ? nil : gap ?? cutThrough(of: ref, call.period)
            for (day, metrics) in counts(of: ref, call, until: until) {
                rows.append(SandboxReport.Row(entity: ref, day: day, metrics: metrics, unknown: unknown).json)
            }
        }
        var answer = page(rows, next: next).objectValue ?? JSONObject()
        answer["complete_until"] = .string(until.description)
        answer["currency"] = .string(account.currency.code)
        return .object(answer)
    }

    /// Totals over the period, or one row a day; a history counts where its whole period is asked for, and only in totals.
    private func counts(of ref: EntityRef, _ call: ReportCall, until: Instant) -> [(CalendarDate?, SandboxMetrics)] {
        var total = SandboxMetrics.none
        var days: [CalendarDate: SandboxMetrics] = [:]
        for one in withAllBelow(ref) {
            for row in history[one] ?? []
            where call.period.first <= row.period.first && row.period.last <= call.period.last { total += row.metrics }
            for row in spent[one] ?? []
            where row.until <= until && call.period.first <= row.day && row.day <= call.period.last {
                if call.isByDay { days[row.day, default: .none] += row.metrics } else { total += row.metrics }
            }
        }
        return call.isByDay ? days.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } : [(nil, total)]
    }

    /// Why nothing can be said of some day of a period: it lies outside the history and before the platform opened, or all of it
    /// is still to be reported. Nil where every day is known, a day without a row as one on which nothing happened.
    private func gap(in period: Period, until: Instant, _ account: SandboxAccount) -> String? {
        let (opened, reported) = (account.zone.date(at: account.opened), account.zone.date(at: until))
        guard period.first <= reported else { return "nothing is reported after `\(until)` yet" }
        let periods = history.values.joined().map(\.period)
        let first = min(periods.map(\.first).min() ?? opened, opened)
        guard period.first >= first else { return "nothing is known of days before `\(first)`" }
        let next = periods.map { $0.last.adding(days: 1) }.max() ?? opened
        guard next < opened, period.last >= next, period.first < opened else { return nil }
        return "nothing is known of the days from `\(next)` to `\(opened.adding(days: -1))`"
    }

    /// Why counts over a period are not known: a history that lies partly in it is one number for all of its own days.
    private func cutThrough(of ref: EntityRef, _ period: Period) -> String? {
        for one in withAllBelow(ref) {
            for row in history[one] ?? []
            where row.period.first <= period.last && period.first <= row.period.last
                && !(period.first <= row.period.first && row.period.last <= period.last)
            {
                return "known only as a whole for `\(row.period)`"
            }
        }
        return nil
    }

    /// An entity and everything below it: no day is counted at two levels, since an import takes only one of them.
    private func withAllBelow(_ ref: EntityRef) -> [EntityRef] {
        [ref] + (children[ref] ?? []).flatMap { withAllBelow($0) }
    }
}
