import Vocabulary

/// The questions that lead to a charter, one after another: a pure machine that takes an answer and gives the
/// next question or says why the answer is not enough. Every answer is judged by the same checks as a file:
/// the charter made of the answers so far, with safe stand-ins for the rest, has to be free of errors before
/// and after it.
public struct Interview: Sendable {
    private let context: CharterContext
    private let topics: [InterviewQuestion.Topic]
    private var answers: Answers
    private var position = 0
    /// What was answered before somebody went back to it.
    private var earlier: [InterviewQuestion.Topic: String] = [:]

    /// An interview that has not begun.
    /// - Parameter topics: what is asked about; everything else takes what is suggested.
    /// - Parameter known: what is known where the charter will be applied, as suggestions.
    public init(
        _ context: CharterContext = CharterContext(),
        _ topics: [InterviewQuestion.Topic] = InterviewQuestion.Topic.allCases,
        known: [InterviewQuestion.Topic: String] = [:]
    ) {
        self.context = context
        self.topics = topics
        answers = Answers(context)
        answers.known = known
    }

    /// The question to ask now; nil when the charter is complete.
    public var question: InterviewQuestion? {
        guard position < topics.count else { return nil }
        let topic = topics[position]
        return InterviewQuestion(topic, suggestion: earlier[topic] ?? answers.suggestion(for: topic))
    }

    /// How many questions there are, and how many have an answer.
    public var progress: (answered: Int, of: Int) { (position, topics.count) }

    /// Takes an answer; an empty one accepts the suggestion. No findings: the next question is up. Findings:
    /// the question stays, and they say why and what would do.
    public mutating func answer(_ text: String) -> [CharterFinding] {
        guard let question else { return [] }
        let trimmed = Self.trimmed(text)
        guard let given = trimmed.isEmpty ? question.suggestion : trimmed else {
            return [
                CharterFinding(
                    .emptyValue, file: question.topic.rawValue, at: .start, message: "this question needs an answer",
                    fix: "for example: `\(question.example)`")
            ]
        }
        var next = answers
        next.given[question.topic] = given
        let findings = next.findings(for: question.topic)
        guard findings.isEmpty else { return findings }
        answers = next
        position += 1
        return []
    }

    /// Goes back to the question before; its answer is asked again, and an empty one keeps it.
    public mutating func back() {
        guard position > 0 else { return }
        position -= 1
        earlier[topics[position]] = answers.given.removeValue(forKey: topics[position])
    }

    /// What was not asked about and what the file says of it, in the order of the file.
    public var taken: [(topic: InterviewQuestion.Topic, value: String)] {
        InterviewQuestion.Topic.allCases.filter { !topics.contains($0) }.map { ($0, answers.value($0)) }
    }

    /// The finished file, which has no errors; nil before the last answer.
    public var file: String? {
        guard question == nil, let charter = answers.charter else { return nil }
        return CharterWriter.yaml(charter)
    }

    private static func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        let start = text.drop(while: blank)
        return String(start.reversed().drop(while: blank).reversed())
    }
}
