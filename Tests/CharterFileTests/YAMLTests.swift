@testable import CharterFile
import Testing
import Vocabulary

@Suite struct YAMLTests {
    private func read(_ text: String) -> (YAMLNode?, [CharterFinding]) {
        var findings = Findings(file: "f.yaml")
        let node = YAMLReader.read(Array(text.utf8), into: &findings)
        return (node, findings.sorted)
    }

    @Test func `every value and key knows its line and column`() throws {
        let node = try #require(read("a: 1\nbée:\n  - x\n  - { y: z }\n").0)
        #expect(node.entries[1].position == SourcePosition(line: 2, column: 1))
        let items = try #require(node["bée"]).items
        #expect(items.map(\.position) == [SourcePosition(line: 3, column: 5), SourcePosition(line: 4, column: 5)])
        #expect(items[1]["y"]?.position == SourcePosition(line: 4, column: 10))
    }

    @Test(arguments: [
        ("~", YAMLScalar.Value.null), ("null", .null), ("", .null), ("true", .bool(true)), ("False", .bool(false)),
        ("0", .integer), ("-17", .integer), ("+3", .integer), ("0o17", .integer), ("0xFf", .integer), ("0x", .text),
        ("0xG", .text), ("1.5", .float), (".5", .float), ("5.", .float), ("1e3", .float), ("1e", .text), (".", .text),
        ("-.inf", .float), (".NaN", .float), ("-.nan", .text), ("1 000", .text), ("12:30", .text), ("1_000", .text),
        ("2017-07-01", .text), ("yes", .text), ("0b1", .text), ("1-2", .text),
    ]) func `plain scalars mean what the core schema of YAML 1.2 says`(text: String, value: YAMLScalar.Value) {
        #expect(YAMLScalar(text, isPlain: true).value == value)
        #expect(YAMLScalar(text, isPlain: false).value == .text)
    }

    @Test func `one run shows every forbidden construction`() {
        let text = """
            a: &x 1
            b: *x
            c: !t 2
            <<: { d: 3 }
            a: 4
            e: no
            ? [f]
            : 5
            """
        let codes = read(text).1.map(\.code)
        #expect(codes == [.alias, .alias, .tag, .mergeKey, .duplicateKey, .ambiguousWord, .wrongKind])
    }

    @Test func `P37 a file at a limit is read and one past it is not`() {
        let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(read(deep(64)).1.isEmpty)
        #expect(read(deep(65)).1.map(\.code) == [.tooLarge])
        let padded = { (bytes: Int) in "a: b\n#" + String(repeating: "x", count: bytes - 6) }
        #expect(read(padded(1 << 20)).1.isEmpty)
        #expect(read(padded((1 << 20) + 1)).1.map(\.code) == [.tooLarge])
    }

    @Test func `P37 a file of too many values is not read`() {
        let list = "[" + String(repeating: "a,", count: 100_001) + "]"
        #expect(read(list).1.map(\.code) == [.tooLarge])
    }

    @Test(arguments: ["a: \u{1}", "\t- a", "a: [", "a: 'b", "\u{FEFF}a: b\n---\n", "- a\n b: c", "{a: b}}"])
    func `what is no YAML is a finding with a place, never a crash`(text: String) {
        let findings = read(text).1
        #expect(!findings.isEmpty && findings.allSatisfy { $0.position.line >= 1 && !$0.fix.isEmpty })
    }

    @Test func `bytes that are no UTF-8 are named with their line`() {
        var findings = Findings(file: "f.yaml")
        let bytes = Array("a: b\nc: ".utf8) + [0xFF, 0xFE, 0x0A]
        #expect(YAMLReader.read(bytes, into: &findings) == nil)
        #expect(findings.sorted.map(\.position.line) == [2])
    }

    @Test(arguments: 0..<150) func `P37 no bytes crash the reader`(seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next() -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state >> 33)
        }
        var bytes = Array(Bases.search.utf8)
        let odd = Array("{}[]:,-?&*!|>'\"%@`#\t\n \u{0}~<".utf8) + [0xFF, 0xC3, 0xE2]
        for _ in 0..<(1 + next() % 8) {
            let place = next() % bytes.count
            switch next() % 3 {
            case 0: bytes[place] = odd[next() % odd.count]
            case 1: bytes.insert(odd[next() % odd.count], at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next() % 20))
            }
        }
        let (charter, findings) = CharterReader().read(bytes, fileName: "f.yaml")
        #expect((charter == nil) == findings.contains { $0.severity == .error })
    }

    @Test func `a finding cannot smuggle control characters into a terminal`() {
        let findings = Sample("charter: \"a\\e[31m\\u202Eb\"").findings
        #expect(
            findings.allSatisfy { finding in
                !finding.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E }
            })
    }

    @Test func `an error cannot hide behind hundreds of warnings`() {
        let idle = (0..<500).map { "    - { tool: ads.set_bid, at_most: \($0 + 1) times, per: day, over: campaign }\n" }
        let sample = Sample(Bases.search)
            .replacing("  evidence:\n", idle.joined() + "  evidence:\n")
            .replacing("may_pause: anyone", "may_pause: everyone")
        #expect(sample.findings.count > 200 && sample.findings.count <= 400)
        #expect(sample.outcome.charter == nil && !sample.errors.isEmpty)
    }
}
