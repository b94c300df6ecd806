/// A regular expression as JSON Schema uses them: in the dialect of ECMAScript, searching anywhere in the
/// text.
struct Pattern: Sendable {
    /// What a search found out.
    enum Answer { case matches, differs, tooHard }

    /// The expression as written, for messages.
    let expression: String
    private let engine: Engine

    private enum Engine: Sendable {
        case simple(ClassPattern)
        case full(PCREPattern)
    }

    /// Compiles an expression, or says why it is none.
    init(_ expression: String) throws(PatternError) {
        self.expression = expression
        if let simple = ClassPattern(expression) {
            engine = .simple(simple)
        } else {
            engine = .full(try PCREPattern(expression))
        }
    }

    /// Searches the bytes of `range`, which are valid UTF-8.
    func search(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Answer {
        switch engine {
        case .simple(let pattern):
            ClassPattern.matches(pattern.steps[...], bytes, range) ? .matches : .differs
        case .full(let pattern): pattern.search(bytes.extracting(range))
        }
    }

    /// The steps of a simple pattern; empty when the full engine is needed (and for `^$`).
    var steps: [ClassPattern.Step] { if case .simple(let pattern) = engine { pattern.steps } else { [] } }
}

/// Why an expression is no regular expression.
struct PatternError: Error {
    /// A fragment for a message.
    let message: String
}
