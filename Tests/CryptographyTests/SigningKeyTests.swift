import Cryptography
import Testing

@Suite struct SigningKeyTests {
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
                + "24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
                + "eeb00d291612bb0c00"
        ),
    ])
    func `agrees with the vectors of RFC 8032`(seed: String, message: String, key: String, signature: String) throws {
        let signing = try #require(SigningKey(seed: Hex.decode(seed) ?? []))
        let message = try #require(Hex.decode(message))
        #expect(signing.verifyingKey.description == key)
        #expect(signing.sign(message).description == signature)
        #expect(signing.verifyingKey.isValid(signing.sign(message), for: message))
    }

    @Test func `any flipped bit of message, signature or key is refused`() throws {
        let signing = try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
        let message = Array("spring sale".utf8)
        let signature = signing.sign(message)
        for bit in 0..<(64 * 8) {
            let altered = try #require(Signature(flipping(bit, of: signature.bytes)))
            #expect(!signing.verifyingKey.isValid(altered, for: message))
        }
        for bit in 0..<(32 * 8) {
            let altered = try #require(VerifyingKey(flipping(bit, of: signing.verifyingKey.bytes)))
            #expect(!altered.isValid(signature, for: message))
        }
        for bit in 0..<(message.count * 8) {
            #expect(!signing.verifyingKey.isValid(signature, for: flipping(bit, of: message)))
        }
    }

    @Test func `P38 a private key cannot be printed`() throws {
        let seed = Array("0123456789abcdef0123456789abcdef".utf8)
        let key = try #require(SigningKey(seed: seed))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])", "\(Optional(key) as Any)"] {
            #expect(!text.contains("0123456789abcdef"))
            #expect(!text.contains(Hex.encode(seed)))
            #expect(text.contains("hidden"))
        }
    }

    @Test func `keys and signatures of a wrong length do not exist`() {
        for count in [0, 31, 33, 64] { #expect(SigningKey(seed: [UInt8](repeating: 1, count: count)) == nil) }
        #expect(VerifyingKey([1, 2, 3]) == nil)
        #expect(Signature([UInt8](repeating: 0, count: 63)) == nil)
    }

    private func flipping(_ bit: Int, of bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
