/// Why a JSON value is not the typed value that was asked for, and where in it.
public struct JSONShapeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place as a JSON pointer (RFC 6901): `/evidence/0/source`; empty for the whole value.
    public let path: String
    /// What is wrong and the way out, in one lower-case fragment.
    public let message: String

    /// The message with its place.
    public var description: String { path.isEmpty ? message : "\(quoted(path)): \(message)" }

    /// An error at a place; decoders of nested values leave `path` empty and their callers put it in front.
    public init(path: String = "", message: String) {
        self.path = path
        self.message = message
    }

    /// The same error seen from the value around it.
    public func inside(_ step: String) -> JSONShapeError {
        JSONShapeError(path: "/" + JSONPointer.escaped(step) + path, message: message)
    }
}

/// JSON pointers (RFC 6901).
enum JSONPointer {
    /// One step as it is written in a pointer: `~` as `~0`, `/` as `~1`.
    static func escaped(_ step: String) -> String {
        guard step.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return step
        }
        return step.unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar == "~" ? "~0" : scalar == "/" ? "~1" : String(scalar)
        }
    }

    /// One written step as it is meant; nil when a `~` is followed by neither 0 nor 1.
    static func unescaped(_ step: some StringProtocol) -> String? {
        var text = ""
        var scalars = step.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": text += "~"
            case "1": text += "/"
            default: return nil
            }
        }
        return text
    }
}
