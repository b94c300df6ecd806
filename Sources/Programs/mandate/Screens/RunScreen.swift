import Engine
import Governance
import Vocabulary

/// One screen of a run.
struct RunScreen {
    /// How much was decided, how much of it went to a person, what the reasoner's calls cost (R052).
    var numbers: String {
        let rate = report.escalationRate.map { ", escalated \($0.brief)" } ?? ""
        return "decisions: \(report.entries.count)\(rate), calls to paid models cost \(report.cost)"
    }

    let report: RunReport
    let context: RunContext
    private let names: ShortNames
    private let listsAll: Bool

    /// The screen of a report; groups where there are many entries, unless all are to be listed.
    init(_ report: RunReport, _ context: RunContext, _ names: ShortNames, listsAll: Bool) {
        self.report = report
        self.context = context
        self.names = names
        self.listsAll = listsAll
    }

    /// The heading.
    var title: String {
        let kind = report.isShadow ? "shadow run: nothing was changed" : "run"
        return "\(report.agent) \(kind), \(report.at)"
    }

    /// The headings that this run needs, in the order of the screen: those of the gate's rulings always, what was authorised and is
    /// not confirmed where there is any.
    var headings: [RunHeading] {
        RunHeading.allCases.filter { heading in
            switch heading {
            case .executed, .held, .escalated, .refused: true
            case .undone, .partlyDone, .inDoubt, .notSent, .onItsWay: !report.entries(heading).isEmpty
            }
        }
    }

    /// How a heading is called here.
    func title(_ heading: RunHeading) -> String {
        let words =
            switch heading {
            case .executed: report.isShadow ? "would be executed" : "executed"
            case .undone: "undone"
            case .partlyDone: "executed in part"
            case .inDoubt: "in doubt, not known to be done"
            case .notSent: "not sent, so nothing changed"
            case .onItsWay: "on its way, not done yet"
            case .held: report.isShadow ? "would be held for a person" : "held for a person"
            case .escalated: report.isShadow ? "would be escalated" : "escalated"
            case .refused: "refused by the charter"
            }
        return "\(words): \(report.entries(heading).count)"
    }

    /// What a person does about what is not confirmed; nil where its entries say so themselves, or nothing is to be done.
    func wayOn(_ heading: RunHeading) -> String? {
        switch heading {
        case .inDoubt:
            "the next command asks the platform what became of it; what stays in doubt is in `mandate inbox`, and "
                + "`mandate resolve ID` settles it"
        case .notSent: "the next run proposes what is still worth it"
        case .onItsWay: "`mandate explain ID` says how far it is"
        case .executed, .undone, .partlyDone, .held, .escalated, .refused: nil
        }
    }

    /// Entries that belong on one line: same tool, same finding.
    struct Group {
        let entries: [RegisterEntry]

        var first: RegisterEntry? { entries.first }
    }

    /// The entries under a heading: alone where they are few, else by tool and first finding. A budget that is changed, or that a
    /// person is asked about, stays alone, since each is another amount; a refused one is nobody's to answer.
    func groups(_ heading: RunHeading) -> [Group] {
        let entries = report.entries(heading)
        guard entries.count > 8, !listsAll else { return entries.map { Group(entries: [$0]) } }
        var keys: [String] = []
        var byKey: [String: [RegisterEntry]] = [:]
        for entry in entries {
            let budget = entry.tool == .setDailyBudget && heading != .refused ? entry.decision.description : ""
            let key = "\(entry.tool) \(entry.findings.first?.code.rawValue ?? "") \(budget) \(entry.state.rawValue)"
            if byKey[key] == nil { keys.append(key) }
            byKey[key, default: []].append(entry)
        }
        return keys.compactMap { byKey[$0].map(Group.init) }
    }

