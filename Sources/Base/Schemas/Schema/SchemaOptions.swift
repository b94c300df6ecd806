/// How a schema is compiled.
public struct SchemaOptions: Sendable {
    /// What the keyword `format` does.
    public enum Formats: Sendable {
        /// Nothing, as 2020-12 has it by default.
        case annotated
        /// It is checked, for the formats in `Format`; others are let pass, as the standard asks.
        case asserted
    }

    /// What happens to a keyword nobody knows, such as a misspelt one.
    public enum UnknownKeywords: Sendable {
        /// It is ignored, as the standard asks.
        case ignored
        /// The schema is refused: a misspelt `requred` would silently check nothing. `x-…` is still let pass.
        case refused
    }

    /// What `format` does.
    public var formats: Formats
    /// What happens to unknown keywords.
    public var unknownKeywords: UnknownKeywords
    /// Other documents that references may name, by absolute URI. Nothing is ever fetched.
    public var documents: [String: JSON]

    /// Options of one's own.
    public init(
        formats: Formats = .annotated, unknownKeywords: UnknownKeywords = .ignored,
        documents: [String: JSON] = [:]
    ) {
        self.formats = formats
        self.unknownKeywords = unknownKeywords
        self.documents = documents
    }

    /// As the standard has it: formats annotate, unknown keywords are ignored, no other documents.
    public static let standard = SchemaOptions()
}
