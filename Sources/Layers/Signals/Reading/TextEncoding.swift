/// How the characters of a file are written as bytes.
public enum TextEncoding: String, Equatable, Sendable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "UTF-8"
    /// UTF-16, low byte first: what Google Ads calls `.csv for Excel`.
    case utf16LittleEndian = "UTF-16 LE"
    /// UTF-16, high byte first.
    case utf16BigEndian = "UTF-16 BE"
    /// Windows code page 1252, which older spreadsheet programs write; assumed where the bytes are no UTF-8.
    case windows1252 = "Windows-1252"

    /// Decides from the first bytes of a file, and says how many of them are the byte order mark.
    ///
    /// Without a mark, text whose every second byte is mostly zero is UTF-16; bytes that are no valid UTF-8
    /// are taken as Windows-1252. `whole` says that the sample is the whole file, so that a cut character
    /// counts.
    public static func detect(_ sample: [UInt8], whole: Bool) -> (encoding: TextEncoding, markBytes: Int) {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if let encoding = unmarkedUTF16(sample) { return (encoding, 0) }
        return (isUTF8(sample, whole: whole) ? .utf8 : .windows1252, 0)
    }

    private static func unmarkedUTF16(_ sample: [UInt8]) -> TextEncoding? {
        let pairs = min(sample.count, 2_048) / 2
        guard pairs >= 4 else { return nil }
        var zeros = (even: 0, odd: 0)
        for pair in 0..<pairs {
            if sample[2 * pair] == 0 { zeros.even += 1 }
            if sample[2 * pair + 1] == 0 { zeros.odd += 1 }
        }
        if zeros.odd * 10 >= pairs * 7, zeros.even * 10 < pairs { return .utf16LittleEndian }
        if zeros.even * 10 >= pairs * 7, zeros.odd * 10 < pairs { return .utf16BigEndian }
        return nil
    }

    private static func isUTF8(_ sample: [UInt8], whole: Bool) -> Bool {
        if String(validating: sample, as: UTF8.self) != nil { return true }
        if whole { return false }
        let cut = sample.indices.reversed().prefix(4).first { sample[$0] & 0xC0 != 0x80 } ?? 0
        return String(validating: sample[..<cut], as: UTF8.self) != nil
    }
}
