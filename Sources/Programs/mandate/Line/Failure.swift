import CharterFile
import Engine
import Execution
import Files
import Home
import Sandbox
import Schemas
import Signals
import Storage
import TransparencyLog
import Vocabulary

/// What ended a command: one line for people, and a code for programs.
struct Failure: Error, Hashable, Sendable {
    let code: ExitCode
    let message: String

    /// A failure; `message` is one fragment with the way out.
    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The failure that an error of a lower module is.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as EngineError: self.init(Failure.code(error), error.description)
        case let error as HomeError: self.init(Failure.code(error), error.description)
        case let error as StorageError: self.init(Failure.code(error), error.message)
        case let error as ConnectorError: self.init(.unavailable, error.message)
        case let error as ImportError: self.init(Failure.code(error), error.message)
        case let error as PackFolderError: self.init(.failed, error.description)
        case is CancellationError: self.init(.failed, "interrupted")
        default: self.init(.failed, "\(error)")
        }
    }

    /// The failure for programs: the code's number and name, and the line that people read.
    var json: JSON {
        [
            "error": [
                "code": .integer(Int64(code.rawValue)), "kind": .string(code.name), "message": .string(message),
            ]
        ]
    }

    private static func code(_ error: EngineError) -> ExitCode {
        switch error {
        case .noCharter, .noAccount, .notFound: .notFound
        case .noPlatform, .unavailable: .unavailable
        case .halted: .halted
        case .conflict: .conflict
        case .invalid: .usage
        case .notAllowed: .refused
        case .notAsSigned: .notVerified
        }
    }

    private static func code(_ error: HomeError) -> ExitCode {
        switch error.kind {
        case .missing: .notFound
        case .conflict: .conflict
        case .notAllowed: .refused
        case .damaged, .system: .failed
        }
    }

    private static func code(_ error: StorageError) -> ExitCode {
        switch error.kind {
        case .busy, .full: .unavailable
        case .version: .conflict
        case .notAsSigned: .notVerified
        default: .failed
        }
    }

    private static func code(_ error: ImportError) -> ExitCode {
        switch error {
        case .incomplete, .contradiction, .noHeader, .unsupported: .usage
        case .unreadable: .failed
        }
    }
}
