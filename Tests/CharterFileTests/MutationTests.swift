@testable import CharterFile
import Foundation
import Schemas
import Testing
import Vocabulary

/// A field of a charter's JSON: the keys and indices that lead to it, and the table's field.
private struct Spot {
    let path: [Step]
    let field: Field

    enum Step { case key(String), index(Int) }
}

@Suite struct MutationTests {
    /// Every field that a charter has, found by walking its JSON along the shapes.
    private static func spots(_ json: JSON, _ shape: Shape, _ path: [Spot.Step] = []) -> [Spot] {
        switch shape {
        case .record(let record): return fields(json, record, path)
        case .mappingOr(let record, _): return json.objectValue == nil ? [] : fields(json, record, path)
        case .variants(let records):
            let match = records.first { $0.markers.contains { json[$0] != nil } }
            return match.map { fields(json, $0, path) } ?? []
        case .list(let item, _):
            return (json.arrayValue ?? []).enumerated().flatMap { spots($1, item, path + [.index($0)]) }
        case .leaf, .word, .oneOrMany: return []
        }
    }

    private static func fields(_ json: JSON, _ record: Record, _ path: [Spot.Step]) -> [Spot] {
        record.fields.flatMap { field -> [Spot] in
            guard let value = json[field.key] else { return [] }
            let place = path + [.key(field.key)]
            return [Spot(path: place, field: field)] + spots(value, field.shape, place)
        }
    }

    private static func editing(_ json: JSON, _ path: ArraySlice<Spot.Step>, _ edit: (JSON) -> JSON?) -> JSON? {
        guard let step = path.first else { return edit(json) }
        switch step {
        case .key(let key):
            guard var object = json.objectValue, let value = object[key] else { return json }
            object[key] = editing(value, path.dropFirst(), edit)
            return .object(object)
        case .index(let index):
            guard var items = json.arrayValue else { return json }
            if let item = editing(items[index], path.dropFirst(), edit) {
                items[index] = item
            } else {
                items.remove(at: index)
            }
            return .array(items)
        }
    }

    private static func read(_ json: JSON) -> Charter? {
        CharterReader().read(json.canonicalBytes, fileName: "mutant").charter
    }

    private static let bases = [Bases.search, Bases.nurture, Examples.paidSocial.text]

    @Test(arguments: 0..<3) func `P4 a charter without a required field does not load`(base: Int) throws {
        let charter = try #require(Sample(Self.bases[base]).outcome.charter)
        let spots = Self.spots(charter.json, .record(CharterShape.charter)).filter(\.field.isRequired)
        #expect(spots.count > 50)
        for spot in spots {
            let mutant = try #require(Self.editing(charter.json, spot.path[...]) { _ in nil })
            #expect(Self.read(mutant) == nil, "\(spot.path) is required")
        }
    }

    @Test(arguments: 0..<3) func `P4 a charter without an optional restriction is classified as wider`(base: Int) throws
    {
        let charter = try #require(Sample(Self.bases[base]).outcome.charter)
        let spots = Self.spots(charter.json, .record(CharterShape.charter)).filter { !$0.field.isRequired }
        for spot in spots {
            let mutant = try #require(Self.editing(charter.json, spot.path[...]) { _ in nil })
            guard let changed = Self.read(mutant), changed.json != charter.json else { continue }
            let comparison = CharterComparison(from: charter, to: changed)
            #expect(!comparison.changes.isEmpty, "\(spot.path)")
            // A discount given alone and tools with approval are grants. Bounds, people and deadline of an
            // approval fall back to the entry before, the owner and the escalation, which may be stricter.
            let falls = ["alone", "with_approval", "may", "bounds", "ask", "answer_within"].contains(spot.field.key)
            let isNarrower = falls && comparison.changes.allSatisfy { $0.direction == .narrowing }
            let isWords = spot.field.key == "trade_offs" && comparison.changes.allSatisfy { $0.direction == .neutral }
            #expect(comparison.widens || isNarrower || isWords, "\(spot.path): \(comparison.changes.map(\.text))")
        }
    }

    @Test(arguments: 0..<3) func `P4 a charter that lost an item of a list is classified as wider, but for a grant`(
        base: Int
    ) throws {
        let charter = try #require(Sample(Self.bases[base]).outcome.charter)
        for spot in Self.spots(charter.json, .record(CharterShape.charter)) {
            var value: JSON? = charter.json
            for step in spot.path {
                switch step {
                case .key(let key): value = value?[key]
                case .index(let index): value = value?[index]
                }
            }
            for index in (value?.arrayValue ?? []).indices {
                let mutant = try #require(Self.editing(charter.json, (spot.path + [.index(index)])[...]) { _ in nil })
                guard let changed = Self.read(mutant), changed.json != charter.json else { continue }
                let comparison = CharterComparison(from: charter, to: changed)
                let grants: Set<String> = [
                    "may", "with_approval", "ask", "may_see", "channels", "markets", "deputies", "may_change",
                    "may_pause",
                ]
                #expect(
                    comparison.widens || grants.contains(spot.field.key),
                    "\(spot.path)[\(index)]: \(comparison.changes.map(\.text))")
            }
        }
    }

    /// How a larger number moves authority, by key, written down by hand: the table is not asked.
    private static let largerIsWider: [String: Bool] = [
        "cap": true, "change": true, "ceiling": true, "floor": false, "at_most": true, "by": true,
        "share_of_total_spend": true, "leave_alone_after_change_by_others": false, "min_age": false, "min_spend": false,
        "freshness": true, "alone": true, "at_least": false, "answer_within": true, "confidence_below": false,
        "by_more_than": true, "budget_used_above": true, "in_more_than": true, "asked_by_one_person": true,
        "takes": false, "probation": false, "then_sample": false,
    ]

    @Test func `P4 no number moves towards more authority unseen`() throws {
        let prove = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
        let charters = try Self.bases.map { try #require(Sample($0).outcome.charter) }
        var random = SystemSeed(state: 2025)
        var (judged, round) = (0, 0)
        while judged < (prove ? 100_000 : 40) {
            round += 1
            let charter = charters[round % charters.count]
            let spots = Self.spots(charter.json, .record(CharterShape.charter))
            let spot = spots[Int(random.next() % UInt64(spots.count))]
            let (up, percent) = (random.next() % 2 == 0, Int64(random.next() % 90) + 1)
            guard let wider = Self.largerIsWider[spot.field.key] else { continue }
            let mutant = Self.editing(charter.json, spot.path[...]) { $0.scaled(up: up, percent: percent) }
            guard let mutant, mutant != charter.json, let changed = Self.read(mutant), changed.json != charter.json
            else { continue }
            judged += 1
            let comparison = CharterComparison(from: charter, to: changed)
            let expected: CharterChange.Direction = up == wider ? .widening : .narrowing
            #expect(
                comparison.changes.contains { $0.direction == expected },
                "round \(round): \(spot.path) \(up ? "up" : "down"): \(comparison.changes.map(\.text))")
            if expected == .widening { #expect(comparison.widens) }
        }
    }
}

private struct SystemSeed {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

extension JSON {
    /// The text with its first number made larger or smaller by some per cent, at least by one.
    fileprivate func scaled(up: Bool, percent: Int64) -> JSON {
        guard let text = stringValue else { return self }
        let digits = text.prefix { $0.isNumber }
        guard let number = Int64(digits), number > 0 else { return self }
        let step = max(1, number * percent / 100)
        return .string(String(up ? number + step : number - step) + text.dropFirst(digits.count))
    }
}
