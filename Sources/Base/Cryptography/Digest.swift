/// A 32-byte hash, stored inline, in the order of its bytes.
///
/// Equality and hashing look at all bits; order is that of the bytes, as in the hex text. It is for public
/// values: secrets are compared with `equalInConstantTime`.
public struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number of bytes in every digest.
    public static let byteCount = 32

    /// Thirty-two zero bytes.
    public static let zero = Digest(words: (0, 0, 0, 0))

    // The bytes as they lie in memory, eight to a word, so that writing and reading them is a copy.
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var fourth: UInt64

    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (first, second, third, fourth) = words
    }

    /// The digest with these bytes, or nothing unless there are exactly 32.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyBytes(from: bytes) }
        self.init(words: words)
    }

    /// The digests that stand one after the other in `bytes`; nothing unless they fill it exactly.
    package static func list(_ bytes: [UInt8]) -> [Digest]? {
        guard bytes.count.isMultiple(of: byteCount) else { return nil }
        return unsafe bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / byteCount).map { index in
                var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
                let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[index * byteCount..<(index + 1) * byteCount])
                unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyMemory(from: part) }
                return Digest(words: words)
            }
        }
    }

    /// The digest that 64 lower-case hexadecimal digits stand for; nothing for any other text.
    public init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Sixty-four lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// The bytes in base64 with padding, 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// The same as `hex`.
    public var description: String { hex }

    /// Adds the 32 bytes to the end of `bytes`.
    public func append(to bytes: inout [UInt8]) {
        let words = (first, second, third, fourth)
        unsafe withUnsafeBytes(of: words) { unsafe bytes.append(contentsOf: $0) }
    }

    /// The order of the bytes, first byte first.
    public static func < (left: Digest, right: Digest) -> Bool {
        if left.first != right.first { return left.first.bigEndian < right.first.bigEndian }
        if left.second != right.second { return left.second.bigEndian < right.second.bigEndian }
        if left.third != right.third { return left.third.bigEndian < right.third.bigEndian }
        return left.fourth.bigEndian < right.fourth.bigEndian
    }

    var words: (UInt64, UInt64, UInt64, UInt64) { (first, second, third, fourth) }
}
