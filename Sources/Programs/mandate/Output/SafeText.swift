/// Text from outside made harmless for a terminal: escapes, controls and marks that reorder text are spelt out.
enum SafeText {
    /// The text; line breaks and tabs stay where `keepsLines`, else they are spelt out, too.
    static func of(_ text: String, keepsLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { isHarmful($0, keepsLines) }) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar, keepsLines) {
                safe += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private static func isHarmful(_ scalar: Unicode.Scalar, _ keepsLines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: !keepsLines
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
