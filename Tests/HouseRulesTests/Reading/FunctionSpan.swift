/// Where a function, initializer or subscript stands, from its keyword to its closing brace.
struct FunctionSpan: Equatable {
    let name: String
    let firstLine: Int
    let lastLine: Int

    var lineCount: Int { lastLine - firstLine + 1 }
}

extension SwiftFile {
    /// Every function with a body, nested ones too.
    var functions: [FunctionSpan] {
        let words = words
        return words.indices.compactMap { index in
            let word = words[index]
            guard ["func", "init", "deinit", "subscript"].contains(word.text), !followsDot(word) else { return nil }
            guard let open = bodyStart(after: word), let close = bodyEnd(from: open) else { return nil }
            let name = word.text == "func" && index + 1 < words.count ? words[index + 1].text : word.text
            return FunctionSpan(name: name, firstLine: word.line, lastLine: word.line + newlines(word.start, close))
        }
    }

    private func followsDot(_ word: Word) -> Bool { word.start > 0 && code[word.start - 1] == UInt8(ascii: ".") }

    private func newlines(_ from: Int, _ to: Int) -> Int { code[from..<to].count { $0 == UInt8(ascii: "\n") } }

    /// The brace that opens the body: the first one outside brackets, before anything that only a next declaration has.
    private func bodyStart(after word: Word) -> Int? {
        var depth = 0
        var index = word.start + word.text.utf8.count
        while index < code.count {
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return index
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0 && declarationBegins(after: index): return nil
            default: break
            }
            if depth < 0 { return nil }
            index += 1
        }
        return nil
    }

    private func declarationBegins(after newline: Int) -> Bool {
        let start = code[(newline + 1)...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
        guard let start else { return true }
        let word = String(decoding: code[start...].prefix { SwiftFile.isPartOfWord($0) }, as: UTF8.self)
        let begins: Set<String> = [
            "func", "var", "let", "init", "static", "mutating", "public", "package", "private", "case",
            "associatedtype",
            "subscript", "struct", "extension", "enum", "final", "class", "deinit", "nonisolated", "internal",
        ]
        return begins.contains(word) || code[start] == UInt8(ascii: "@")
    }

    private func bodyEnd(from open: Int) -> Int? {
        var depth = 0
        for index in open..<code.count {
            if code[index] == UInt8(ascii: "{") { depth += 1 }
            if code[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
