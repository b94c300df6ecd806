public import Vocabulary

/// Something a charter file says that it should not, with the way to put it right.
public struct CharterFinding: Sendable, Hashable {
    /// How much a finding matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The charter cannot be applied.
        case error
        /// The charter can be applied, and probably does not do what its writer meant.
        case warning
        /// The charter is sound and could be better.
        case advice
    }

    /// Which finding it is; docs/reference/charter-findings.md has a page section for each.
    public let code: Code
    /// The name of the file, as the caller gave it.
    public let file: String
    /// The place it is about.
    public let position: SourcePosition
    /// What is wrong, one lower-case fragment with the file's own words in backticks.
    public let message: String
    /// What to write instead.
    public let fix: String

    /// Makes a finding.
    public init(_ code: Code, file: String, at position: SourcePosition, message: String, fix: String) {
        self.code = code
        self.file = file
        self.position = position
        self.message = message
        self.fix = fix
    }

    /// How much it matters; the same for every finding of one code.
    public var severity: Severity { code.severity }

    /// `file:line:column severity code message`, then the fix on an indented line.
    public var text: String {
        "\(file):\(position.line):\(position.column) \(severity.rawValue) \(code.rawValue) \(message)\n    fix: \(fix)"
    }
}

/// Collects findings while a file is read; at most 200 errors and 200 others are kept, so that a hostile file
/// cannot make an endless report, nor hide an error behind warnings.
struct Findings {
    static let most = 200

    let file: String
    private var errors: Set<CharterFinding> = []
    private var others: Set<CharterFinding> = []

    init(file: String) { self.file = file }

    mutating func note(
        _ code: CharterFinding.Code, at position: SourcePosition, _ message: String, fix: String
    ) {
        let finding = CharterFinding(code, file: file, at: position, message: message, fix: fix)
        if finding.severity == .error {
            if errors.count < Self.most { errors.insert(finding) }
        } else if others.count < Self.most {
            others.insert(finding)
        }
    }

    var hasErrors: Bool { !errors.isEmpty }

    /// Findings in the order of the file; at one place errors first, then by code.
    var sorted: [CharterFinding] {
        errors.union(others).sorted {
            ($0.position, $0.severity, $0.code.rawValue, $0.message)
                < ($1.position, $1.severity, $1.code.rawValue, $1.message)
        }
    }
}

extension CharterFinding.Severity: Comparable {
    /// Errors come first.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .advice: 2
        }
    }
}

/// A file's own words for a message: in backticks, at most 60 characters, control characters spelt out.
func quoted(_ text: String) -> String {
    let short = text.count > 60 ? text.prefix(59) + "…" : text[...]
    var safe = ""
    for scalar in short.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
            safe += "\\u{\(String(scalar.value, radix: 16))}"
        default: safe += scalar == "`" ? "'" : String(scalar)
        }
    }
    return "`\(safe)`"
}
