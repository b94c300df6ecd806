/// Reads Swift far enough to tell code from comments and texts, interpolations included.
///
/// It knows nested block comments, raw and multi-line texts, and code inside texts. It does not know regular-expression
/// literals; a quote inside one would mislead it, so write those as `#"…"#`.
struct SwiftScanner {
    /// One text literal, as it is written between its quotes.
    struct Literal: Equatable {
        let line: Int
        let text: String
    }

    /// The bytes, with comments and texts turned into spaces; newlines stay.
    private(set) var code: [UInt8]
    /// Every text literal.
    private(set) var literals: [Literal] = []

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
        code = bytes
        readCode(insideText: false)
    }

    private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

    private mutating func step(isCode: Bool) {
        if byte() == newline { line += 1 } else if !isCode { code[at] = space }
        at += 1
    }

    private mutating func readCode(insideText: Bool) {
        var depth = 0
        while at < bytes.count {
            switch byte() {
            case slash where byte(1) == slash: readLineComment()
            case slash where byte(1) == star: readBlockComment()
            case quote: readText(hashes: 0)
            case hash where opensRawText: readRawText()
            case 0x28:
                depth += 1
                step(isCode: true)
            case 0x29:
                depth -= 1
                if insideText, depth < 0 { return }
                step(isCode: true)
            default: step(isCode: true)
            }
        }
    }

    private mutating func readLineComment() {
        while at < bytes.count, byte() != newline { step(isCode: false) }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            let opens = byte() == slash && byte(1) == star
            let closes = byte() == star && byte(1) == slash
            if opens { depth += 1 }
            if closes { depth -= 1 }
            if opens || closes { step(isCode: false) }
            step(isCode: false)
        } while depth > 0 && at < bytes.count
    }

    private var opensRawText: Bool {
        var offset = 0
        while byte(offset) == hash { offset += 1 }
        return byte(offset) == quote
    }

    private mutating func readRawText() {
        var hashes = 0
        while byte() == hash {
            hashes += 1
            step(isCode: false)
        }
        readText(hashes: hashes)
    }

    private func hashesFollow(_ count: Int, after offset: Int) -> Bool {
        (0..<count).allSatisfy { byte(offset + $0) == hash }
    }

    private mutating func readText(hashes: Int) {
        let quotes = byte(1) == quote && byte(2) == quote ? 3 : 1
        let first = line
        for _ in 0..<quotes { step(isCode: false) }
        let start = at
        while at < bytes.count {
            if byte() == backslash, hashesFollow(hashes, after: 1) {
                let isCodeInside = byte(1 + hashes) == 0x28
                for _ in 0..<(2 + hashes) where at < bytes.count { step(isCode: false) }
                if isCodeInside {
                    readCode(insideText: true)
                    if at < bytes.count { step(isCode: false) }
                }
            } else if (0..<quotes).allSatisfy({ byte($0) == quote }), hashesFollow(hashes, after: quotes) {
                literals.append(Literal(line: first, text: String(decoding: bytes[start..<at], as: UTF8.self)))
                for _ in 0..<(quotes + hashes) { step(isCode: false) }
                return
            } else if quotes == 1, byte() == newline {
                return
            } else {
                step(isCode: false)
            }
        }
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let slash = UInt8(ascii: "/")
private let star = UInt8(ascii: "*")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let backslash = UInt8(ascii: "\\")
