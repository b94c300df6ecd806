/// HMAC-SHA-256 (RFC 2104, vectors of RFC 4231): a digest that only a holder of the key can make.
public enum HMAC: Sendable {
    /// The code of `message` under `key`; keys over 64 bytes are hashed first, as the standard says.
    public static func sha256(_ message: [UInt8], key: [UInt8]) -> Digest {
        let block = 64
        var padded = key.count > block ? SHA256.hash(key).bytes : key
        padded.append(contentsOf: repeatElement(0, count: block - padded.count))
        let inner = SHA256.hash(padded.map { $0 ^ 0x36 } + message)
        return SHA256.hash(padded.map { $0 ^ 0x5c } + inner.bytes)
    }

    /// Whether `code` is the code of `message` under `key`; takes equally long however much of it is right.
    public static func isValid(_ code: Digest, for message: [UInt8], key: [UInt8]) -> Bool {
        equalInConstantTime(sha256(message, key: key).bytes, code.bytes)
    }
}
