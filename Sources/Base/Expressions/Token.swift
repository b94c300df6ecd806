/// One word of the language with the range of bytes it was read from.
struct Token {
    enum Kind: Equatable {
        case name(String)
        /// A name in backticks; it can only be a field.
        case quotedName(String)
        /// The magnitude of an integer; its sign is the parser's.
        case int(UInt64)
        case literal(Value)
        /// Operators and punctuation, and the keyword `in`.
        case symbol(String)
        case end
    }

    let kind: Kind
    let range: Range<Int>
}
