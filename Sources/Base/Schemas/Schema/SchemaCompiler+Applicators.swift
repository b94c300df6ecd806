/// The keywords that hold other schemas.
extension SchemaCompiler {
    /// Compiles a keyword that applies schemas to the same value, or to what others have left over.
    mutating func compileApplicator(
        _ member: JSONObject.Member, _ place: SchemaLocation, _ checks: inout [SchemaCheck]
    ) throws(SchemaError) -> Bool {
        switch member.key {
        case "$ref": checks.append(.reference(try node(referredToBy: try string(member, place), at: place)))
        case "$dynamicRef": checks.append(try dynamicReference(try string(member, place), at: place))
        case "allOf": checks.append(.allOf(try nodes(member, place)))
        case "anyOf": checks.append(.anyOf(try nodes(member, place)))
        case "oneOf": checks.append(.exactlyOne(try nodes(member, place)))
        case "not": checks.append(.not(try node("not", below: place)))
        case "if": checks.append(try condition(place))
        case "propertyNames": checks.append(.propertyNames(try node(member.key, below: place)))
        case "unevaluatedItems": checks.append(.unevaluatedItems(try node(member.key, below: place)))
        case "unevaluatedProperties":
            checks.append(.unevaluatedProperties(try node(member.key, below: place)))
        case "dependentSchemas": try dependentSchemas(member, place, &checks)
        case "dependentRequired": try dependentRequired(member, place, &checks)
        default: return false
        }
        return true
    }

    private mutating func nodes(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError)
        -> Range<Int32>
    {
        let count = try array(member, place).count
        guard count > 0 else { throw error(place, member.key, "is empty; name at least one schema") }
        return try nodes(member.key, count, place)
    }

    private mutating func nodes(_ keyword: String, _ count: Int, _ place: SchemaLocation) throws(SchemaError)
        -> Range<Int32>
    {
        var nodes: [Int32] = []
        for index in 0..<count { nodes.append(try node(keyword, String(index), below: place)) }
        let start = Int32(tables.lists.count)
        tables.lists += nodes
        return start..<Int32(tables.lists.count)
    }

    private mutating func condition(_ place: SchemaLocation) throws(SchemaError) -> SchemaCheck {
        .condition(
            if: try node("if", below: place), then: try optionalNode("then", place),
            otherwise: try optionalNode("else", place))
    }

    private mutating func optionalNode(_ keyword: String, _ place: SchemaLocation) throws(SchemaError)
        -> Int32
    {
        place.json[keyword] == nil ? -1 : try node(keyword, below: place)
    }

    private mutating func dependentSchemas(
        _ member: JSONObject.Member, _ place: SchemaLocation, _ checks: inout [SchemaCheck]
    ) throws(SchemaError) {
        let start = Int32(tables.dependencies.count)
        for key in try object(member, place).keys {
            let schema = try node(member.key, key, below: place)
            tables.dependencies.append(.init(key: tables.keep(key), required: 0..<0, node: schema))
        }
        checks.append(.dependencies(start..<Int32(tables.dependencies.count)))
    }

    private mutating func dependentRequired(
        _ member: JSONObject.Member, _ place: SchemaLocation, _ checks: inout [SchemaCheck]
    ) throws(SchemaError) {
        guard registry.resources[place.resource].validates else { return }
        let start = Int32(tables.dependencies.count)
        for dependent in try object(member, place).members {
            let words = Int32(tables.words.count)
            for name in try names(dependent.value, place, member.key) {
                tables.words.append(tables.keep(name))
            }
            let required = words..<Int32(tables.words.count)
            tables.dependencies.append(.init(key: tables.keep(dependent.key), required: required, node: -1))
        }
        checks.append(.dependencies(start..<Int32(tables.dependencies.count)))
    }

