public import Vocabulary

/// What the rows of a file are.
public enum ImportContent: Equatable, Sendable {
    /// Metrics of entities of one kind.
    case metrics(of: EntityKind)
    /// Versions of entities of one kind: names, parents, status.
    case entities(EntityKind)

    /// The kind of entity that a row is about.
    public var level: EntityKind {
        switch self {
        case .metrics(let kind), .entities(let kind): kind
        }
    }

    /// One fragment for a screen.
    public var text: String {
        switch self {
        case .metrics(let kind): "metrics by \(kind.rawValue)"
        case .entities(let kind): "history of \(kind.rawValue) entities"
        }
    }
}
