import CharterFile
import Engine
import Governance
import Vocabulary

extension CharterGap {
    /// One fragment with the way out.
    var text: String {
        switch self {
        case .noData: "nothing is imported, so no limit or trigger can be judged; run `mandate import FILE`"
        case .currency(let charter, let account):
            "constraints.currency is `\(charter)` and the account is billed in `\(account)`; amounts are never converted"
        case .baseline(let wanted, let has):
            "goal.baseline is measured over `\(wanted)`, and the data covers `\(has)`; import those days"
        case .metric(let clause, let metric, let needs):
            "\(clause): `\(metric)` needs \(CharterGap.list(needs.map(\.text))), which no imported report has"
        case .exceeded(let standing):
            "\(standing.cap.clause.key) (\(standing.cap.window)): exceeded already, the worst case is `\(standing.worstCase)` and the cap `\(standing.cap.cap)`; only reductions are allowed until it fits"
        case .source(let clause, let source):
            "\(clause): no data comes from `\(source)`, so its freshness cannot be judged"
        case .trigger(let trigger, let needs):
            "\(trigger.clause.key) (\(trigger.cause.words)): inactive, it needs \(needs), which nothing here provides"
        case .condition(let condition, let unknown):
            "\(condition.clause): `\(condition.source)` reads \(CharterGap.list(unknown.map(\.rawValue))), known of nothing here; \(CharterGap.consequence(condition.clause))"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: " and ")
    }

    private static func consequence(_ clause: String) -> String {
        if clause.hasPrefix("actions.never") { return "it forbids as long as that is so" }
        return clause.hasPrefix("escalation")
            ? "it stops the agent as long as that is so" : "it allows nothing until then"
    }
}
