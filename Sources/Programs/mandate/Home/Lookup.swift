import Engine
import Governance
import Vocabulary

/// What an identifier may name.
enum Named: Hashable, Sendable {
    case decision(DecisionID)
    case escalation(EscalationID)
    case run(RunID)

    /// The whole identifier.
    var identifier: String {
        switch self {
        case .decision(let id): id.description
        case .escalation(let id): id.description
        case .run(let id): id.description
        }
    }

    /// What kind of thing it is, in a word.
    var kind: String {
        switch self {
        case .decision: "decision"
        case .escalation: "escalation"
        case .run: "run"
        }
    }
}

extension OpenHome {
    /// The decision whose identifier begins with a text: people type the first letters.
    func decision(_ text: String) async throws -> DecisionID {
        let found = try await named(text)
        let decisions = found.compactMap { if case .decision(let id) = $0 { id } else { nil } }
        if decisions.count == 1 { return decisions[0] }
        guard decisions.isEmpty, let other = found.first else { throw try await notOne(text, found, "decision") }
        switch other {
        case .escalation:
            throw Failure(
                .usage,
                "`\(text)` is an escalation; `mandate explain \(text)` says what it asks, `mandate answer` decides")
        case .run: throw Failure(.usage, "`\(text)` is a run; name one of its decisions")
        case .decision: throw try await notOne(text, found, "decision")
        }
    }

    /// The escalation whose identifier begins with a text, or that stopped the decision that does.
    func escalation(_ text: String) async throws -> EscalationID {
        let found = try await named(text)
        let escalations = found.compactMap { if case .escalation(let id) = $0 { id } else { nil } }
        if escalations.count == 1 { return escalations[0] }
        let decisions = found.compactMap { if case .decision(let id) = $0 { id } else { nil } }
        guard escalations.isEmpty, decisions.count == 1 else { throw try await notOne(text, found, "escalation") }
        let decision = decisions[0]
        let (stopping, state) = try await store.read { view in
            (try view.escalation(stopping: decision), try view.state(of: decision))
        }
        if let stopping { return stopping.escalation.id }
        let word = state?.rawValue.spaced ?? "gone"
        guard state == .held else {
            throw Failure(.conflict, "decision `\(text)` asks nobody for judgement: it is \(word)")
        }
        throw Failure(
            .usage,
            "decision `\(text)` asks nobody for judgement: it is \(word); `mandate approve \(text)` or "
                + "`mandate reject \(text)` answers it")
    }

    /// The one decision, escalation or run whose identifier begins with a text.
    func only(_ text: String) async throws -> Named {
        let found = try await named(text)
        guard let first = found.first, found.count == 1 else {
            throw try await notOne(text, found, "decision, escalation or run")
        }
        return first
    }

    /// Everything whose identifier begins with a text, at most ten of a kind.
    private func named(_ text: String) async throws -> [Named] {
        try await store.read { view in
            try view.decisions(beginning: text).map(Named.decision)
                + view.escalations(beginning: text).map(Named.escalation) + view.runs(beginning: text).map(Named.run)
        }
    }

    /// Says that a text names nothing, or names what it may mean by forms that tell it apart.
    private func notOne(_ text: String, _ found: [Named], _ what: String) async throws -> Failure {
        guard !found.isEmpty else {
            return Failure(.notFound, "there is no \(what) `\(text)`; `mandate inbox` lists what waits")
        }
        let names = try await ShortNames(found.map(\.identifier), in: store)
        let shown = found.prefix(3).map { "\($0.kind) `\(names.of($0.identifier))`" }
        let more = found.count > 3 ? " and more" : ""
        return Failure(.usage, "`\(text)` begins several: \(shown.joined(separator: ", "))\(more); give more of it")
    }
}

/// Identifiers cut to what tells them from every decision, escalation and run of the home, with a character to spare for what
/// the next run adds.
struct ShortNames: Sendable {
    private static let least = 8
    private let length: Int

    /// For the identifiers of a screen; all are cut to the same length.
    init(_ identifiers: [String], in store: any EngineStore) async throws {
        length = try await store.read { view in
            try identifiers.reduce(ShortNames.least) { length, id in
                try view.neighbours(of: id).reduce(length) { max($0, $1.commonPrefix(with: id) + 2) }
            }
        }
    }

    /// The beginning that is enough.
    func of(_ identifier: String) -> String { String(identifier.prefix(length)) }
}

extension String {
    /// How many characters two identifiers begin with alike.
    fileprivate func commonPrefix(with other: String) -> Int { zip(self, other).prefix { $0 == $1 }.count }
}
