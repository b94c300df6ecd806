import Schemas
import Testing

struct CanonicalTests {
    static let vectors = SharedFiles.names("jcs/input")

    @Test(.enabled(if: SharedFiles.has("jcs")), arguments: vectors)
    func `writes the reference bytes of RFC 8785`(name: String) throws {
        let json = try JSON(parsing: SharedFiles.bytes("jcs/input/\(name)"))
        #expect(json.canonicalBytes == (try SharedFiles.bytes("jcs/output/\(name)")))
    }

    /// RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"), (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"), (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func `writes numbers as ECMAScript does`(pattern: UInt64, text: String) {
        #expect(JSON.double(Double(bitPattern: pattern)).description == text)
    }

    @Test func `spells equal numbers equally`() throws {
        for text in ["100", "100.0", "1e2", "1000e-1"] {
            #expect(try JSON(parsing: text).description == "100")
        }
        #expect(try JSON(parsing: "-0").description == "0")
        #expect(try JSON(parsing: "-0.0").description == "0")
        #expect(JSON.integer(1) == JSON.double(1))
        #expect(JSON.integer(1).hashValue == JSON.double(1).hashValue)
    }

    @Test func `sorts keys by UTF-16, not by UTF-8`() {
        let json: JSON = ["\u{FB33}": 1, "\u{1F600}": 2, "b": 3, "a\u{0}": 4, "a": 5]
        let keys = "{\"a\":5,\"a\\u0000\":4,\"b\":3,\"\u{1F600}\":2,\"\u{FB33}\":1}"
        #expect(json.description == keys)
    }

    @Test func `writes without a tree what the tree would say`() {
        let streamed = JSON.canonical { writer in
            writer.object { writer in
                writer.member("amount", 1200)
                writer.key("items")
                writer.array { writer in
                    writer.object { $0.member("z", true) }
                    writer.object { $0.member("a", "q\"") }
                    writer.double(0.5)
                    writer.null()
                }
                writer.member("tool", ["b": 1, "a": []] as JSON)
            }
        }
        let tree: JSON = [
            "tool": ["b": 1, "a": []], "items": [["z": true], ["a": "q\""], 0.5, nil], "amount": 1200,
        ]
        #expect(streamed == tree.canonicalBytes)
    }

    @Test func `stops a program that writes keys out of order`() async {
        await #expect(processExitsWith: .failure) {
            _ = JSON.canonical { writer in
                writer.object { writer in
                    writer.member("b", true)
                    writer.member("a", true)
                }
            }
        }
    }

    @Test func `prints for people`() {
        let json: JSON = ["b": [1, [:], []], "a": ["c": "d"]]
        #expect(
            json.prettyText
                == "{\n  \"b\": [\n    1,\n    {},\n    []\n  ],\n  \"a\": {\n    \"c\": \"d\"\n  }\n}")
    }
}
