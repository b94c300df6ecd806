extension SchemaRun {
    /// Runs one check; keywords that do not apply to the type of the value hold.
    mutating func check(_ check: SchemaCheck, _ token: Int, _ marks: inout Marks) -> Bool {
        switch tape.tokens[token].kind {
        case .string: checkString(check, token) ?? checkAny(check, token, &marks)
        case .integer:
            checkNumber(check, Double(tape.tokens[token].integer), token) ?? checkAny(check, token, &marks)
        case .double: checkNumber(check, tape.tokens[token].double, token) ?? checkAny(check, token, &marks)
        case .array: checkArray(check, token, &marks) ?? checkAny(check, token, &marks)
        case .object: checkObject(check, token, &marks) ?? checkAny(check, token, &marks)
        case .null, .bool: checkAny(check, token, &marks)
        }
    }

    private mutating func checkAny(_ check: SchemaCheck, _ token: Int, _ marks: inout Marks) -> Bool {
        switch check {
        case .oneOf(let words, let constants): return isOneOf(words, constants, token)
        case .reference(let node): return holds(node, token, &marks)
        case .dynamicReference(let name, let node): return holds(target(name, node), token, &marks)
        case .allOf(let nodes): return allHold(nodes, token, &marks)
        case .anyOf(let nodes):
            let count = countHolding(nodes, token, &marks)
            return count > 0
                ? true : note(token, "anyOf") { _ in "fits none of the `\(nodes.count)` forms it may have" }
        case .exactlyOne(let nodes):
            let count = countHolding(nodes, token, &marks)
            if count == 1 { return true }
            return note(token, "oneOf") { _ in
                "fits `\(count)` of the `\(nodes.count)` forms; it has to fit exactly one"
            }
        case .not(let node):
            return quietly { $0.holds(node, token) }
                ? note(token, "not") { _ in "has a form that is not allowed" } : true
        case .condition(let test, let then, let otherwise):
            var own = Marks(isWanted: marks.isWanted)
            let passes = quietly { $0.holds(test, token, &own) }
            if passes { marks.formUnion(own) }
            let branch = passes ? then : otherwise
            return branch < 0 || holds(branch, token, &marks)
        default: return true
        }
    }

    /// Runs a branch whose failure is no finding yet.
    private mutating func quietly(_ branch: (inout SchemaRun) -> Bool) -> Bool {
        quiet += 1
        defer { quiet -= 1 }
        return branch(&self)
    }

    private mutating func allHold(_ nodes: Range<Int32>, _ token: Int, _ marks: inout Marks) -> Bool {
        var passes = true
        for index in nodes where !holds(program.lists[Int(index)], token, &marks) {
            passes = false
            if quiet > 0 { break }
        }
        return passes
    }

    private mutating func countHolding(_ nodes: Range<Int32>, _ token: Int, _ marks: inout Marks) -> Int {
        var count = 0
        for index in nodes {
            var own = Marks(isWanted: marks.isWanted)
            guard quietly({ $0.holds($0.program.lists[Int(index)], token, &own) }) else { continue }
            count += 1
            marks.formUnion(own)
        }
        return count
    }

    /// The outermost resource on the way here that has the dynamic anchor decides.
    private func target(_ name: Int32, _ otherwise: Int32) -> Int32 {
        let name = program.dynamicNames[Int(name)]
        for resource in scope {
            if let node = program.dynamicAnchors[Int(resource)][name] { return node }
        }
        return otherwise
    }

    private mutating func isOneOf(_ words: Range<Int32>, _ constants: Range<Int32>, _ token: Int) -> Bool {
        if tape.tokens[token].kind == .string {
            for index in words where tape.isText(token, program.words[Int(index)], program.texts) {
                return true
            }
        } else if !constants.isEmpty {
            let value = tape.value(at: token)
            for index in constants where program.constants[Int(index)] == value { return true }
        }
        return note(token, "enum") { $0.unlisted(words, constants, token) }
    }

    private func unlisted(_ words: Range<Int32>, _ constants: Range<Int32>, _ token: Int) -> String {
        let texts = words.map { program.string(program.words[Int($0)]) }
        let names =
            texts.map { quoted($0) } + constants.map { quoted(program.constants[Int($0)].description) }
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " and others" : "")
        let wanted = names.count == 1 ? shown : "one of \(shown)"
        return "is \(excerpt(token)); it has to be \(wanted)"
    }

    private mutating func checkNumber(_ check: SchemaCheck, _ number: Double, _ token: Int) -> Bool? {
        switch check {
        case .minimum(let bound):
            number >= bound
                ? true : note(token, "minimum") { "is \($0.excerpt(token)); the least is \($0.shown(bound))" }
        case .maximum(let bound):
            number <= bound
                ? true : note(token, "maximum") { "is \($0.excerpt(token)); the most is \($0.shown(bound))" }
        case .exclusiveMinimum(let bound):
            number > bound
                ? true
                : note(token, "exclusiveMinimum") {
                    "is \($0.excerpt(token)); it has to be above \($0.shown(bound))"
                }
        case .exclusiveMaximum(let bound):
            number < bound
                ? true
                : note(token, "exclusiveMaximum") {
                    "is \($0.excerpt(token)); it has to be below \($0.shown(bound))"
                }
        case .multipleOf(let divisor):
            Decimal(number).isMultiple(of: divisor)
                ? true
                : note(token, "multipleOf") {
                    "is \($0.excerpt(token)); it has to be a multiple of `\(divisor)`"
                }
        default: nil
        }
    }

    private func shown(_ bound: Double) -> String { quoted(JSON.double(bound).description) }

    private mutating func checkString(_ check: SchemaCheck, _ token: Int) -> Bool? {
        switch check {
        case .minLength(let least):
            if tape.hasLength(token, atLeast: least) { return true }
            return note(token, "minLength") {
                "has `\($0.tape.length(token))` characters; the least is `\(least)`"
            }
        case .maxLength(let most):
            if tape.hasLength(token, atMost: most) { return true }
            return note(token, "maxLength") {
                "has `\($0.tape.length(token))` characters; the most is `\(most)`"
            }
        case .pattern(let number):
            return matches(number, token)
                ? true
                : note(token, "pattern") {
                    "is \($0.excerpt(token)); it has to match \($0.expression(number))"
                }
        case .format(let format, let number):
            if number >= 0, !matches(number, token) || !format.accepts(tape.text(at: token)) {
                return note(token, "format") {
                    "is \($0.excerpt(token)); it has to be in the format `\(format.rawValue)`"
                }
            }
            return number >= 0 || format.accepts(tape.text(at: token))
                ? true
                : note(token, "format") {
                    "is \($0.excerpt(token)); it has to be in the format `\(format.rawValue)`"
                }
        default: return nil
        }
    }

    private func expression(_ number: Int32) -> String { quoted(program.patterns[Int(number)].expression) }

    /// Whether the string at `token` matches a pattern; one that takes too long ends the whole run.
    mutating func matches(_ number: Int32, _ token: Int) -> Bool {
        switch tape.search(token, program.patterns[Int(number)]) {
        case .matches: return true
        case .differs: return false
        case .tooHard:
            exhaust()
            return false
        }
    }
}
