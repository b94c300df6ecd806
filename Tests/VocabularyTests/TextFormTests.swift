import Schemas
import Testing
import Vocabulary

/// What is written as text is read back as itself, and nothing else is read.
@Suite struct TextFormTests {
    @Test(arguments: [
        ("0", "0"), ("-0.5", "-0.5"), ("007.250", "7.25"), ("0.000000000001", "0.000000000001"), ("-0", "0"),
        ("999999999999999999999999.999999999999", "999999999999999999999999.999999999999"),
    ])
    func `a decimal is read to its twelfth place`(text: String, shown: String) throws {
        #expect(try #require(Decimal12(parsing: text)).description == shown)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "-.5", "--1", "1-", "1.2.3", "1.-2", "+1", "1e3", " 1", "1 ", "1,5", "٣",
        "0.0000000000001", "1000000000000000000000000", "1.5\u{301}",
    ])
    func `what is not digits with one point is no decimal`(text: String) {
        #expect(Decimal12(parsing: text) == nil)
    }

    @Test(arguments: 0..<10) func `a decimal of any size reads back`(seed: UInt64) throws {
        var dice = Dice(Int(seed))
        for _ in 0..<200 {
            let units = Int128(Int64(truncatingIfNeeded: dice.next())) * Int128(dice.below(1_000_000_000))
            let decimal = Decimal12(units: units)
            #expect(Decimal12(parsing: decimal.description) == decimal)
        }
    }

    @Test func `a count in parts is read back to the millionth, in one form alone`() throws {
        var dice = Dice(3)
        for _ in 0..<400 {
            let count = AttributedCount(millionths: Int64(dice.below(30_000_000)) * (dice.below(2) == 0 ? 1 : 500_000))
            let bytes = count.canonicalBytes
            #expect(try AttributedCount(json: JSON(parsing: bytes)) == count)
            #expect((bytes.first == UInt8(ascii: "\"")) == (count.millionths % 1_000_000 != 0))
        }
        for wrong in [
            "\"12\"", "\"0.50\"", "\"0.0000001\"", "\"\"", "\"1e3\"", "0.5", "null", "[]", "\"9999999999999.5\"",
        ] {
            #expect(throws: JSONShapeError.self) { try AttributedCount(json: JSON(parsing: Array(wrong.utf8))) }
        }
    }

    @Test(arguments: [
        (183_000_000, "183"), (970_000, "0.97"), (333_334, "0.33"), (4_999, "0.004999"), (5_000, "0.01"), (0, "0"),
        (46_666_680, "46.67"),
    ])
    func `a count in parts is said to the hundredth`(millionths: Int64, shown: String) {
        #expect(AttributedCount(millionths: millionths).brief == shown)
    }

    @Test(arguments: ["916", "a/b", "/", "\u{301}916", "é", "e\u{301}", "a b", "👩‍👩‍👧", "K", "\u{212A}"])
    func `an entity reads back whatever a platform calls it`(id: String) throws {
        for kind in EntityKind.allCases {
            let entity = try #require(EntityRef(kind, id))
            let again = try #require(EntityRef(parsing: entity.description))
            #expect(again == entity && again.id.utf8.elementsEqual(id.utf8))
        }
    }

    @Test(arguments: [("é", "e\u{301}"), ("K", "\u{212A}"), ("\u{2126}", "\u{3A9}"), (";", "\u{37E}"), ("a", "b")])
    func `identifiers of other bytes are other entities, however Unicode reads them`(one: String, other: String) throws
    {
        let (left, right) = (try #require(EntityRef(.ad, one)), try #require(EntityRef(.ad, other)))
        #expect(left != right && right != left)
    }
}
