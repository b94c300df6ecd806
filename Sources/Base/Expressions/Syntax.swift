/// An expression as written, before names and types are known.
struct Syntax {
    indirect enum Kind {
        case literal(Value)
        case name(String)
        case field(Syntax, String)
        case element(Syntax, Syntax)
        case list([Syntax])
        case map([(key: Syntax, value: Syntax)])
        case call(String, target: Syntax?, [Syntax])
        case operation(Operator, [Syntax])
        case conditional(Syntax, Syntax, Syntax)
    }

    let kind: Kind
    /// Where an error about this part points.
    let offset: Int
    /// Levels below this part.
    let height: Int
}