    /// The causes given most, with how often; a reason ends with its cause.
    var topReasons: [(reason: String, count: Int)] {
        var counts: [String: Int] = [:]
        for entry in report.entries {
            let cause = entry.reason.split(separator: ";").last.map { $0.drop { $0 == " " } } ?? ""
            counts["\(entry.tool): \(cause)", default: 0] += 1
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map { ($0.key, $0.value) }
    }

    /// What a person types to name a group's first decision.
    func shortID(_ group: Group) -> String { names.of(group.first?.decision.description ?? "") }

    /// Money a day that the entries under a heading are about: their money of the measured period over its days, to the nearest
    /// minor unit. What is paused with its campaign is money of the campaign.
    func moneyADay(_ heading: RunHeading) -> Money? {
        let all = report.entries(heading)
        let paused = Set(all.filter { $0.tool == .pause && $0.entity?.kind == .campaign }.compactMap(\.entity))
        let entries = all.filter { entry in
            entry.tool != .pause || entry.entity?.kind == .campaign || !paused.contains { $0 == entry.campaign }
        }
        guard let currency = entries.first?.worstCase.currency else { return nil }
        let sum = entries.reduce(Int128(0)) { $0 + Int128($1.share) }
        let daily = Rounding.nearest.divide(sum, by: Int128(max(1, report.days)))
        return Money(minorUnits: Int64(clamping: daily), currency)
    }

    /// The line of a run that proposes nothing.
    var nothing: String {
        context.hasRunBefore
            ? "nothing to propose beyond what was decided before, and nothing was changed"
            : "nothing to propose on these data, and nothing was changed"
    }
}

extension RunScreen.Group {
    /// The group on one line.
    var text: String {
        guard let first else { return "" }
        guard entries.count > 1 else { return RunScreen.Group.line(first) }
        let names = entries.prefix(3).compactMap { $0.entity?.id }.joined(separator: ", ")
        return "\(entries.count) x \(first.tool): \(names)\(entries.count > 3 ? ", …" : "")"
    }

    /// Why, with both numbers; those of the first of several.
    var because: String {
        guard let first else { return "" }
        let why = first.findings.first?.message ?? first.shortfall ?? first.reason
        return entries.count > 1 ? "the first: \(why)" : why
    }

    private static func line(_ entry: RegisterEntry) -> String {
        // Of several changes each names its own object.
        let object = entry.before.contains("; ") ? "" : entry.entity.map { " \($0.kind.rawValue) \($0.id)" } ?? ""
        let change = entry.before.isEmpty && entry.after.isEmpty ? "" : ": \(entry.change)"
        return "\(entry.tool)\(object)\(change)"
    }
}

extension RegisterEntry {
    /// From what to what, part by part.
    fileprivate var change: String {
        let parts = zip(before.split(separator: "; "), after.split(separator: "; "))
        return parts.map { before, after in
            "\(before) to \(after.split(separator: ": ").last ?? after)"
        }.joined(separator: ", then ")
    }

    /// What was not done of what was authorised, and the way back where a part of it was; nil where nothing is missing.
    fileprivate var shortfall: String? {
        switch state {
        case .partlyDone: "\(outcome); what was done stays, and `mandate undo \(decision)` takes it back"
        case .notSent, .inDoubt: outcome
        default: nil
        }
    }
}

extension Output {
    /// One screen of a run.
    func run(_ screen: RunScreen) {
        guard !isJSON else { return }
        let report = screen.report
        line(screen.title, .bold)
        if report.entries.isEmpty { line(screen.nothing, .good) }
        if !report.entries.isEmpty { decisions(screen) }
        line()
        line(report.leftAlone.isEmpty ? "left alone: \(report.leftAloneCount)" : report.leftAlone)
        line(screen.numbers)
        money(screen)
        changesByOthers(report)
        if let goal = report.goal { line("\(goal)", goal.isMet ? .good : nil) }
        forecast(report)
        measured(report.forecasts)
        exposures(screen)
        reasons(screen)
        inactive(screen)
        for reminder in report.reminders where !reminder.isOverdue { line("reminder: \(reminder.words)") }
        alarms(report)
        nextSteps(screen)
    }

    /// The screen of a run that ended before anything was proposed: only what the runtime did by itself, and what is odd.
    func hinderedRun(_ screen: RunScreen) {
        guard !isJSON else { return }
        if !screen.report.entries.isEmpty {
            line("\(screen.title): only what brings the account back under its limits", .bold)
            decisions(screen)
            line()
        }
        alarms(screen.report)
    }

    /// Triggers without data, which every run has and `charter check --against` names.
    private func inactive(_ screen: RunScreen) {
        let (triggers, reason) = (screen.report.inactiveTriggers, "inactive, since nothing here provides their data")
        guard !triggers.isEmpty else { return }
        line(
            "\(reason): \(numbered(triggers.count, "trigger")); `mandate charter check FILE --against HOME` lists them")
    }

