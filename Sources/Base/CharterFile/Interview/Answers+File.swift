import Vocabulary

extension Answers {
    /// The file as the reader gets it; texts are quoted, so that no answer can write a second key.
    var yaml: String {
        let parts = [
            "charter: \(text(.agent))", "purpose: \(text(.purpose))", goal, actions, constraints, escalation, reviews,
            owner,
        ]
        return parts.joined(separator: "\n") + "\n"
    }

    private func text(_ topic: Topic) -> String { YAMLWriter.scalar(value(topic)) }

    private var goal: String {
        let target = value(.target)
        let isUp = target.hasPrefix("+") || (!target.hasPrefix("-") && metric?.better == .up)
        let isPeriod = value(.baseline).contains("/")
        let kind = metric?.isProxy == true ? "{ proxy_for: \(text(.purpose)) }" : "outcome"
        let bands = self.bands(value(.protect)) ?? []
        return """
            goal:
              improve: \(text(.metric))
              direction: \(isUp ? "up" : "down")
              target: \(text(.target))
              by: \(text(.deadline))
              baseline: \(isPeriod ? "{ measured: \(text(.baseline)) }" : given(baseline: value(.baseline)))
              kind: \(kind)
              protect: [\(bands.joined(separator: ", "))]
              precedence: [protect, \(text(.metric))]
              in_the_interest_of: \(text(.interest))
              trade_offs: \(text(.tradeOffs))
            """
    }

    /// `54.41 GBP from the third quarter's export`.
    private func given(baseline text: String) -> String {
        let parts = text.split(separator: " from ", maxSplits: 1).map(String.init)
        let source = parts.count > 1 ? ", source: \(YAMLWriter.scalar(parts[1]))" : ""
        return "{ value: \(YAMLWriter.scalar(parts.first ?? ""))\(source) }"
    }

    /// `purchases at least 95 % of baseline; margin at least 30 %` as bands; nil where one has no end.
    func bands(_ text: String) -> [String]? {
        let items = text.split { $0 == ";" || $0 == "," }.map(String.init)
        let bands = items.map { item -> String? in
            for (words, key) in [(" at least ", "floor"), (" at most ", "ceiling")] {
                let parts = item.split(separator: words, maxSplits: 1).map {
                    $0.split(separator: " ").joined(separator: " ")
                }
                guard parts.count == 2 else { continue }
                return "{ metric: \(YAMLWriter.scalar(parts[0])), \(key): \(YAMLWriter.scalar(parts[1])) }"
            }
            return nil
        }
        return bands.isEmpty || bands.contains(nil) ? nil : bands.compactMap { $0 }
    }

    /// A list of names divided by commas; `none` is none.
    func tools(_ text: String) -> [String] {
        guard text != "none" else { return [] }
        return text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private var actions: String {
        let amount: (String) -> Bool = { name in
            ToolName(name).flatMap { context.tools[$0] }?.concerns.contains(.setsAmount) == true
        }
        func list(_ topic: Topic) -> [String] {
            tools(value(topic)).map { tool in
                let bounds = amount(tool) ? ", bounds: { change: \(text(.step)) }" : ""
                return "    - { tool: \(YAMLWriter.scalar(tool))\(bounds) }"
            }
        }
        func part(_ key: String, _ items: [String]) -> String {
            items.isEmpty ? "" : "\n  \(key):\n" + items.joined(separator: "\n")
        }
        return "actions:" + part("may", list(.may)) + part("with_approval", list(.approval))
            + part("never", prohibitions)
    }

    private var prohibitions: [String] {
        tools(value(.never)).map { name in
            let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2, EntityKind(rawValue: parts[0]) != nil {
                return "    - { about: { \(parts[0]): \(YAMLWriter.scalar(parts[1])) } }"
            }
            return name.contains(".")
                ? "    - { tool: \(YAMLWriter.scalar(name)) }" : "    - { about: [\(YAMLWriter.scalar(name))] }"
        }
    }
}

extension Answers {
    private var granted: [ToolTraits] {
        (tools(value(.may)) + tools(value(.approval))).compactMap { ToolName($0).flatMap { context.tools[$0] } }
    }

    private func names(_ concern: ToolTraits.Concern) -> [String] {
        granted.filter { $0.concerns.contains(concern) }.map(\.name.text)
    }

