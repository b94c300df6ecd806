/// How the program ends; the numbers are part of its interface.
enum ExitCode: Int32, CaseIterable, Sendable {
    case ok = 0
    case failed = 1
    case usage = 2
    case refused = 3
    case waiting = 4
    case notFound = 5
    case conflict = 6
    case notVerified = 7
    case unavailable = 8
    case halted = 9
    case changesPresent = 10

    /// Its name in the JSON of an error.
    var name: String {
        switch self {
        case .ok: "ok"
        case .failed: "failed"
        case .usage: "usage"
        case .refused: "refused"
        case .waiting: "waiting"
        case .notFound: "not_found"
        case .conflict: "conflict"
        case .notVerified: "not_verified"
        case .unavailable: "unavailable"
        case .halted: "halted"
        case .changesPresent: "changes_present"
        }
    }

    /// What it means, for the reference.
    var meaning: String {
        switch self {
        case .ok: "done"
        case .failed: "failed, or the result could not be written"
        case .usage: "the line or an input could not be understood"
        case .refused: "refused by a charter"
        case .waiting: "waits for a person"
        case .notFound: "not found"
        case .conflict: "conflict, or not in a state in which that can be done"
        case .notVerified: "verification failed"
        case .unavailable: "unavailable for now"
        case .halted: "halted"
        case .changesPresent: "there are differences"
        }
    }
}
