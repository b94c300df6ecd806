import Schemas
import Vocabulary

extension Checks {
    /// Data are shown by kind of thing and by segment; metrics are shown together, or not at all.
    mutating func checkData() {
        guard let data = limits.data else { return }
        let place = draft.place("constraints", "data")
        let both = Set(data.maySee).intersection(data.mayNotSee).sorted()
        if !both.isEmpty {
            let rest = data.maySee.filter { !both.contains($0) }
            let shown = rest.isEmpty ? ["metrics", "campaign", "plan"].filter { !both.contains($0) } : rest
            findings.note(
                .seenAndUnseen, at: place,
                "\(both.map { "`\($0)`" }.joined(separator: ", ")) is both shown and not shown",
                fix: "write `may_see: [\(shown.joined(separator: ", "))]`; what is not listed there is not shown")
        }
        let acts = grantedTools.contains { !$0.isReadOnly && $0.name.text.hasPrefix("ads.") }
        if acts, !data.shows("metrics"), both.isEmpty {
            findings.note(
                .goalUnseen, at: place,
                "what ads bring is not shown, so the agent cannot see its goal and proposes nothing",
                fix: data.mayNotSee.contains("metrics")
                    ? "write `may_see: [\((data.maySee + ["metrics"]).joined(separator: ", "))]`, and take `metrics` out of `may_not_see`"
                    : "write `may_see: [\((data.maySee + ["metrics"]).joined(separator: ", "))]`")
        }
        checkFields(data.maySee, "may_see", data)
        checkFields(data.mayNotSee, "may_not_see", data)
    }

    private mutating func checkFields(_ list: [String], _ key: String, _ data: Charter.DataRule) {
        for word in list where !Charter.DataRule.words.contains(word) {
            let isMetric = MetricName(word).map { values.metrics[$0] != nil } ?? false
            let near = isMetric ? nil : Nearest.name(to: word, among: Charter.DataRule.words)
            guard isMetric || near != nil else { continue }
            let right = list.compactMap { $0 == word ? near : $0 }
            findings.note(
                .unknownField, at: draft.place("constraints", "data"),
                isMetric
                    ? "`\(word)` is one metric, and metrics are shown together or not at all"
                    : "`\(word)` is no field of the data",
                fix: right.isEmpty && key == "may_not_see"
                    ? "remove `\(key)`; what is not listed under `may_see` is not shown"
                    : "write `\(key): [\((right.isEmpty ? ["metrics"] : right).joined(separator: ", "))]`, or what is meant"
            )
        }
    }
}
