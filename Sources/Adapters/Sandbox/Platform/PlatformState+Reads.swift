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
        let gap = gap(in: call.period, until: until, account)
        for ref in found {
            let unknown = gap ?? cutThrough(of: ref, call) ?? toldAbove(ref, call.period)
            let days = call.isByDay ? days(of: ref, call.period, until: until) : []
            for (day, metrics) in days { rows.append(SandboxReport.Row(entity: ref, day: day, metrics: metrics).json) }
            if !call.isByDay || unknown != nil {
                let total = unknown == nil ? total(of: ref, call.period, until: until) : .none
                rows.append(SandboxReport.Row(entity: ref, metrics: total, unknown: unknown).json)
            }
        }
        var answer = page(rows, next: next).objectValue ?? JSONObject()
        answer["complete_until"] = .string(until.description)
        answer["currency"] = .string(account.currency.code)
        return .object(answer)
    }

    private func total(of ref: EntityRef, _ period: Period, until: Instant) -> SandboxMetrics {
        let (told, spent) = rows(of: ref, in: period, until: until)
        return SandboxMetrics.total(told.map(\.value) + spent.map(\.metrics))
    }

    /// Days of which something is known, in order.
    private func days(of ref: EntityRef, _ period: Period, until: Instant) -> [(CalendarDate, SandboxMetrics)] {
        let (told, spent) = rows(of: ref, in: period, until: until)
        let ofOneDay = told.filter { $0.key.first == $0.key.last }.map { ($0.key.first, $0.value) }
        let days = Dictionary(grouping: ofOneDay + spent.map { ($0.day, $0.metrics) }) { $0.0 }
        return days.sorted { $0.key < $1.key }.map { ($0.key, SandboxMetrics.total($0.value.map(\.1))) }
    }

    /// What is told of an entity and of all below it: histories that lie wholly in a period, and what was spent in it here.
    private func rows(
        of ref: EntityRef, in period: Period, until: Instant
    ) -> ([(key: Period, value: SandboxMetrics)], [AdDay]) {
        let all = withAllBelow(ref)
        let told = all.flatMap { history[$0].filter { period.first <= $0.key.first && $0.key.last <= period.last } }
        let spent = all.flatMap { self.spent[$0] ?? [] }.filter {
            $0.until <= until && period.first <= $0.day && $0.day <= period.last
        }
        return (told, spent)
    }

    /// Why nothing can be said of some day of a period: it lies outside the history and before the platform opened, or all of it
    /// is still to be reported. Nil where every day is known, a day without a row as one on which nothing happened.
    private func gap(in period: Period, until: Instant, _ account: SandboxAccount) -> String? {
        let (opened, reported) = (account.zone.date(at: account.opened), account.zone.date(at: until))
        guard period.first <= reported else { return "nothing is reported after `\(until)` yet" }
        let first = min(history.first ?? opened, opened)
        guard period.first >= first else { return "nothing is known of days before `\(first)`" }
        guard let next = history.end, next < opened, period.last >= next, period.first < opened else { return nil }
        return "nothing is known of the days from `\(next)` to `\(opened.adding(days: -1))`"
    }

    /// Why counts over a period, or by day, are not known: a history that lies partly in it, or that is not of one day, is one
    /// number for all of its own days.
    private func cutThrough(of ref: EntityRef, _ call: ReportCall) -> String? {
        let asked = call.period
        let cut = withAllBelow(ref).lazy.flatMap { history[$0].keys }.filter { told in
            guard told.first <= asked.last, asked.first <= told.last else { return false }
            let isWithin = asked.first <= told.first && told.last <= asked.last
            return !isWithin || call.isByDay && told.first != told.last
        }
        // The earliest, so that the answer is the same every time.
        return cut.min { ($0.first, $0.last) < ($1.first, $1.last) }.map { "known only as a whole for `\($0)`" }
    }

    /// Why counts of an entity are not known: what is above it was told as a whole for days of a period, and no day is counted at two
    /// levels.
    private func toldAbove(_ ref: EntityRef, _ asked: Period) -> String? {
        var above = entities[ref]?.parent
        while let one = above {
            let told = history[one].keys.filter { $0.first <= asked.last && asked.first <= $0.last }
            if let first = told.min(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
                return "known only of `\(one)` as a whole for `\(first)`"
            }
            above = entities[one]?.parent
        }
        return nil
    }

    /// An entity and everything below it: no day is counted at two levels, since an import takes only one of them.
    private func withAllBelow(_ ref: EntityRef) -> [EntityRef] {
        [ref] + (children[ref] ?? []).flatMap { withAllBelow($0) }
    }
}
