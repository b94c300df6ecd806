import Schemas
import Testing

struct JSONFieldsTests {
    struct Evidence: JSONRepresentable, Equatable {
        var metric: String
        var value: Double
        var note: String?

        init(json: JSON) throws(JSONShapeError) {
            let fields = try JSONFields(json, at: "evidence")
            metric = try fields.string("metric")
            value = try fields.double("value")
            note = try fields.optionalString("note")
            try fields.end()
        }

        var json: JSON {
            .object(JSONObject(present: ["metric": metric.json, "value": value.json, "note": note?.json]))
        }
    }

    struct Proposal: JSONRepresentable, Equatable {
        var tool: String
        var amount: Int64
        var evidence: [Evidence]

        init(json: JSON) throws(JSONShapeError) {
            let fields = try JSONFields(json, at: "proposal")
            tool = try fields.string("tool")
            amount = try fields.integer("amount", in: 0...100)
            evidence = try fields.array("evidence") { json throws(JSONShapeError) in try Evidence(json: json)
            }
            try fields.end()
        }

        var json: JSON { ["tool": tool.json, "amount": amount.json, "evidence": evidence.json] }
    }

    let good: JSON = ["tool": "pause", "amount": 7, "evidence": [["metric": "roas", "value": 2.5]]]

    @Test func `reads and writes the same value`() throws {
        let proposal = try Proposal(json: good)
        #expect(proposal.json == good)
        #expect(proposal.evidence.first?.note == nil)
    }

    @Test(
        arguments: [
            (["amount": 7], "", "`proposal` has no `tool`; add it"),
            (["tool": 5], "/tool", "is `5`; it has to be a string"),
            (["tool": nil], "/tool", "is null; it has to be a string"),
            (["tool": "p", "amount": 101], "/amount", "is `101`; it has to be from `0` to `100`"),
            (["tool": "p", "amount": 1.5], "/amount", "is `1.5`; it has to be a whole number"),
            (
                ["tool": "p", "amount": 1, "evidence": [["metric": "a", "value": 1], 3]], "/evidence/1",
                "`evidence` is a number; it has to be an object"
            ),
            (
                ["tool": "p", "amount": 1, "evidence": [["metric": "a", "value": 1, "nto/e": "x"]]],
                "/evidence/0/nto~1e",
                "is unknown in `evidence`; remove it"
            ),
            (
                ["tool": "p", "amount": 1, "evidence": [], "amuont": 3], "/amuont",
                "is unknown in `proposal`; did you mean `amount`?"
            ),
        ] as [(JSON, String, String)])
    func `says where a value has the wrong form`(json: JSON, path: String, message: String) {
        let error = #expect(throws: JSONShapeError.self) { try Proposal(json: json) }
        #expect(error == JSONShapeError(path: path, message: message))
    }

    @Test func `replaces, appends and removes members in place`() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        #expect(object.keys == ["a", "c"])
        for number in 0..<40 { object["k\(number)"] = .integer(Int64(number)) }
        object["k7"] = nil
        #expect(object["k8"] == 8 && object["k7"] == nil && object.count == 41)
    }

    @Test func `compares objects without regard to order`() {
        let forward = JSONObject((0..<30).map { ("k\($0)", JSON.integer($0)) })
        let backward = JSONObject((0..<30).reversed().map { ("k\($0)", JSON.integer($0)) })
        #expect(forward == backward && forward.hashValue == backward.hashValue)
        var other = backward
        other["k3"] = 0
        #expect(forward != other)
    }
}
