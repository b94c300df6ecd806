import Governance
import Vocabulary

extension Charter {
    /// Whether nothing at all may ever be done to an entity or to what it belongs to; nil where a name that would decide is not
    /// known. Prohibitions under a condition are the gate's alone.
    func forbidsAnything(on entity: EntityFacts) -> Bool? {
        let line = [EntityFacts.Parent(entity.ref, name: entity.name)] + entity.parents
        let matches = actions.prohibitions.flatMap { prohibition -> [Bool?] in
            guard prohibition.condition == nil, case .entities(let pattern) = prohibition.subject else { return [] }
            return line.filter { $0.ref.kind == pattern.kind }.map(pattern.match)
        }
        return matches.contains(true) ? true : matches.contains(nil) ? nil : false
    }
}
