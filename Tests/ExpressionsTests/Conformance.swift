import Expressions
import Foundation

/// The language's published conformance cases, as converted to JSON (see SOURCE.txt beside the file).
struct Conformance {
    struct Case: Sendable, CustomStringConvertible {
        let path: String
        let text: String
        let slots: [(name: String, type: ValueType)]
        let bindings: [(name: String, value: Value)]
        /// Nil where an error is expected.
        let expected: Value?
        let isChecked: Bool

        var description: String { "\(path): \(text)" }
    }

    /// The file, or nil where the shared data does not lie beside the package.
    static let url: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "shared/data/cel/conformance.json")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
        }
        return nil
    }()

    /// All sections as `file/section`, each with its cases as raw JSON.
    static func sections() throws -> [String: [[String: Any]]] {
        guard let url else { return [:] }
        let files =
            try JSONSerialization.jsonObject(with: Data(contentsOf: url))
            as? [String: [String: [[String: Any]]]]
        var sections: [String: [[String: Any]]] = [:]
        for (file, parts) in files ?? [:] {
            for (section, cases) in parts { sections["\(file)/\(section)"] = cases }
        }
        return sections
    }

    /// The case, or nil when it uses a value or type outside of this module (a protobuf message, a type
    /// value).
    static func read(_ raw: [String: Any], in section: String) -> Case? {
        guard let name = raw["name"] as? String, let text = raw["expr"] as? String else { return nil }
        var bindings: [(String, Value)] = []
        for (name, binding) in raw["bindings"] as? [String: [String: Any]] ?? [:] {
            guard let wrapped = binding["value"] as? [String: Any], let value = value(wrapped) else {
                return nil
            }
            bindings.append((name, value))
        }
        var slots: [(name: String, type: ValueType)] = []
        for declared in raw["type_env"] as? [[String: Any]] ?? [] {
            guard let name = declared["name"] as? String, let ident = declared["ident"] as? [String: Any],
                let wrapped = ident["type"] as? [String: Any], let type = type(wrapped)
            else { return nil }
            slots.append((name, type))
        }
        for (name, _) in bindings where !slots.contains(where: { $0.name == name }) {
            slots.append((name, .dyn))
        }
        let isError = raw["eval_error"] != nil || raw["any_eval_errors"] != nil
        let expected = value(raw["value"] as? [String: Any] ?? ["bool_value": true])
        guard isError || expected != nil else { return nil }
        return Case(
            path: "\(section)/\(name)", text: text, slots: slots, bindings: bindings,
            expected: isError ? nil : expected,
            isChecked: raw["disable_check"] as? Bool != true)
    }

    private static func type(_ raw: [String: Any]) -> ValueType? {
        if let primitive = raw["primitive"] as? String {
            return [
                "BOOL": .bool, "INT64": .int, "UINT64": .uint, "DOUBLE": .double, "STRING": .string,
                "BYTES": .bytes,
            ][primitive]
        }
        if let list = raw["list_type"] as? [String: Any] {
            return (list["elem_type"] as? [String: Any]).flatMap(type).map { .list($0) }
        }
        if let map = raw["map_type"] as? [String: Any] {
            guard let key = (map["key_type"] as? [String: Any]).flatMap(type),
                let value = (map["value_type"] as? [String: Any]).flatMap(type)
            else { return nil }
            return .map(key, value)
        }
        if raw["dyn"] != nil { return .dyn }
        return raw.keys.contains("null") ? .null : nil
    }

    private static func value(_ raw: [String: Any]) -> Value? {
        guard let (kind, content) = raw.first else { return nil }
        switch kind {
        case "null_value": return .null
        case "bool_value": return (content as? Bool).map { .bool($0) }
        case "int64_value": return (content as? String).flatMap { Int64($0) }.map { .int($0) }
        case "uint64_value": return (content as? String).flatMap { UInt64($0) }.map { .uint($0) }
        case "double_value": return (content as? Double).map { .double($0) }
        case "string_value": return (content as? String).map { .string($0) }
        case "bytes_value":
            return (content as? String).flatMap { Data(base64Encoded: $0) }.map { .bytes([UInt8]($0)) }
        case "list_value":
            let values = ((content as? [String: Any])?["values"] as? [[String: Any]] ?? []).map(value)
            return values.contains { $0 == nil } ? nil : .list(values.compactMap { $0 })
        case "map_value": return map((content as? [String: Any])?["entries"] as? [[String: Any]] ?? [])
        default: return nil
        }
    }

    private static func map(_ entries: [[String: Any]]) -> Value? {
        var map: [Key: Value] = [:]
        for entry in entries {
            guard let key = (entry["key"] as? [String: Any]).flatMap(value),
                let value = (entry["value"] as? [String: Any]).flatMap(value)
            else { return nil }
            switch key {
            case .bool(let bool): map[.bool(bool)] = value
            case .int(let int): map[.int(int)] = value
            case .uint(let uint): map[.uint(uint)] = value
            case .string(let string): map[.string(string)] = value
            default: return nil
            }
        }
        return .map(map)
    }
}
