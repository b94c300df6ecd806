/// The keywords of the validation vocabulary that look at one value.
extension SchemaCompiler {
    /// Compiles a keyword about the value itself; false when it is none.
    mutating func compileValue(
        _ member: JSONObject.Member, _ place: SchemaLocation, _ checks: inout [SchemaCheck],
        _ types: inout Types
    ) throws(SchemaError) -> Bool {
        switch member.key {
        case "type": types = try compileType(member.value, place)
        case "const": checks.append(choice(among: [member.value]))
        case "enum": checks.append(choice(among: try array(member, place)))
        default:
            if let check = try compileNumber(member, place) {
                checks.append(check)
            } else if let check = try compileCount(member, place) {
                checks.append(check)
            } else {
                return false
            }
        }
        return true
    }

    private func compileNumber(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError)
        -> SchemaCheck?
    {
        let make: (Double) -> SchemaCheck
        switch member.key {
        case "minimum": make = SchemaCheck.minimum
        case "maximum": make = SchemaCheck.maximum
        case "exclusiveMinimum": make = SchemaCheck.exclusiveMinimum
        case "exclusiveMaximum": make = SchemaCheck.exclusiveMaximum
        case "multipleOf": make = { .multipleOf(Decimal($0)) }
        default: return nil
        }
        guard let number = member.value.doubleValue, member.key != "multipleOf" || number > 0 else {
            let wanted = member.key == "multipleOf" ? "a number above 0" : "a number"
            throw error(place, member.key, "is \(quoted(member.value.description)); it has to be \(wanted)")
        }
        return make(number)
    }

    private mutating func compileCount(_ member: JSONObject.Member, _ place: SchemaLocation)
        throws(SchemaError)
        -> SchemaCheck?
    {
        switch member.key {
        case "minLength": return .minLength(try count(member, place))
        case "maxLength": return .maxLength(try count(member, place))
        case "minItems": return .minItems(try count(member, place))
        case "maxItems": return .maxItems(try count(member, place))
        case "minProperties": return .minProperties(try count(member, place))
        case "maxProperties": return .maxProperties(try count(member, place))
        case "pattern": return .pattern(try pattern(try string(member, place), place, "pattern"))
        case "uniqueItems":
            guard let wanted = member.value.boolValue else {
                throw error(place, member.key, "is \(member.value.kind); it has to be `true` or `false`")
            }
            return wanted ? .uniqueItems : .nothing
        default: return nil
        }
    }

    private func compileType(_ json: JSON, _ place: SchemaLocation) throws(SchemaError) -> Types {
        var types: Types = []
        for name in json.arrayValue ?? [json] {
            guard let type = name.stringValue.flatMap(Types.init(named:)) else {
                throw error(
                    place, "type",
                    "is \(quoted(name.description)); it has to be `null`, `boolean`, `integer`, `number`, `string`, "
                        + "`array` or `object`")
            }
            types.formUnion(type)
        }
        return types
    }

    /// Strings are compared as bytes, whatever else is compared as a value.
    private mutating func choice(among values: [JSON]) -> SchemaCheck {
        let words = Int32(tables.words.count)
        let constants = Int32(tables.constants.count)
        for value in values {
            if let text = value.stringValue {
                tables.words.append(tables.keep(text))
            } else {
                tables.constants.append(value)
            }
        }
        tables.choices.append(
            .init(
                words: words..<Int32(tables.words.count),
                constants: constants..<Int32(tables.constants.count),
                shown: Self.shown(values)))
        return .oneOf(Int32(tables.choices.count - 1))
    }

    private static func shown(_ values: [JSON]) -> String {
        let names = values.prefix(12).map { quoted($0.stringValue ?? $0.description) }
        let shown = names.joined(separator: ", ") + (values.count > 12 ? " or another" : "")
        return values.count == 1 ? shown : "one of \(shown)"
    }

    mutating func compileFormat(_ json: JSON, _ place: SchemaLocation, _ checks: inout [SchemaCheck])
        throws(SchemaError)
    {
        guard let name = json.stringValue else { throw error(place, "format", "has to be a string") }
        guard let format = Format(rawValue: name) else { return }
        let number: Int32 = if let text = format.pattern { try pattern(text, place, "format") } else { -1 }
        checks.append(.format(format, number))
    }

    mutating func pattern(_ expression: String, _ place: SchemaLocation, _ keyword: String)
        throws(SchemaError) -> Int32
    {
        if let known = tables.patterns.firstIndex(where: { $0.expression.hasSameCodePoints(as: expression) }) {
            return Int32(known)
        }
        do {
            return tables.keep(try Pattern(expression))
        } catch {
            throw self.error(place, keyword, error.message)
        }
    }

    func count(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError) -> Int {
        guard let count = member.value.integerValue, count >= 0 else {
            throw error(
                place, member.key,
                "is \(quoted(member.value.description)); it has to be a whole number from 0 on")
        }
        return Int(count)
    }

    func string(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError) -> String {
        guard let text = member.value.stringValue else {
            throw error(place, member.key, "is \(member.value.kind); it has to be a string")
        }
        return text
    }

    func array(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError) -> [JSON] {
        guard let items = member.value.arrayValue else {
            throw error(place, member.key, "is \(member.value.kind); it has to be an array")
        }
        return items
    }

    func object(_ member: JSONObject.Member, _ place: SchemaLocation) throws(SchemaError) -> JSONObject {
        guard let object = member.value.objectValue else {
            throw error(place, member.key, "is \(member.value.kind); it has to be an object")
        }
        return object
    }
}
