import Cryptography
import Testing

@Suite struct HashTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `agrees with the vectors of FIPS 180-4`(text: String, hex: String) {
        #expect(SHA256.hash(text).hex == hex)
    }

    @Test func `hashes a million letters in pieces of any size`() {
        var hash = SHA256()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let taken = min(piece, left)
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: taken))
            left -= taken
            piece = piece * 3 % 70_001 + 1
        }
        #expect(hash.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        hash.update(Array("abc".utf8))
        #expect(hash.finish() == SHA256.hash("abc"), "a finished hash starts anew")
    }

    @Test func `puts a prefix before bytes and before two digests`() {
        let (left, right) = (SHA256.hash("left"), SHA256.hash("right"))
        #expect(SHA256.hash(prefix: 1, left, right) == SHA256.hash([1] + left.bytes + right.bytes))
        #expect(SHA256.hash(prefix: 0, [7, 8].span) == SHA256.hash([0, 7, 8]))
    }

    @Test func `hashes on many tasks at once without mixing them up`() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let expected = SHA256.hash("task \(task)")
                    return (0..<2_000).allSatisfy { _ in SHA256.hash("task \(task)") == expected }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `agrees with the vectors of RFC 4231`(key: [UInt8], message: [UInt8], hex: String) throws {
        let code = HMAC.sha256(message, key: key)
        #expect(code.hex == hex)
        #expect(HMAC.isValid(code, for: message, key: key))
        #expect(!HMAC.isValid(code, for: message + [0], key: key))
        #expect(!HMAC.isValid(code, for: message, key: key + [1]))
    }
}
