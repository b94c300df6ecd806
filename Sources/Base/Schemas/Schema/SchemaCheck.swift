/// One assertion or applicator of a compiled schema. Numbers are places in the tables of `SchemaTables`.
enum SchemaCheck: Sendable {
    case nothing
    case oneOf(Int32)
    case minimum(Double)
    case maximum(Double)
    case exclusiveMinimum(Double)
    case exclusiveMaximum(Double)
    case multipleOf(Decimal)
    case minLength(Int)
    case maxLength(Int)
    case pattern(Int32)
    case format(Format, Int32)
    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    case items(Int32)
    case minProperties(Int)
    case maxProperties(Int)
    case object(Int32)
    case propertyNames(Int32)
    case dependencies(Range<Int32>)
    case reference(Int32)
    case dynamicReference(name: Int32, otherwise: Int32)
    case allOf(Range<Int32>)
    case anyOf(Range<Int32>)
    case exactlyOne(Range<Int32>)
    case not(Int32)
    case condition(if: Int32, then: Int32, otherwise: Int32)
    case unevaluatedItems(Int32)
    case unevaluatedProperties(Int32)

    /// Whether it looks at the value alone and applies no other schema.
    var isPlain: Bool {
        switch self {
        case .items, .object, .propertyNames, .dependencies, .reference, .dynamicReference, .allOf, .anyOf,
            .exactlyOne,
            .not, .condition, .unevaluatedItems, .unevaluatedProperties:
            false
        default: true
        }
    }

    /// Those that ask what the others have looked at come last.
    var comesLast: Bool {
        switch self {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }
}
