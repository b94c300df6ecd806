import Foundation
import Schemas
import Testing

/// The official suite of JSON Schema (github.com/json-schema-org/JSON-Schema-Test-Suite), draft 2020-12.
struct SchemaSuiteTests {
    static let folder = "json-schema-suite/tests/draft2020-12"
    static let required = names(in: folder)
    static let optional = names(in: "\(folder)/optional").map { "optional/\($0)" }
    static let formats = names(in: "\(folder)/optional/format").map { "optional/format/\($0)" }

    static func names(in folder: String) -> [String] {
        SharedFiles.names(folder).filter { $0.hasSuffix(".json") }
    }

    /// The suite's `remotes` folder, at the address its schemas expect.
    static let remotes: [String: JSON] = {
        var documents: [String: JSON] = [:]
        let root = SharedFiles.root.appending(path: "json-schema-suite/remotes")
        for path in FileManager.default.enumerator(atPath: root.path) ?? .init() {
            guard let path = path as? String, path.hasSuffix(".json"), !path.contains("draft2019") else {
                continue
            }
            guard let bytes = try? SharedFiles.bytes("json-schema-suite/remotes/\(path)") else { continue }
            documents["http://localhost:1234/\(path)"] = try? JSON(parsing: bytes)
        }
        return documents
    }()

    @Test(.enabled(if: SharedFiles.has(folder)), arguments: required)
    func `passes every required test`(file: String) throws { try check(file, formats: .annotated) }

    @Test(.enabled(if: SharedFiles.has(folder)), arguments: optional)
    func `passes every optional test but the listed ones`(file: String) throws {
        try check(file, formats: .annotated)
    }

    @Test(.enabled(if: SharedFiles.has(folder)), arguments: formats)
    func `passes every format test but the listed ones`(file: String) throws {
        try check(file, formats: .asserted)
    }

    /// Runs a file of the suite; what fails has to be listed, and what is listed has to fail.
    private func check(_ file: String, formats: SchemaOptions.Formats) throws {
        let bytes = try SharedFiles.bytes("\(Self.folder)/\(file)")
        let json =
            try (try? JSON(parsing: bytes)) ?? JSONDecoder().decode(LooseJSON.self, from: Data(bytes)).json
        let groups = try #require(json.arrayValue)
        let options = SchemaOptions(formats: formats, documents: Self.remotes)
        for group in groups {
            let name = group["description"]?.stringValue ?? ""
            for test in group["tests"]?.arrayValue ?? [] {
                let title = "\(file): \(name): \(test["description"]?.stringValue ?? "")"
                let data = try #require(test["data"])
                let answer = Self.answer(try #require(group["schema"]), data, options)
                let agrees = answer == (test["valid"] == true ? "valid" : "invalid")
                let excused =
                    SchemaSuiteExceptions.tests[title] != nil
                    || SchemaSuiteExceptions.annotations[file] != nil && test["valid"] == false
                #expect(agrees != excused, "\(title): \(answer)")
            }
        }
    }

    private static func answer(_ json: JSON, _ data: JSON, _ options: SchemaOptions) -> String {
        do throws(SchemaError) {
            return try Schema(compiling: json, options: options).validate(data).isEmpty ? "valid" : "invalid"
        } catch {
            return "refused: \(error)"
        }
    }
}
