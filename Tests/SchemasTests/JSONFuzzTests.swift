import Foundation
import Schemas
import Testing

struct JSONFuzzTests {
    /// Proving runs take the large count; a failure names its seed.
    static let seeds = 0..<(ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1" ? 20_000 : 200)

    /// SplitMix64, so that a seed means the same bytes everywhere.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    @Test(
        "P37 mutated documents are read or refused, never more, and what is read stays itself",
        arguments: seeds)
    func mutations(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        var bytes = Self.document(&random, depth: 4).canonicalBytes
        for _ in 0..<50 {
            Self.mutate(&bytes, &random)
            guard let json = try? JSON(parsing: bytes) else { continue }
            let canonical = json.canonicalBytes
            let again = try JSON(parsing: canonical)
            #expect(again == json, "seed \(seed)")
            #expect(again.canonicalBytes == canonical, "seed \(seed)")
            #expect(try JSON(parsing: json.prettyText).canonicalBytes == canonical, "seed \(seed)")
        }
    }

    @Test(arguments: seeds) func `reads back every value it wrote`(seed: Int) throws {
        var random = Seeded(state: UInt64(seed) &* 77)
        let json = Self.document(&random, depth: 6)
        let canonical = json.canonicalBytes
        let read = try JSON(parsing: canonical)
        #expect(read == json)
        #expect(read.hashValue == json.hashValue)
        #expect(read.canonicalBytes == canonical)
    }

    @Test(arguments: seeds) func `accepts nothing that Foundation refuses`(seed: Int) {
        var random = Seeded(state: UInt64(seed) &* 31)
        var bytes = Self.document(&random, depth: 3).canonicalBytes
        for _ in 0..<20 {
            Self.mutate(&bytes, &random)
            guard (try? JSON(parsing: bytes)) != nil else { continue }
            let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(other != nil, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(.enabled(if: SharedFiles.has("naughty-strings"))) func `keeps the big list of naughty strings`()
        throws
    {
        let list = try JSON(parsing: SharedFiles.bytes("naughty-strings/blns.json"))
        let texts = try #require(list.arrayValue)
        #expect(texts.count > 500)
        for json in texts {
            let text = try #require(json.stringValue)
            let read = try JSON(parsing: json.canonicalBytes)
            #expect(read.stringValue.map { Array($0.utf8) } == Array(text.utf8))
            let object = JSON.object(JSONObject([(text, json)]))
            #expect(try JSON(parsing: object.canonicalBytes) == object)
            #expect(!quotedText(json).utf8.contains { $0 < 0x20 })
        }
    }

    /// How a message would show a text.
    private func quotedText(_ json: JSON) -> String {
        let schema = try? Schema(compiling: ["const": 1])
        return schema?.validate(json).first?.message ?? "\n"
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
        let place = Int.random(in: 0...max(0, bytes.count - 1), using: &random)
        let pieces: [[UInt8]] = [
            Array(#""\u0061""#.utf8), Array("\\".utf8), Array("{}".utf8), Array("[".utf8), Array(",".utf8),
            Array("1e5".utf8), Array("0".utf8), Array("-".utf8), [0xC3], [0xED, 0xA0, 0x80],
            [0xF0, 0x9F, 0x98, 0x80],
            [0], Array(" ".utf8), Array(#"\ud83d\ude00"#.utf8), Array("null".utf8),
        ]
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1 where !bytes.isEmpty: bytes.remove(at: place)
        case 2:
            bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: min(place, bytes.count))
        case 3 where bytes.count > 1:
            let end = Int.random(in: place..<bytes.count, using: &random)
            let copy = bytes[place...min(end, place + 20)]
            bytes.insert(contentsOf: copy, at: place)
        default: bytes = document(&random, depth: 3).canonicalBytes
        }
        if bytes.count > 4000 { bytes = [] }
    }

    private static func document(_ random: inout Seeded, depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: -(1 << 53) + 1...(1 << 53) - 1, using: &random))
        case 3: return .double(number(&random))
        case 4, 5: return .string(text(&random))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in document(&random, depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<25, using: &random) {
                object[text(&random)] = document(&random, depth: depth - 3)
            }
            return .object(object)
        }
    }

    /// Any finite number but whole ones that only a string may carry.
    private static func number(_ random: inout Seeded) -> Double {
        let number = Double(bitPattern: random.next())
        let isTooLarge = number.magnitude > 0x1p53 - 1 && number.magnitude < 1e21
        return number.isFinite && !isTooLarge ? number : 0.1
    }

    private static func text(_ random: inout Seeded) -> String {
        let alphabet: [Unicode.Scalar] = [
            "a", "b", "\"", "\\", "/", "\n", "\0", "é", "\u{301}", "\u{FFFD}", "😀", "\u{7F}", "~",
        ]
        return (0..<Int.random(in: 0..<12, using: &random)).reduce(into: "") { text, _ in
            text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
        }
    }
}