    private func decisions(_ screen: RunScreen) {
        for heading in screen.headings {
            line()
            line(screen.title(heading), heading.style)
            for group in screen.groups(heading) {
                line("  \(screen.shortID(group))  \(group.text)")
                line("      \(group.because)", .faint)
            }
            if let way = screen.wayOn(heading) { line("  \(way)") }
        }
    }

    private func alarms(_ report: RunReport) {
        for overdue in report.overdue { line("alarm: \(overdue.words)", .bad) }
        for alarm in report.alarms { line("alarm: \(alarm)", .bad) }
    }

    private func changesByOthers(_ report: RunReport) {
        let changes = report.changesByOthers
        guard !changes.isEmpty else { return }
        line("changed by others since the run before: \(changes.count)", .warn)
        for change in changes.suffix(5) { line("  \(change)") }
        if changes.count > 5 { line("  and \(changes.count - 5) before; `--json` has all") }
    }

    private func money(_ screen: RunScreen) {
        let words: [(RunHeading, String)] = [
            (.executed, screen.report.isShadow ? "would move" : "moved"), (.inDoubt, "in doubt"), (.held, "held"),
            (.escalated, "escalated"),
        ]
        let parts = words.compactMap { heading, word in screen.moneyADay(heading).map { "\(word) \($0)" } }
        guard !parts.isEmpty else { return }
        let days = max(1, screen.report.days)
        line("money a day: \(parts.joined(separator: ", ")) (spend of the \(days) measured days, by day)")
    }

    private func forecast(_ report: RunReport) {
        let executed = report.entries(.executed).count
        if let expected = report.outlook.executed {
            let steps = executed == 0 ? "as it is" : executed == 1 ? "after the step" : "after all \(executed) steps"
            line("forecast for the account \(steps): \(expected.text)")
        }
        if let expected = report.outlook.withHeld {
            let about =
                report.outlook.executed == nil
                ? "forecast for the account with what is held" : "  with what is held too"
            line("\(about): \(expected.text)")
        }
    }

    private func exposures(_ screen: RunScreen) {
        let report = screen.report
        guard !report.exposures.isEmpty else { return }
        line()
        var table = Table(["worst-case bill against", "cap", "before", "after"], rightAligned: [1, 2, 3])
        for exposure in report.exposures {
            let isOver = exposure.after.minorUnits > exposure.limit.minorUnits
            table.add([
                Table.Cell(screen.context.described(exposure.cap)), Table.Cell(exposure.limit.description),
                Table.Cell(exposure.before.description), Table.Cell(exposure.after.description, isOver ? .bad : nil),
            ])
        }
        self.table(table)
    }

    private func reasons(_ screen: RunScreen) {
        guard !screen.topReasons.isEmpty else { return }
        line()
        line("top reasons", .bold)
        for (reason, count) in screen.topReasons { line("  \(count) x \(reason)") }
    }

    private func nextSteps(_ screen: RunScreen) {
        let report = screen.report
        if report.isShadow, screen.context.hasLeftShadow {
            note("next: mandate agent run \(report.agent)")
        } else if report.isShadow, !screen.context.hasBaseline {
            note(
                "there is no frozen baseline, so it stays in shadow; next: mandate charter check FILE --against HOME says what is missing"
            )
        } else if report.isShadow {
            note("next: mandate agent promote \(report.agent) --to autonomous --confirm=\(report.agent)")
        } else if report.entries.isEmpty, report.overdue.isEmpty {
            note(
                screen.context.hasSimulatedClock
                    ? "next: mandate sandbox advance 7d --reviewed"
                    : "next: mandate agent run \(report.agent), once newer data are in")
        } else {
            note("next: mandate inbox, mandate explain ID" + (report.entries.isEmpty ? "" : ", mandate undo ID"))
        }
    }
}

extension RunHeading {
    /// The colour of a heading.
    var style: Style {
        switch self {
        case .executed: .good
        case .undone, .onItsWay, .held: .info
        case .partlyDone, .notSent, .escalated: .warn
        case .inDoubt, .refused: .bad
        }
    }
}