    private func names(_ json: JSON, _ place: SchemaLocation, _ keyword: String) throws(SchemaError)
        -> [String]
    {
        do { return try [String](json: json) } catch {
            throw self.error(place, keyword, "has to be an array of names")
        }
    }

    /// `properties`, `patternProperties`, `additionalProperties` and `required`, as one table.
    mutating func compileObject(_ object: JSONObject, _ place: SchemaLocation, _ checks: inout [SchemaCheck])
        throws(SchemaError)
    {
        let required = try requiredNames(object, place)
        var rules: [SchemaTables.MemberRule] = []
        let keys = try object["properties"].map { json throws(SchemaError) in
            try self.object(.init(key: "properties", value: json), place).keys
        }
        for key in keys ?? [] {
            let schema = try node("properties", key, below: place)
            rules.append(
                .init(key: tables.keep(key), node: schema, isRequired: required[JSON.string(key)] != nil))
        }
        let known = Set((keys ?? []).map(JSON.string))
        for name in required.keys.compactMap(\.stringValue).sorted() where !known.contains(.string(name)) {
            rules.append(.init(key: tables.keep(name), node: -1, isRequired: true))
        }
        let patterns = try patternRules(object, place)
        let additional = try optionalNode("additionalProperties", place)
        guard !rules.isEmpty || !patterns.isEmpty || additional >= 0 else { return }
        let start = Int32(tables.members.count)
        tables.members += rules
        tables.objects.append(
            .init(
                members: start..<Int32(tables.members.count), patterns: patterns, additional: additional,
                required: Int32(required.count)))
        checks.append(.object(Int32(tables.objects.count - 1)))
    }

    private func requiredNames(_ object: JSONObject, _ place: SchemaLocation) throws(SchemaError) -> [JSON:
        Bool]
    {
        guard let json = object["required"], registry.resources[place.resource].validates else { return [:] }
        var required: [JSON: Bool] = [:]
        for name in try names(json, place, "required") { required[.string(name)] = true }
        return required
    }

    private mutating func patternRules(_ object: JSONObject, _ place: SchemaLocation) throws(SchemaError)
        -> Range<Int32>
    {
        guard let json = object["patternProperties"] else { return 0..<0 }
        var rules: [SchemaTables.PatternRule] = []
        for key in try self.object(.init(key: "patternProperties", value: json), place).keys {
            let number = try pattern(key, place, "patternProperties")
            rules.append(.init(pattern: number, node: try node("patternProperties", key, below: place)))
        }
        let start = Int32(tables.patternRules.count)
        tables.patternRules += rules
        return start..<Int32(tables.patternRules.count)
    }

    /// `prefixItems`, `items` and `contains`, as one rule.
    mutating func compileItems(_ object: JSONObject, _ place: SchemaLocation, _ checks: inout [SchemaCheck])
        throws(SchemaError)
    {
        var prefix: Range<Int32> = 0..<0
        if let json = object["prefixItems"] {
            prefix = try nodes(
                "prefixItems", try array(.init(key: "prefixItems", value: json), place).count, place)
        }
        let rest = try optionalNode("items", place)
        let contains = try optionalNode("contains", place)
        guard !prefix.isEmpty || rest >= 0 || contains >= 0 else { return }
        let bounds = try containsBounds(object, place)
        tables.items.append(
            .init(prefix: prefix, rest: rest, contains: contains, least: bounds.least, most: bounds.most))
        checks.append(.items(Int32(tables.items.count - 1)))
    }

    private func containsBounds(_ object: JSONObject, _ place: SchemaLocation) throws(SchemaError)
        -> (least: Int, most: Int)
    {
        guard registry.resources[place.resource].validates else { return (1, .max) }
        let least = try object["minContains"].map { json throws(SchemaError) in
            try count(.init(key: "minContains", value: json), place)
        }
        let most = try object["maxContains"].map { json throws(SchemaError) in
            try count(.init(key: "maxContains", value: json), place)
        }
        return (least ?? 1, most ?? .max)
    }
}
