@testable import CharterFile
import Schemas
import Testing
import Vocabulary

@Suite struct SchemaTests {
    @Test func `the published schema accepts every charter that passes`() throws {
        let schema = try Schema(compiling: CharterSchema.charter)
        for one in FindingCases.all {
            for edits in one.passes.suffix(1) {
                let sample = one.sample(edits)
                let tree = try #require(sample.tree)
                #expect(schema.validate(tree).map(\.description) == [], "\(edits)")
                let charter = try #require(sample.outcome.charter)
                #expect(schema.validate(charter.json).map(\.description) == [], "\(edits)")
            }
        }
    }

    /// Findings that a schema can see: what is not about numbers, catalogues, the calendar or YAML itself.
    static let structural: Set<CharterFinding.Code> = [
        .unknownKey, .wrongKind, .emptyValue, .missingField, .conflictingKeys, .unknownWord, .numberWithoutUnit,
        .badValue, .percentOfWhat, .missingGoal, .missingActions, .missingConstraints, .missingEscalation,
        .missingReview, .missingOwner, .vagueGoal, .goalWithoutTarget, .goalWithoutDirection, .goalWithoutDate,
        .goalWithoutBaseline, .baselineWithoutSource, .bandWithoutEnds, .vagueActions, .nothingAllowed,
        .notSomebody, .vagueConstraints, .moneyWithoutCurrency, .vagueEscalation, .escalationWithoutPerson,
        .escalationWithoutDeadline, .noTriggers, .vagueReview, .reviewWithoutPerson, .ownerIsList,
        .ownerWithoutAddress,
    ]

    @Test func `the published schema refuses every structural mistake`() throws {
        let schema = try Schema(compiling: CharterSchema.charter)
        for one in FindingCases.all where Self.structural.contains(one.code) {
            for edits in one.fails where !edits.contains("unprotected") {
                let tree = try #require(one.sample(edits).tree)
                #expect(!schema.validate(tree).isEmpty, "\(one.code.rawValue): \(edits)")
            }
        }
    }

    @Test(arguments: Leaf.allCases) func `pattern, parser and example of a value agree`(leaf: Leaf) throws {
        #expect(leaf.accepts(leaf.example))
        let pattern = leaf.regex.map { JSON.object(["type": "string", "pattern": .string($0)]) }
        let schema = try Schema(
            compiling: pattern ?? ["type": "string", "minLength": 1, "maxLength": 1000, "pattern": "[^ ]"])
        let known = Leaf.allCases.map(\.example)
        let odd = [
            "", " ", "0", "-1 %", "+1 %", "1%", "1 % of current", "01 h", "4 hours", "99999999999999999999 GBP",
            "0 GBP",
            "1 GBP ", "1.5 h", "24:00", "9:00", "owner", "role:", "role:a b", "a@b", "ads.", ".ads", "ads.x.y", "UTC",
            "12 count", "3.5 points", "90 d", "95 % of baseline", "1 times", "1 decision", "2017-1-1", "GBp", "G",
            "\u{0}",
        ]
        for text in known + odd {
            #expect(
                leaf.accepts(text) == schema.validate(.string(text)).isEmpty, "\(leaf) and <\(text)>")
        }
    }

    @Test func `a charter written as JSON reads back as the same charter`() throws {
        for one in FindingCases.everyThird {
            let sample = one.sample(one.passes[1])
            let charter = try #require(sample.outcome.charter)
            var copy = Sample(String(decoding: charter.canonicalBytes, as: UTF8.self))
            copy.context = sample.context
            let again = try #require(copy.outcome.charter, "\(copy.report)")
            #expect(again.canonicalBytes == charter.canonicalBytes)
        }
    }
}

extension Sample {
    /// The file as JSON, the way the YAML core schema reads it.
    var tree: JSON? {
        var findings = Findings(file: "")
        return YAMLReader.read(Array(text.utf8), into: &findings).map(\.plainJSON)
    }
}

extension YAMLNode {
    fileprivate var plainJSON: JSON {
        switch content {
        case .list(let items): .array(items.map(\.plainJSON))
        case .mapping(let entries): .object(JSONObject(entries.map { ($0.key, $0.value.plainJSON) }))
        case .scalar(let scalar):
            switch scalar.value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer, .float: .integer(0)
            case .text: .string(scalar.text)
            }
        }
    }
}
