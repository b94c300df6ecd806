extension SchemaRun {
    /// Runs one check; keywords that do not apply to the type of the value hold.
    mutating func check(_ check: SchemaCheck, _ token: Int, _ marks: Marks) -> Bool {
        let kind = tape.tokens[token].kind
        switch check {
        case .minLength, .maxLength, .pattern, .format:
            return kind != .string || checkString(check, token)
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            guard kind == .integer || kind == .double else { return true }
            return checkNumber(check, tape.tokens[token].number, token)
        case .items, .minItems, .maxItems, .uniqueItems, .unevaluatedItems:
            return kind != .array || checkArray(check, token, marks)
        case .object, .minProperties, .maxProperties, .propertyNames, .dependencies, .unevaluatedProperties:
            return kind != .object || checkObject(check, token, marks)
        default: return checkAny(check, token, marks)
        }
    }

    private mutating func checkAny(_ check: SchemaCheck, _ token: Int, _ marks: Marks) -> Bool {
        switch check {
        case .oneOf(let number): return isOneOf(Int(number), token)
        case .reference(let node): return holds(node, token, marks)
        case .dynamicReference(let name, let node): return holds(target(name, node), token, marks)
        case .allOf(let nodes): return allHold(nodes, token, marks)
        case .anyOf(let nodes):
            let count = countHolding(nodes, token, marks)
            return count > 0
                ? true : note(token, "anyOf") { _ in "fits none of the `\(nodes.count)` forms it may have" }
        case .exactlyOne(let nodes):
            let count = countHolding(nodes, token, marks)
            if count == 1 { return true }
            return note(token, "oneOf") { _ in
                "fits `\(count)` of the `\(nodes.count)` forms; it has to fit exactly one"
            }
        case .not(let node):
            return quietly { $0.holds(node, token) }
                ? note(token, "not") { _ in "has a form that is not allowed" } : true
        case .condition(let test, let then, let otherwise):
            let passes = quietly { $0.holds(test, token, marks) }
            let branch = passes ? then : otherwise
            return branch < 0 || holds(branch, token, marks)
        default: return true
        }
    }

    /// Runs a branch whose failure is no finding yet.
    private mutating func quietly(_ branch: (inout SchemaRun) -> Bool) -> Bool {
        quiet += 1
        defer { quiet -= 1 }
        return branch(&self)
    }

    private mutating func allHold(_ nodes: Range<Int32>, _ token: Int, _ marks: Marks) -> Bool {
        var passes = true
        for index in nodes where !holds(program.tables.lists[Int(index)], token, marks) {
            passes = false
            if quiet > 0 { break }
        }
        return passes
    }

    private mutating func countHolding(_ nodes: Range<Int32>, _ token: Int, _ marks: Marks) -> Int {
        var count = 0
        for index in nodes {
            if quietly({ $0.holds($0.program.tables.lists[Int(index)], token, marks) }) { count += 1 }
        }
        return count
    }

    /// The outermost resource on the way here that has the dynamic anchor decides.
    private func target(_ name: Int32, _ otherwise: Int32) -> Int32 {
        let name = program.tables.dynamicNames[Int(name)]
        for resource in scope {
            if let node = program.tables.dynamicAnchors[Int(resource)][name] { return node }
        }
        return otherwise
    }

    private mutating func isOneOf(_ number: Int, _ token: Int) -> Bool {
        if tape.tokens[token].kind == .string {
            for index in program.tables.choices[number].words
            where tape.isText(token, program.tables.words[Int(index)], program) { return true }
        } else if !program.tables.choices[number].constants.isEmpty {
            let value = tape.value(at: token)
            for index in program.tables.choices[number].constants
            where program.tables.constants[Int(index)] == value { return true }
        }
        return note(token, "enum") {
            "is \($0.excerpt(token)); it has to be \($0.program.tables.choices[number].shown)"
        }
    }

    private mutating func checkNumber(_ check: SchemaCheck, _ number: Double, _ token: Int) -> Bool {
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
        default: true
        }
    }

    private func shown(_ bound: Double) -> String { quoted(JSON.double(bound).description) }

    private mutating func checkString(_ check: SchemaCheck, _ token: Int) -> Bool {
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
        default: return true
        }
    }

    private func expression(_ number: Int32) -> String {
        quoted(program.tables.patterns[Int(number)].expression)
    }

    /// Whether the string at `token` matches a pattern; one that takes too long ends the whole run.
    mutating func matches(_ number: Int32, _ token: Int) -> Bool {
        switch tape.search(token, Int(number), program) {
        case .matches: return true
        case .differs: return false
        case .tooHard:
            exhaust()
            return false
        }
    }
}
