import Schemas
import Testing
import Vocabulary

@testable import Governance

/// Every guardrail against every single fact: what could forbid something forbids it also where it is not known.
@Suite struct UnknownTests {
    /// Facts whose absence says something: nobody touched it, nobody is asked about it, it was never counted, nothing stops.
    static let saysNo: Set<String> = [
        "changed_by_others", "decided_by_person", "hold", "escalation", "under_way", "protected", "parents", "name",
        "counted_daily", "stops", "holds", "approved", "triggers", "speaks_for",
    ]

    static func asked(_ given: Given) -> [(Call, ToolName)] {
        [
            given.raise, given.bigRaise, given.lowering, given.pause, given.move, given.creation,
            (.resume(given.ad), .resume), (.resume(given.good), .resume),
            (.setTargeting(given.good, Targeting(markets: ["GB"], ageBands: [], interests: [])), .setTargeting),
        ]
    }

    static func given() throws -> Given {
        var given = try Given()
        let account = try required(given.facts.account).ref
        // What the example does not limit is limited here, so that no guardrail has nothing to say.
        for (tool, index) in [(ToolName.resume, 8), (.createCampaign, 9)] {
            given.charter.constraints.change.append(
                .init(
                    .count(3, of: tool, .rolling(.seconds(86_400)), over: .account),
                    clause: .init("constraints.change[\(index)]")))
            given.facts.usage.append(Usage(key: "constraints.change[\(index)]", scope: account.description, used: 0))
        }
        return given
    }

    @Test func `P5 a fact that could forbid something forbids it where it is not known, for every guardrail`() throws {
        let given = try Self.given()
        let base = try JSON(parsing: given.facts.canonicalBytes)
        var tried = 0
        var forbidding: Set<String> = []
        for place in Place.all(in: base) where !place.names.contains(where: Self.saysNo.contains) {
            let others = place.value.others(now: given.facts.now).compactMap { value in
                place.replaced(value, in: base).flatMap(Self.facts).map { (value, $0) }
            }
            guard let missing = place.missing(in: base, where: { Self.facts($0) != nil }).flatMap(Self.facts) else {
                continue
            }
            for asked in Self.asked(given) {
                for guardrail in Guardrails.all {
                    func verdict(_ facts: Facts) -> Verdict {
                        guard let subject = Self.subject(asked, given, facts) else { return .refuse }
                        return guardrail.findings(on: subject, facts, given.rulebook).map(\.verdict).max() ?? .authorise
                    }
                    // A trigger without a source is inactive and named; everything else that is not known forbids.
                    guard !(guardrail is TriggerRule), verdict(given.facts) == .authorise,
                        let worst = others.max(by: { verdict($0.1) < verdict($1.1) }), verdict(worst.1) > .authorise
                    else { continue }
                    tried += 1
                    forbidding.insert("\(type(of: guardrail))")
                    #expect(
                        verdict(missing) >= verdict(worst.1),
                        "\(type(of: guardrail)), \(asked.1), \(place.words): \(worst.0) forbids, and nothing does not")
                }
            }
        }
        #expect(tried > 90, "\(tried)")
        #expect(forbidding.count > 8, "\(forbidding.sorted())")
    }

    /// Facts as a record has them; nil for a record that does not read.
    static func facts(_ json: JSON) -> Facts? {
        do { return try Facts(json: json) } catch { return nil }
    }

    static func subject(_ asked: (Call, ToolName), _ given: Given, _ facts: Facts) -> Subject? {
        do {
            return Subject(
                proposal: try given.proposal(asked), call: asked.0, authority: given.authority,
                changes: try Changes(facts: facts, tool: asked.1).of(asked.0))
        } catch { return nil }
    }
}

/// A value inside JSON, and how to get there.
struct Place {
    enum Step { case key(String), index(Int) }
    let steps: [Step]
    let value: JSON

    var names: [String] { steps.compactMap { if case .key(let name) = $0 { name } else { nil } } }

    var words: String {
        steps.map {
            if case .key(let name) = $0 { name } else if case .index(let index) = $0 { "\(index)" } else { "" }
        }
        .joined(separator: ".")
    }

    /// Every value in it, lists and objects among them.
    static func all(in json: JSON, _ steps: [Step] = []) -> [Place] {
        var found = steps.isEmpty ? [] : [Place(steps: steps, value: json)]
        for member in json.objectValue?.members ?? [] { found += all(in: member.value, steps + [.key(member.key)]) }
        for (index, item) in (json.arrayValue ?? []).enumerated() { found += all(in: item, steps + [.index(index)]) }
        return found
    }

    /// The same JSON with another value there, or with none.
    func replaced(_ other: JSON?, in json: JSON) -> JSON? { Place.replaced(steps[...], other, in: json) }

    /// The same JSON without it; where that is no longer in form, without the smallest thing around it that can be left out.
    func missing(in json: JSON, where isInForm: (JSON) -> Bool) -> JSON? {
        for count in steps.indices.reversed() {
            if let rest = Place.replaced(steps[...count], nil, in: json), isInForm(rest) { return rest }
        }
        return nil
    }

    private static func replaced(_ steps: ArraySlice<Step>, _ other: JSON?, in json: JSON) -> JSON? {
        guard let step = steps.first else { return other }
        switch step {
        case .key(let name):
            guard var object = json.objectValue, let inner = object[name] else { return json }
            object[name] = replaced(steps.dropFirst(), other, in: inner)
            return .object(object)
        case .index(let index):
            guard var items = json.arrayValue else { return json }
            if let inner = replaced(steps.dropFirst(), other, in: items[index]) {
                items[index] = inner
            } else {
                items.remove(at: index)
            }
            return .array(items)
        }
    }
}

extension JSON {
    /// Other values that could stand there as well.
    func others(now: Instant) -> [JSON] {
        if let number = integerValue {
            return [0, 1, number * 2 + 1, 1_000_000_000, 1_000_000_000_000].map { .integer($0) }
        }
        if let text = stringValue {
            if Instant(parsing: text) != nil {
                return [0, 3_600, 40 * 86_400, 4_000 * 86_400].map {
                    .string(now.advanced(by: .seconds(-$0)).description)
                }
            }
            if text.hasSuffix(" GBP") { return ["0.00 GBP", "1.00 GBP", "99999999.00 GBP"].map(JSON.string) }
            if EntityStatus(rawValue: text) != nil { return ["active", "paused", "deleted"].map(JSON.string) }
            if Stage(rawValue: text) != nil { return Stage.allCases.map { .string($0.rawValue) } }
            return []
        }
        return switch self {
        case .bool(let value): [.bool(!value)]
        default: []
        }
    }
}
