import Cryptography
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `agrees with the vectors of RFC 4648`(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8 ", " Zm8=", "Zm8=\n", "Z===", "====", "Zm9v====", "Zg==Zg==", "Zm-_",
        "Zm\u{e9}=", "=Zm9",
    ])
    func `refuses base64 that another writer would have written differently`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `every altered sign changes the value or is refused`() {
        let text = Array(Base64.encode(Array(0..<32)).utf8)
        for index in text.indices {
            for sign in UInt8.min...UInt8.max where sign != text[index] {
                var altered = text
                altered[index] = sign
                #expect(Base64.decode(String(decoding: altered, as: UTF8.self)) != Array(0..<32))
            }
        }
    }

    @Test func `hexadecimal goes there and back, in lower case only`() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        for wrong in ["0", "0G", "AB", "0x", " 00", "00 ", "é0"] { #expect(Hex.decode(wrong) == nil) }
    }

    @Test func `a digest is 32 bytes, in the order of its text`() throws {
        let low = try #require(Digest(hex: "00" + String(repeating: "ff", count: 31)))
        let high = try #require(Digest(hex: "01" + String(repeating: "00", count: 31)))
        #expect(low < high)
        #expect(!(high < low))
        #expect("\(high)" == high.hex)
        #expect(Digest(low.bytes) == low)
        #expect(Digest(low.bytes.dropLast()) == nil)
        #expect(Digest(hex: low.hex.uppercased()) == nil)
        let digests = (0..<50).map { SHA256.hash("\($0)") }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    }

    @Test func `equality in constant time is equality`() {
        #expect(equalInConstantTime([], []))
        #expect(equalInConstantTime([1, 2], [1, 2]))
        #expect(!equalInConstantTime([1, 2], [1, 3]))
        #expect(!equalInConstantTime([1, 2], [1, 2, 3]))
    }

    @Test func `the system's randomness differs and has the asked length`() {
        let random = SystemRandomBytes()
        #expect(random.randomBytes(0).isEmpty)
        #expect(random.randomBytes(33).count == 33)
        #expect(random.randomBytes(32) != random.randomBytes(32))
    }
}
