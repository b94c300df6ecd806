public import Schemas
public import Vocabulary

/// What an entry of the log says beyond its leaf, for whoever reads its line: which person, about whom, why, and which figures. It
/// is read from the payload, and nothing is said any more once that is erased.
public struct EntryWords: Hashable, Sendable {
    /// Who did it, or said it; nil where the entry names nobody.
    public let person: PersonID?
    /// Whom of the team it concerns; nil where it is not about a person.
    public let concerns: PersonID?
    /// Why other entries were erased, or why a yes came to nothing; nil where the entry says no such thing.
    public let reason: String?
    /// What was measured, beside what was expected of as many days; nil where the entry measures nothing.
    public let figures: String?

    /// What a leaf says; `fields` is the leaf as JSON.
    public init(_ leaf: LogLeaf, _ fields: JSON) {
        let kind = fields["kind"]?.stringValue.flatMap(AuditKind.init(rawValue:))
        figures = kind == .measured ? leaf.opening.flatMap { EntryWords.figures($0.payload) } : nil
        let payload = kind.map(EntryWords.namePeople.contains) == true ? leaf.opening?.payload : nil
        let said = payload.flatMap { SignedStatement.content(of: $0) ?? EntryWords.plain($0) }
        person = said?["person"]?.stringValue.flatMap { PersonID($0) }
        concerns = kind == .team ? said?["subject"]?.stringValue.flatMap { PersonID($0) } : nil
        let objections = kind == .expired ? payload.map(EntryWords.objections) ?? [] : []
        reason = objections.isEmpty ? Erasure(leaf, fields)?.reason : objections.joined(separator: "; ")
    }

    /// What the entry is about in one cell: the subject of its leaf, whom it concerns, why, and its figures.
    public func about(_ subject: String) -> String {
        [subject, concerns?.text ?? "", reason ?? "", figures ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// What spoke against using a yes, from the payload of its entry; empty where nothing is said of it.
    public static func objections(in payload: [UInt8]) -> [String] {
        (plain(payload)?["findings"]?.arrayValue ?? []).compactMap { $0["message"]?.stringValue }
    }

    /// What forecast checks of one campaign say of it, which is the same in each: the first says it.
    private static func figures(_ payload: [UInt8]) -> String? {
        guard let checks = try? JSON(parsing: payload), let check = checks.arrayValue?.first,
            let expected = check["expected"], let metric = expected["metric"]?.stringValue.flatMap(MetricName.init),
            let low = expected["low"]?.stringValue
        else { return nil }
        let measured = check["measured"]?.stringValue.map(Figure.short) ?? "nothing to divide by"
        let interval = ForecastCheck.interval(from: low, to: expected["high"]?.stringValue)
        let disturbed = check["changed_by_others"] == true ? ", changed by others meanwhile" : ""
        return "\(metric.words) \(measured), forecast \(interval)\(disturbed)"
    }

    /// Kinds whose payload says which person it was, nearly all of them over that person's signature.
    private static let namePeople: Set<AuditKind> = LogKeeper.signedKinds.union([.halted, .expired])

    /// A payload without a signature.
    private static func plain(_ payload: [UInt8]) -> JSONObject? {
        do { return try JSON(parsing: payload).objectValue } catch { return nil }
    }
}
