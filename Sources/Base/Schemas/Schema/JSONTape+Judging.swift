/// What a schema asks of a tape, answered from the bytes wherever there are no escapes.
extension JSONTape {
    /// Whether the string at `index` is exactly this text. The signature alone mostly says no.
    @inline(__always)
    func isText(_ index: Int, _ text: SchemaTables.Text, _ program: SchemaProgram) -> Bool {
        tokens[index].high == text.signature && isSameText(index, text, program)
    }

    private func isSameText(_ index: Int, _ text: SchemaTables.Text, _ program: SchemaProgram) -> Bool {
        let texts = program.tables.texts
        let token = tokens[index]
        let start = Int(text.start)
        if token.flag {
            return JSONEscapes.content(of: token, in: bytes.span)
                == Array(texts[start..<start + Int(text.count)])
        }
        guard token.low == UInt32(text.count) else { return false }
        return PlainText.same(bytes.span, Int(token.start), texts.span, start, count: Int(text.count))
    }

    /// The scalar at `index` as canonical JSON.
    func written(at index: Int) -> String {
        let token = tokens[index]
        guard token.kind == .string, !token.flag else { return value(at: index).description }
        return String(
            decoding: bytes[Int(token.start) - 1...Int(token.start) + Int(token.low)], as: UTF8.self)
    }

    /// The length of the string at `index` in characters (code points), as JSON Schema counts.
    func length(_ index: Int) -> Int {
        let token = tokens[index]
        if token.flag { return text(at: index).unicodeScalars.count }
        var count = 0
        for offset in Int(token.start)..<Int(token.start) + Int(token.low) where bytes[offset] & 0xC0 != 0x80 {
            count += 1
        }
        return count
    }

    /// Whether the string has so many characters; mostly the number of bytes already tells.
    func hasLength(_ index: Int, atLeast least: Int) -> Bool {
        let token = tokens[index]
        if !token.flag, Int(token.low) >= 4 * least { return true }
        return Int(token.low) >= least && length(index) >= least
    }

    /// Whether the string has at most so many characters; mostly the number of bytes already tells.
    func hasLength(_ index: Int, atMost most: Int) -> Bool {
        Int(tokens[index].low) <= most || length(index) <= most
    }

    /// Searches the string at `index`.
    func search(_ index: Int, _ number: Int, _ program: SchemaProgram) -> Pattern.Answer {
        let token = tokens[index]
        let steps = program.tables.patternSteps[number]
        if token.flag {
            let text = JSONEscapes.content(of: token, in: bytes.span)
            return program.tables.patterns[number].search(text.span, 0..<text.count)
        }
        let range = Int(token.start)..<Int(token.start) + Int(token.low)
        guard !steps.isEmpty else { return program.tables.patterns[number].search(bytes.span, range) }
        let isMatch = ClassPattern.matches(program.tables.steps[steps], bytes.span, range)
        return isMatch ? .matches : .differs
    }

    /// The JSON pointer to a token: found by walking down, and only needed when there is something to report.
    func path(to wanted: Int) -> String {
        var path = ""
        var container = 0
        while container != wanted {
            guard let (step, inner) = step(from: container, towards: wanted) else { return path }
            path += "/" + JSONPointer.escaped(step)
            container = inner
        }
        return path
    }

    private func step(from container: Int, towards wanted: Int) -> (String, Int)? {
        let isObject = tokens[container].kind == .object
        guard isObject || tokens[container].kind == .array else { return nil }
        var child = container + 1
        for place in 0..<Int(tokens[container].low) {
            let value = isObject ? child + 1 : child
            let end = next(after: value)
            if wanted < end {
                return (isObject ? text(at: child) : String(place), wanted == child ? wanted : value)
            }
            child = end
        }
        return nil
    }
}
