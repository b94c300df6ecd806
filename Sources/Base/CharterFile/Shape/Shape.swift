/// What may stand at a place of a charter file. One table of shapes drives the reader's checks, the JSON
/// Schema, the reference page and the classification of changes, so that none of them can disagree with
/// another.
indirect enum Shape: Sendable {
    /// A single value.
    case leaf(Leaf)
    /// One word of a few.
    case word([String])
    /// A list with at least so many items.
    case list(Shape, atLeast: Int)
    /// A value or a list of such values.
    case oneOrMany(Shape)
    /// Keys with values.
    case record(Record)
    /// One of several kinds of record, told apart by the keys only one of them has.
    case variants([Record])
    /// A mapping of the record's keys, or else the shape.
    case mappingOr(Record, Shape)
}

/// A mapping with known keys.
struct Record: Sendable {
    /// What it is, for messages and the reference: `a money cap`.
    let noun: String
    /// Keys that tell this record from the others of its list.
    var markers: [String] = []
    /// The keys it may have, in the order of writing.
    let fields: [Field]
    /// Rules over several keys.
    var rules: [KeyRule] = []
    /// The finding for a text where this record is expected: a wish instead of a definition.
    var prose: CharterFinding.Code?

    func field(_ key: String) -> Field? { fields.first { $0.key == key } }

    /// The finding for this text in its place; nil where it is no wish: one word where a tool belongs is its name, or is meant so.
    func prose(_ text: String) -> CharterFinding.Code? { isNamed && !text.contains(" ") ? nil : prose }

    /// Whether a tool's name is what is written of it first.
    var isNamed: Bool { field("tool") != nil && markers.isEmpty }
}

/// A rule over several keys of one record.
enum KeyRule: Sendable {
    /// One of these keys, and only one.
    case exactlyOne([String])
    /// One of these keys or more.
    case atLeastOne([String], CharterFinding.Code)
}

/// One key of a record.
struct Field: Sendable {
    let key: String
    let shape: Shape
    let need: Need
    let moves: Moves
    /// What it says: completes the reference page and the schema's description.
    let meaning: String
    /// What a fix writes under the key, in pounds and for example.com; nil where its kind's example will do. A
    /// key that has one is also part of its record's sample.
    private(set) var example: String?

    enum Need: Sendable {
        case optional
        /// Absent, it is this finding.
        case required(CharterFinding.Code)
    }

    init(
        _ key: String, _ shape: Shape, _ need: Need = .optional, moves: Moves, _ meaning: String
    ) {
        self.key = key
        self.shape = shape
        self.need = need
        self.moves = moves
        self.meaning = meaning
    }

    /// The same field with an example of its own.
    func like(_ example: String) -> Field {
        var copy = self
        copy.example = example
        return copy
    }

    var isRequired: Bool {
        if case .required = need { true } else { false }
    }
}

/// How a change of a value moves the agent's authority. What is not provably narrower counts as wider.
enum Moves: Sendable {
    /// Says something to people and nothing to the gate.
    case neutral
    /// Any change may widen.
    case fixed
    /// A restriction: a larger value, or none, is wider.
    case larger
    /// A restriction: a smaller value, or none, is wider.
    case smaller
    /// A permission: a larger value is wider, none is narrower.
    case allowance
    /// More items are wider.
    case moreItems
    /// Fewer items, or none, are wider.
    case fewerItems
    /// Tells which item of a list it is; another value is another item.
    case identity
    /// Look inside; a restriction, so that none at all is wider.
    case inside
    /// Look inside; something that grants as well as restricts, so that its coming and going may both widen.
    case part
}
