import Schemas
import Testing
import Vocabulary

@testable import Governance

/// Every guardrail against twelve kinds of fault in every fact that it reads.
@Suite struct FaultGridTests {
    /// What can be wrong with a fact.
    enum Kind: String, CaseIterable {
        case missing, null, otherType, notANumber, infinite, overflowing, negative, fraction, otherCurrency, longAgo
        case toCome, garbage
    }

    /// Faults that are none: the value has the form, unit and sign of one that can be true, and is judged as what it says. A name is
    /// any text, an attributed count has decimals, an ad may be old, and what is very much is much.
    private static let sensible: [Kind: Set<String>] = [
        .overflowing: ["entities.daily_budget", "entities.spend", "account.spend", "account.caps", "usage"],
        .longAgo: ["entities.started", "entities.changed_by_others", "entities.decided_by_person"], .toCome: ["now"],
        .garbage: ["entities.name", "entities.parents"],
        .fraction: ["entities.purchases"],
    ]

    /// What facts a fault leaves: none where the record no longer reads, so that nothing is judged by it.
    private func spoilt(_ place: Place, _ kind: Kind, _ base: JSON, now: Instant) -> [Facts?] {
        if kind == .missing {
            // An item of a list that is left out is another list; `UnknownTests` leaves out what is around it.
            guard case .key? = place.steps.last else { return [] }
            return [place.replaced(nil, in: base).flatMap(UnknownTests.facts)]
        }
        return kind.values(in: place.value, now: now).map { place.replaced($0, in: base).flatMap(UnknownTests.facts) }
    }

    @Test func `P5 twelve kinds of fault in what a guardrail reads: it refuses and says why, or nothing is judged`()
        throws
    {
        var given = try UnknownTests.given()
        let now = given.facts.now
        for index in given.facts.entities.indices {
            given.facts.entities[index].changedByOthers = now.advanced(by: .seconds(-300 * 86_400))
            given.facts.entities[index].decidedByPerson = now.advanced(by: .seconds(-300 * 86_400))
            given.facts.entities[index].countedDaily = 1
        }
        let base = try JSON(parsing: given.facts.canonicalBytes)
        var tried: [String: Set<Kind>] = [:]
        for place in Place.all(in: base) {
            let fact = place.names.joined(separator: ".")
            // What says something by being absent may be absent.
            let mayBeMissing = place.names.contains(where: UnknownTests.saysNo.contains)
            let kinds = Kind.allCases.filter { !mayBeMissing || ($0 != .missing && $0 != .null) }
            let faults = kinds.map { kind in (kind, spoilt(place, kind, base, now: now)) }
            let others = place.value.others(now: now).compactMap {
                place.replaced($0, in: base).flatMap(UnknownTests.facts)
            }
            for asked in UnknownTests.asked(given) {
                for guardrail in Guardrails.all {
                    let kinds = check(guardrail, asked, given, fact, faults, others)
                    if !kinds.isEmpty { tried["\(type(of: guardrail))", default: []].formUnion(kinds) }
                }
            }
        }
        // These read what is proposed, what the charter grants, and what is there or not; no value of a fact.
        let untried = Set(Guardrails.all.map { "\(type(of: $0))" }).subtracting(tried.keys)
        #expect(
            untried == [
                "StopRule", "SafetyRule", "WaitingRule", "SightRule", "MarketRule", "GroundingRule", "QuestionRule",
            ])
        #expect(tried.values.map(\.count).reduce(0, +) >= 90)
    }

    /// Holds one guardrail to the faults of one fact, where it reads that.
    /// - Returns: the kinds that there are.
    private func check(
        _ guardrail: any Guardrail, _ asked: (Call, ToolName), _ given: Given, _ fact: String,
        _ faults: [(Kind, [Facts?])], _ others: [Facts]
    ) -> Set<Kind> {
        func findings(_ facts: Facts) -> [Finding]? {
            UnknownTests.subject(asked, given, facts).map { guardrail.findings(on: $0, facts, given.rulebook) }
        }
        let seen = others + faults.flatMap(\.1).compactMap(\.self)
        guard let plain = findings(given.facts), plain.isEmpty,
            seen.contains(where: { findings($0).map { $0 != plain } ?? false })
        else { return [] }
        let real = faults.filter { FaultGridTests.sensible[$0.0]?.contains(fact) != true && !$0.1.isEmpty }
        for (kind, spoilt) in real {
            // What a trigger needs may be missing: it is inactive then, and named by the run.
            for facts in spoilt where !(guardrail is TriggerRule && kind == .missing) {
                guard let facts, let found = findings(facts) else { continue }
                let refusing = found.filter { $0.verdict == .refuse }
                #expect(
                    !refusing.isEmpty, "\(type(of: guardrail)) lets \(kind) of \(fact) through for \(asked.1): \(found)"
                )
                #expect(refusing.allSatisfy { $0.message.count > 15 && !$0.message.contains("\n") })
            }
        }
        return Set(real.map(\.0))
    }
}

extension FaultGridTests.Kind {
    /// Such values in place of one; none where the kind means nothing for it.
    fileprivate func values(in value: JSON, now: Instant) -> [JSON] {
        let text = value.stringValue
        let isInstant = text.flatMap(Instant.init(parsing:)) != nil
        let isMoney = text?.hasSuffix(" GBP") == true
        let isNumber = value.integerValue != nil
        func of(_ money: [JSON], _ number: [JSON]) -> [JSON] { isMoney ? money : isNumber ? number : [] }
        switch self {
        case .missing: return []
        case .null: return [.null]
        case .otherType: return [isNumber ? .string("7") : .integer(7), [], [:], .bool(true)]
        case .notANumber: return of(["NaN GBP", "nan"], ["NaN"])
        case .infinite: return of(["inf GBP", "Infinity GBP"], ["Infinity", "-Infinity"])
        case .overflowing:
            return of(["92233720368547758.07 GBP", "99999999999999999999999999.00 GBP"], [.integer(.max)])
        case .negative: return of(["-1.00 GBP"], [-1, .integer(.min)])
        case .fraction: return of(["1.0000000000001 GBP"], ["1.5"])
        case .otherCurrency: return isMoney ? ["1.00 USD"] : text == "GBP" ? ["USD"] : []
        case .longAgo: return isInstant ? [.string(now.advanced(by: .seconds(-4_000 * 86_400)).description)] : []
        case .toCome: return isInstant ? [.string(now.advanced(by: .seconds(4_000 * 86_400)).description)] : []
        case .garbage: return text != nil ? ["", "x y", "\u{0}", "campaign/", "📈"] : []
        }
    }
}
