/// CRC-32C (Castagnoli, RFC 3720 appendix B.4): finds a torn or damaged record; it is no protection against forging.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0x82F6_3B78 ^ (value >> 1) : value >> 1 }
    }

    /// The checksum of the bytes.
    static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        let table = table
        for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
        return ~value
    }

    /// The checksum as eight hexadecimal digits.
    static func text(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let digits = String(crc32c(bytes), radix: 16)
        return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
    }
}
