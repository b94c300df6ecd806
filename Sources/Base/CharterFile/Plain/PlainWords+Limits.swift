import Vocabulary

extension PlainWords {
    var limits: [String] { limits(of: charter.constraints) }

    /// The limits as sentences, each with what is counted, over what and in which window.
    func limits(of constraints: Charter.Constraints) -> [String] {
        var lines = constraints.money.map {
            "In the worst case the bill of \(Self.scope($0.over)) is at most \($0.cap) \(Self.spoken($0.window))."
                + Self.source($0.clause)
        }
        lines += constraints.change.map { change($0.rule) + Self.source($0.clause) }
        lines += constraints.touches.map { touch in
            let kind = touch.category.map { " of the kind \(Self.words($0))" } ?? ""
            let channel = touch.channel.map { " on \(Self.words($0))" } ?? ""
            let messages = touch.atMost == 1 ? "one message" : "\(touch.atMost) messages"
            return "One person gets at most \(messages)\(kind)\(channel) \(Self.spoken(touch.window))."
                + Self.source(touch.clause)
        }
        lines += constraints.evidence.map { evidence($0.rule) + Self.source($0.clause) }
        lines += rules(of: constraints)
        lines.append(
            "Days begin and end by the clock of \(constraints.zone); money is in \(constraints.currency) and never converted."
        )
        return lines
    }

    /// Whose limit it is, where it is not the charter's own.
    static func source(_ clause: Charter.Clause) -> String {
        Organisation.hasClause(clause.key) ? " (The organisation's.)" : ""
    }

    private func change(_ rule: Charter.ChangeLimit.Rule) -> String {
        switch rule {
        case .count(let count, let tool, let window, let scope):
            "It may \(phrase(tool)) at most \(Self.times(count)) \(Self.spoken(window)), counted for \(Self.scope(scope))."
        case .cumulative(let share, let tool, let window, let scope):
            "Its steps to \(phrase(tool)) add up to a change of at most \(share) \(Self.spoken(window)), counted for \(Self.scope(scope))."
        case .shareOfSpend(let share, let window, let verdict):
            "It moves or pauses at most \(share) of all spend \(Self.spoken(window)); beyond that, \(Self.consequence(verdict))."
        case .leaveAloneAfterOthers(let length):
            "What somebody else has changed it leaves alone for \(Self.spoken(length))."
        }
    }

    private func evidence(_ rule: Charter.EvidenceRule.Rule) -> String {
        switch rule {
        case .minimum(let age, let spend, let tools):
            let asked = [
                age.map { "is at least \(Self.spoken($0)) old" }, spend.map { "has spent at least \($0)" },
            ].compactMap { $0 }
            return "It may \(phrases(tools)) only where what it changes \(Self.list(asked, "and"))."
        case .notWhile(let states, let tools):
            let names = Self.list(states.map { Self.states[$0.rawValue] ?? "is \(Self.words($0.rawValue))" }, "or")
            return "It may not \(phrases(tools)) while what it would change \(names)."
        case .freshness(let age, let source, let verdict):
            return "Its data from \(source) is at most \(Self.spoken(age)) old; otherwise \(Self.consequence(verdict))."
        }
    }

    private static let states = [
        "above_target": "is doing better than its target", "in_bundle": "is part of a bundle",
        "in_experiment": "is part of an experiment",
    ]

    private func rules(of constraints: Charter.Constraints) -> [String] {
        func names(_ values: [String]) -> String { Self.list(values.map(Self.words), "and") }
        var lines: [String] = []
        if let data = constraints.data {
            lines.append(data.maySee.isEmpty ? "It sees nothing." : "It sees \(names(data.maySee)), and nothing else.")
            if !data.mayNotSee.isEmpty {
                lines.append("It never sees \(Self.list(data.mayNotSee.map(Self.words), "or")).")
            }
        }
        if let most = constraints.offers?.discountAtMost {
            let alone = constraints.offers?.discountAlone.map { "up to \($0) by itself, " } ?? ""
            lines.append("Discounts: \(alone)never above \(most).")
        }
        if let margin = constraints.offers?.marginAtLeast {
            lines.append("Every offer leaves a margin of at least \(margin).")
        }
        if let content = constraints.content {
            let voice = content.voice.map { ", in the voice of \($0)" } ?? ""
            lines.append("Content comes only from \(content.onlyFrom)\(voice).")
        }
        if !constraints.channels.isEmpty { lines.append("It works on \(names(constraints.channels)).") }
        if !constraints.markets.isEmpty {
            lines.append("It works in \(Self.list(constraints.markets, "and")).")
        }
        if let basis = constraints.lawfulBasis {
            lines.append("Personal data is used on the basis of \(Self.words(basis.rawValue)).")
        }
        if let hours = constraints.quietHours {
            let clock = hours.clock == .recipient ? "the recipient's" : "the company's"
            let (from, to) = (Charter.QuietHours.clock(hours.from), Charter.QuietHours.clock(hours.to))
            lines.append("Nobody is contacted from \(from) to \(to) by \(clock) clock.")
        }
        return lines
    }

    private func phrase(_ tool: ToolName) -> String { tools[tool]?.phrase ?? tool.text }
    private func phrases(_ names: [ToolName]) -> String { names.map(phrase).joined(separator: ", or ") }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private static func scope(_ scope: Charter.Scope) -> String {
        switch scope {
        case .agent: "everything it can reach"
        case .account: "the account"
        case .campaign: "each campaign"
        case .adSet: "each ad set"
        case .ad: "each ad"
        }
    }
}
