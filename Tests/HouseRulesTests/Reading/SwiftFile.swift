/// One Swift file as the rules see it.
struct SwiftFile: Sendable {
    /// A word of the code and where it begins.
    struct Word: Sendable {
        let text: String
        let line: Int
        /// Its place in `code`.
        let start: Int
    }

    /// Relative to the package: `Sources/Base/Vocabulary/Money/Money.swift`.
    let path: String
    let text: String
    /// The text with comments and texts turned into spaces.
    let code: [UInt8]
    let literals: [SwiftScanner.Literal]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        let scan = SwiftScanner(text)
        code = scan.code
        literals = scan.literals
    }

    /// `Sources/Base/Vocabulary/…` is of `Vocabulary`; nil outside a module.
    var module: String? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return nil }
        if parts[0] == "Sources" { return parts[1] == "TestKit" ? "TestKit" : parts[2] }
        return parts[1]
    }

    /// The file's name without its extension.
    var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }

    /// The lines of the code, without comments and texts.
    var codeLines: [String] {
        code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The lines as they are.
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Every word of the code: letters, digits and underscores.
    var words: [Word] {
        var words: [Word] = []
        var line = 1
        var start: Int?
        for (index, byte) in code.enumerated() {
            if SwiftFile.isPartOfWord(byte) {
                if start == nil { start = index }
                continue
            }
            if let first = start {
                words.append(Word(text: String(decoding: code[first..<index], as: UTF8.self), line: line, start: first))
                start = nil
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        return words
    }

    static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: byte >= 0x80
        }
    }

    /// The types it declares, extensions not among them.
    var declaredTypes: [Word] {
        let words = words
        return words.indices.dropLast().compactMap { index in
            let isType = ["struct", "class", "enum", "actor", "protocol", "typealias"].contains(words[index].text)
            return isType && words[index + 1].text != "func" && words[index + 1].text != "var" ? words[index + 1] : nil
        }
    }

    /// The modules it imports.
    var imports: [(module: String, line: Int)] {
        codeLines.enumerated().compactMap { index, line in
            let parts = line.split(whereSeparator: { $0 == " " || $0 == "." }).map(String.init)
            guard let keyword = parts.firstIndex(of: "import"), keyword + 1 < parts.count,
                parts[..<keyword].allSatisfy({ $0.hasPrefix("@") || SwiftFile.accessLevels.contains($0) })
            else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
            let place = kinds.contains(parts[keyword + 1]) ? keyword + 2 : keyword + 1
            return place < parts.count ? (parts[place], index + 1) : nil
        }
    }

    private static let accessLevels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
}
