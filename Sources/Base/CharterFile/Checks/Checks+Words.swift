import Vocabulary

extension Checks {
    /// Do the sentences that a goal needs say anything? One or two signs name nothing that could be given up or stood for.
    mutating func checkWords() {
        let goal = draft.root["goal"]
        let sentences: [(CharterFinding.Code, String, YAMLNode?, String)] = [
            (.goalWithoutTradeOffs, "trade_offs", goal?["trade_offs"], "Fewer purchases are acceptable down to 95 %."),
            (.emptyValue, "reason", goal?["unprotected"]?["reason"], "Nothing that counts can suffer from it."),
            (.unnamedProxy, "proxy_for", goal?["kind"]?["proxy_for"], "purchases that happen weeks later"),
        ]
        for (code, key, node, right) in sentences {
            guard let node, let text = node.text, Leaf.sentence.accepts(text), Self.saysNothing(text) else { continue }
            findings.note(
                code, at: node.position, "`\(key)` is \(quoted(text)), which says nothing to who reads it",
                fix: "write `\(YAMLWriter.scalar(right))`, or what is meant in one sentence")
        }
    }

    /// One or two signs, and what people write where a form wants something.
    private static func saysNothing(_ text: String) -> Bool {
        text.count(where: { $0 != " " }) < 3 || CharterWords.noAnswers.contains(text.lowercased().trimming(".!?-"))
    }

    /// Times that are no time at all, and data that may be of any age.
    mutating func checkTimes() {
        for limit in limits.change {
            guard case .leaveAloneAfterOthers(.zero) = limit.rule else { continue }
            findings.note(
                .evidenceAsksNothing, at: limit.clause.position,
                "what others change is left alone for no time, so it is not left alone",
                fix: "write `leave_alone_after_change_by_others: 24 h`, or remove this entry")
        }
        for rule in limits.evidence {
            guard case .freshness(let age, let source, _) = rule.rule, age > .seconds(366 * 86_400) else { continue }
            let lag = values.metrics.sorted.filter { $0.source == source.text }.map(\.lag).min()
            findings.note(
                .evidenceAsksNothing, at: rule.clause.position,
                "data of `\(source)` that is `\(age.brief)` old is fresh enough, and so is everything",
                fix: "write `freshness: \((lag ?? .seconds(86_400)).brief)`, or what is needed within a year")
        }
    }

    /// An address whose mailbox is a team's, a machine's or nobody's is not one person.
    mutating func checkMailbox(_ person: PersonID, at place: SourcePosition) {
        let name = person.text.prefix { $0 != "@" }
        let words = Set(name.split { !$0.isLetter }.map(String.init))
        let whole = name.filter(\.isLetter).lowercased()
        let isMachine = !CharterWords.machines.isDisjoint(with: words) || CharterWords.mechanical.contains(whole)
        let isGroup = !CharterWords.groups.isDisjoint(with: words) || CharterWords.mailboxes.contains(whole)
        guard isMachine || isGroup else { return }
        findings.note(
            isMachine ? .ownerIsMachine : .ownerIsTeam, at: place,
            "`\(person)` looks like the mailbox of a \(isMachine ? "machine" : "group")",
            fix: "write `\(values.address("first.last"))`: the address of one person who answers")
    }
}

extension String {
    /// The text without such signs at its ends.
    fileprivate func trimming(_ signs: String) -> String {
        var rest = self[...]
        while let last = rest.last, signs.contains(last) { rest.removeLast() }
        while let first = rest.first, signs.contains(first) { rest.removeFirst() }
        return String(rest)
    }
}
