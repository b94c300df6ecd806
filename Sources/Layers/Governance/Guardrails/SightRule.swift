import Schemas
import Vocabulary

/// An agent asks for no counts of what its charter does not show it.
struct SightRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard let data = rulebook.charter.constraints.data, case .read(let tool) = subject.call,
            [.query, .summarise, .compare].contains(tool)
        else { return [] }
        // Whose counts; arguments that do not say it are refused by the tool.
        let kind = subject.proposal.arguments["kind"]?.stringValue
        let wanted = ["metrics"] + (kind.map { $0 == EntityKind.account.rawValue ? [] : [$0] } ?? [])
        return wanted.filter { !data.shows($0) }.map { field in
            let list = data.mayNotSee.contains(field) ? "may_not_see" : "may_see"
            return Finding(
                .data, .refuse, limit: "constraints.data.\(list)", actual: field,
                allowed: data.maySee.joined(separator: ", "),
                message: "the charter does not show it `\(field)`")
        }
    }
}
