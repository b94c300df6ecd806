extension SchemaRun {
    mutating func checkArray(_ check: SchemaCheck, _ token: Int, _ marks: Marks) -> Bool {
        let count = Int(tape.tokens[token].low)
        switch check {
        case .minItems(let least):
            return count >= least
                ? true : note(token, "minItems") { _ in "has `\(count)` items; the least is `\(least)`" }
        case .maxItems(let most):
            return count <= most
                ? true : note(token, "maxItems") { _ in "has `\(count)` items; the most is `\(most)`" }
        case .uniqueItems: return areUnique(token)
        case .items(let number): return itemsHold(program.tables.items[Int(number)], token, marks)
        case .unevaluatedItems(let node):
            var passes = true
            eachItem(of: token) { run, place, item in
                if !run.contains(place, marks), !run.holds(node, item) { passes = false }
            }
            for place in 0..<count { insert(place, into: marks) }
            return passes
        default: return true
        }
    }

    private mutating func eachItem(of token: Int, _ body: (inout SchemaRun, Int, Int) -> Void) {
        var item = token + 1
        for place in 0..<Int(tape.tokens[token].low) {
            body(&self, place, item)
            item = tape.next(after: item)
        }
    }

    private mutating func itemsHold(_ rules: SchemaTables.ItemRules, _ token: Int, _ marks: Marks)
        -> Bool
    {
        var passes = true
        var found = 0
        var item = token + 1
        for place in 0..<Int(tape.tokens[token].low) {
            let node =
                place < rules.prefix.count
                ? program.tables.lists[Int(rules.prefix.lowerBound) + place] : rules.rest
            if node >= 0 {
                insert(place, into: marks)
                if !holds(node, item) { passes = false }
            }
            if rules.contains >= 0 {
                quiet += 1
                if holds(rules.contains, item) {
                    found += 1
                    insert(place, into: marks)
                }
                quiet -= 1
            }
            item = tape.next(after: item)
        }
        return rules.contains < 0 ? passes : countHolds(rules, found, token) && passes
    }

    private mutating func countHolds(_ rules: SchemaTables.ItemRules, _ found: Int, _ token: Int) -> Bool {
        if found < rules.least {
            let keyword = rules.least == 1 ? "contains" : "minContains"
            return note(token, keyword) { _ in
                "has `\(found)` items of the wanted form; the least is `\(rules.least)`"
            }
        }
        if found > rules.most {
            return note(token, "maxContains") { _ in
                "has `\(found)` items of the counted form; the most is `\(rules.most)`"
            }
        }
        return true
    }

    private mutating func areUnique(_ token: Int) -> Bool {
        var seen: Set<JSON> = []
        var item = token + 1
        for _ in 0..<tape.tokens[token].low {
            guard seen.insert(tape.value(at: item)).inserted else {
                return note(item, "uniqueItems") { _ in "stands twice in one array; keep one" }
            }
            item = tape.next(after: item)
        }
        return true
    }

    mutating func checkObject(_ check: SchemaCheck, _ token: Int, _ marks: Marks) -> Bool {
        let count = Int(tape.tokens[token].low)
        switch check {
        case .minProperties(let least):
            return count >= least
                ? true
                : note(token, "minProperties") { _ in "has `\(count)` members; the least is `\(least)`" }
        case .maxProperties(let most):
            return count <= most
                ? true : note(token, "maxProperties") { _ in "has `\(count)` members; the most is `\(most)`" }
        case .object(let number): return membersHold(program.tables.objects[Int(number)], token, marks)
        case .propertyNames(let node):
            var passes = true
            eachMember(of: token) { run, _, key in if !run.holds(node, key) { passes = false } }
            return passes
        case .dependencies(let range): return dependenciesHold(range, token, marks)
        case .unevaluatedProperties(let node):
            var passes = true
            eachMember(of: token) { run, place, key in
                if !run.contains(place, marks), !run.memberHolds(node, key, "unevaluatedProperties") {
                    passes = false
                }
            }
            for place in 0..<count { insert(place, into: marks) }
            return passes
        default: return true
        }
    }

    private mutating func eachMember(of token: Int, _ body: (inout SchemaRun, Int, Int) -> Void) {
        var key = token + 1
        for place in 0..<Int(tape.tokens[token].low) {
            body(&self, place, key)
            key = tape.next(after: key + 1)
        }
    }

    private mutating func membersHold(_ rules: SchemaTables.ObjectRules, _ token: Int, _ marks: Marks)
        -> Bool
    {
        var passes = true
        var required = 0
        var hint = rules.members.lowerBound
        var key = token + 1
        for place in 0..<Int(tape.tokens[token].low) {
            var isKnown = false
            if let found = rule(for: key, in: rules.members, from: hint) {
                hint = found + 1
                let member = program.tables.members[Int(found)]
                if member.isRequired { required += 1 }
                if member.node >= 0 {
                    isKnown = true
                    if !holds(member.node, key + 1) { passes = false }
                }
            }
            for index in rules.patterns where matches(program.tables.patternRules[Int(index)].pattern, key) {
                isKnown = true
                if !holds(program.tables.patternRules[Int(index)].node, key + 1) { passes = false }
            }
            if !isKnown, rules.additional >= 0 {
                isKnown = true
                if !memberHolds(rules.additional, key, "additionalProperties", rules) { passes = false }
            }
            if isKnown { insert(place, into: marks) }
            if !passes, quiet > 0 { return false }
            key = tape.next(after: key + 1)
        }
        return required == Int(rules.required) ? passes : missing(rules, token)
    }

    /// The rule for a key. Documents mostly keep the order of their schema, so the search starts after the
    /// last hit.
    private func rule(for key: Int, in rules: Range<Int32>, from hint: Int32) -> Int32? {
        if hint < rules.upperBound, tape.isText(key, program.tables.members[Int(hint)].key, program) {
            return hint
        }
        for index in hint..<rules.upperBound
        where tape.isText(key, program.tables.members[Int(index)].key, program) { return index }
        for index in rules.lowerBound..<hint
        where tape.isText(key, program.tables.members[Int(index)].key, program) { return index }
        return nil
    }

    /// Judges a member no rule names; one that no schema could allow gets a message of its own.
    private mutating func memberHolds(
        _ node: Int32, _ key: Int, _ keyword: String, _ rules: SchemaTables.ObjectRules? = nil
    ) -> Bool {
        guard program.tables.nodes[Int(node)].types.isEmpty else { return holds(node, key + 1) }
        return note(key + 1, keyword) { $0.unknown(key, rules) }
    }

    private func unknown(_ key: Int, _ rules: SchemaTables.ObjectRules?) -> String {
        let length = Int(tape.tokens[key].low)
        let names = (rules?.members ?? 0..<0).map { program.tables.members[Int($0)].key }
            .filter { abs(Int($0.count) - length) <= 12 }.map { program.tables.string($0) }
        let nearest = Nearest.name(to: tape.text(at: key), among: names)
        return "is unknown here; \(nearest.map { "did you mean \(quoted($0))?" } ?? "remove it")"
    }

    private mutating func missing(_ rules: SchemaTables.ObjectRules, _ token: Int) -> Bool {
        for index in rules.members where program.tables.members[Int(index)].isRequired {
            let key = program.tables.members[Int(index)].key
            if !hasMember(key, token) {
                note(token, "required") { "has no \(quoted($0.program.tables.string(key))); add it" }
            }
        }
        return false
    }

    private func hasMember(_ text: SchemaTables.Text, _ token: Int) -> Bool {
        var key = token + 1
        for _ in 0..<tape.tokens[token].low {
            if tape.isText(key, text, program) { return true }
            key = tape.next(after: key + 1)
        }
        return false
    }

    private mutating func dependenciesHold(_ range: Range<Int32>, _ token: Int, _ marks: Marks) -> Bool {
        var passes = true
        for index in range {
            let dependency = program.tables.dependencies[Int(index)]
            guard hasMember(dependency.key, token) else { continue }
            for word in dependency.required where !hasMember(program.tables.words[Int(word)], token) {
                let (name, other) = (
                    program.tables.string(program.tables.words[Int(word)]),
                    program.tables.string(dependency.key)
                )
                passes = note(token, "dependentRequired") { _ in
                    "has \(quoted(other)) but no \(quoted(name)); add it"
                }
            }
            if dependency.node >= 0, !holds(dependency.node, token, marks) { passes = false }
        }
        return passes
    }
}