    private var constraints: String {
        let currency = currency(of: .dailyCap) ?? currency(of: .monthlyCap) ?? "GBP"
        let step = Reading.share(value(.step), of: "current") ?? Percentage(percent: 15)
        let sum = Percentage(partsPerMillion: step.partsPerMillion * 2)
        var lines = [
            "constraints:", "  time_zone: \(text(.zone))", "  currency: \(currency)", "  money:",
            "    - { cap: \(text(.dailyCap)), per: day, over: account }",
            "    - { cap: \(text(.monthlyCap)), per: month, over: account }", "  change:",
        ]
        for tool in Set(names(.setsAmount)).sorted() {
            lines.append("    - { tool: \(tool), at_most: 1 time, in_any: 6 h, over: campaign }")
            lines.append("    - { tool: \(tool), by: \(sum), in_any: 7 d, over: campaign }")
        }
        let aimed = tools(value(.may)).filter { names(.targets).contains($0) && !names(.spends).contains($0) }
        for tool in Set(aimed).sorted() {
            lines.append("    - { tool: \(tool), at_most: 1 time, in_any: 24 h, over: campaign }")
        }
        lines.append("    - { share_of_total_spend: 10 %, in_any: 7 d, then: escalate }")
        lines.append("    - { leave_alone_after_change_by_others: 24 h }")
        let judged = Set(names(.switches) + names(.setsAmount)).sorted()
        if !judged.isEmpty {
            lines.append("  evidence:")
            lines.append("    - { min_age: \(text(.evidence)), before: [\(judged.joined(separator: ", "))] }")
            let actsOnAds = judged.contains { $0.hasPrefix("ads.") }
            lines += actsOnAds ? ["    - { freshness: 48 h, of: \(SourceName.adsMetrics), else: refuse }"] : []
        }
        return (lines + contactLines).joined(separator: "\n")
    }

    /// Safe limits for tools that contact, show, offer or target; the writer widens them in the file where
    /// they mean to.
    private var contactLines: [String] {
        var lines: [String] = []
        if !names(.contacts).isEmpty {
            lines += [
                "  touches: [{ at_most: 1 time, in_any: 7 d }]", "  lawful_basis: consent",
                "  quiet_hours: { from: \"20:00\", to: \"09:00\", in: recipient_zone }",
            ]
        }
        if !names(.publishes).isEmpty { lines.append("  content: { only_from: library/approved }") }
        if !names(.offers).isEmpty { lines.append("  offers: { discount: { at_most: 5 % } }") }
        if !names(.targets).isEmpty { lines += ["  channels: [paid_social]", "  markets: [GB]"] }
        return lines
    }

    /// `owner within 4 h` as person and deadline.
    func escalation(_ text: String) -> (to: String, within: String)? {
        let parts = text.split(separator: " within ", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    private var escalation: String {
        let (to, within) = escalation(value(.escalation)) ?? (value(.escalation), "4 h")
        return """
            escalation:
              to: \(YAMLWriter.scalar(to))
              answer_within: \(YAMLWriter.scalar(within))
              when:
                - { confidence_below: \(text(.confidence)) }
                - { moved: any_metric, by_more_than: 30 %, within: 48 h }
                - { budget_used_above: 80 % }
                - { missing: goal_metric }
            """
    }

    /// The rhythm's words that are units of reviews.
    func reviewUnits(_ text: String) -> [String] { tools(text).filter { CharterWords.reviewUnits.contains($0) } }

    private var reviews: String {
        let all: [String: (String, String)] = [
            "day": ("[dashboard, anomalies, escalation_queue]", "15 min"),
            "week": ("[patterns, constraints]", "60 min"),
            "month": ("[goal, behaviour, report]", "120 min"), "quarter": ("[full_audit, keep_or_retire]", "240 min"),
        ]
        let units = reviewUnits(value(.review))
        let lines = units.compactMap { unit in
            all[unit].map { "  - { every: \(unit), what: \($0.0), takes: \($0.1), who: owner }" }
        }
        return (["review:"] + lines).joined(separator: "\n")
    }

    private var owner: String {
        let deputies = value(.deputy) == "none" ? "" : "\n  deputies: [\(text(.deputy))]"
        return """
            owner:
              person: \(text(.owner))\(deputies)
              may_change: [owner]
              may_pause: anyone
              answers_questions: owner
            """
    }
}
