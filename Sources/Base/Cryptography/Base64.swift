/// Base64 with padding (RFC 4648, section 4), strict: one value has exactly one text.
///
/// White space, missing padding and stray bits in the last sign are refused; otherwise a signature could be
/// altered without being broken.
public enum Base64: Sendable {
    /// Four signs for every three bytes, padded with `=`.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = bytes.count - start
            let second = rest > 1 ? bytes[start + 1] : 0
            let third = rest > 2 ? bytes[start + 2] : 0
            text.append(alphabet[Int(bytes[start] >> 2)])
            text.append(alphabet[Int((bytes[start] & 3) << 4 | second >> 4)])
            text.append(rest > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : padding)
            text.append(rest > 2 ? alphabet[Int(third & 63)] : padding)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that `text` stands for; nothing unless encoding them gives `text` again.
    public static func decode(_ text: String) -> [UInt8]? {
        let signs = Array(text.utf8)
        guard signs.count.isMultiple(of: 4) else { return nil }
        let padded = signs.suffix(2).count { $0 == padding }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(signs.count / 4 * 3)
        var bits: UInt32 = 0
        for (index, sign) in signs.enumerated() {
            let isPadding = index >= signs.count - padded
            guard let value = isPadding && sign == padding ? 0 : values[Int(sign)] else { return nil }
            bits = bits << 6 | UInt32(value)
            guard index % 4 == 3 else { continue }
            bytes.append(contentsOf: [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)])
            bits = 0
        }
        guard bytes.suffix(padded).allSatisfy({ $0 == 0 }) else { return nil }
        bytes.removeLast(padded)
        return encode(bytes) == text ? bytes : nil
    }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, sign) in alphabet.enumerated() { values[Int(sign)] = UInt8(value) }
        return values
    }()
}
