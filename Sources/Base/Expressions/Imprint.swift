/// What a text is told apart by without following references: the text itself up to 32 bytes, else its
/// fingerprint.
struct Imprint: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private let count: Int

    static let empty = Imprint("")

    init(_ text: String) {
        count = text.utf8.count
        guard isWhole else {
            words.0 = Fingerprint.of(text.utf8)
            return
        }
        var place: UInt64 = 0
        for byte in text.utf8 {
            let bits = UInt64(byte) << (place % 8 * 8)
            switch place / 8 {
            case 0: words.0 |= bits
            case 1: words.1 |= bits
            case 2: words.2 |= bits
            default: words.3 |= bits
            }
            place += 1
        }
    }

    /// Whether equal imprints mean equal texts.
    var isWhole: Bool { count <= 32 }

    static func == (left: Imprint, right: Imprint) -> Bool {
        let differences =
            (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2)
            | (left.words.3 ^ right.words.3)
        return differences == 0 && left.count == right.count
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(count)
    }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): tells byte strings apart quickly; equal ones are always compared
/// afterwards.
enum Fingerprint {
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
