import Foundation
import Schemas
import Testing

/// What commands print with `--json`, held against docs/reference/results.schema.json. Whatever a journey makes the program print
/// comes here, so that every journey checks the schema without knowing of it.
struct PublishedResults {
    /// The published schema, read once.
    static let published = Result { try PublishedResults() }

    private let results: [String: Schema]
    /// Every name of a command that has a result, with the one it is entitled as.
    private let names: [String: String]
    private let streams: Set<String>
    private let error: Schema

    /// The commands that have a result.
    var commands: Set<String> { Set(results.keys) }

    private init() throws {
        let page = MandateProgram.root.appending(path: "docs/reference/results.schema.json")
        let document = try JSON(parsing: Array(Data(contentsOf: page)))
        let id = try #require(document["$id"]?.stringValue)
        let definitions = try #require(document["$defs"]?.objectValue).members
        let options = SchemaOptions(formats: .asserted, unknownKeywords: .refused, documents: [id: document])
        func compile(_ name: String) throws -> Schema {
            try Schema(
                compiling: ["$ref": .string("\(id)#/$defs/\(name.replacing(" ", with: "%20"))")], options: options)
        }
        // Those of commands are entitled as the command is typed; the others are what these share.
        let ofCommands = definitions.filter { $0.value["title"]?.stringValue == "mandate \($0.key)" }
        results = try Dictionary(uniqueKeysWithValues: ofCommands.map { ($0.key, try compile($0.key)) })
        let others = ofCommands.flatMap { command in
            (command.value["x-also"]?.arrayValue ?? []).compactMap(\.stringValue).map { ($0, command.key) }
        }
        names = Dictionary(uniqueKeysWithValues: others + results.keys.map { ($0, $0) })
        streams = Set(ofCommands.filter { $0.value["x-stream"]?.boolValue == true }.map(\.key))
        error = try compile("error")
    }

    /// The command that words call: the longest name that they begin with, after the options of every command.
    func command(_ words: [String]) -> String? {
        var rest = words[...]
        while let word = rest.first, word.hasPrefix("-") { rest = rest.dropFirst(word == "--home" ? 2 : 1) }
        return (1...3).reversed().lazy.compactMap { names[rest.prefix($0).joined(separator: " ")] }.first
    }

    /// Records everything in which what was printed is not as published.
    func check(_ words: [String], _ outcome: MandateProgram.Outcome) {
        let options = words.prefix { $0 != "--" }
        guard options.contains("--json"), !options.contains("--help"), !options.contains("-h") else { return }
        for finding in findings(words, outcome) {
            Issue.record("`mandate \(words.joined(separator: " "))` is not as published: \(finding)")
        }
    }

    /// What is not as published, of a call with `--json`.
    func findings(_ words: [String], _ outcome: MandateProgram.Outcome) -> [String] {
        let lines = outcome.out.split(separator: "\n")
        let failures = outcome.err.split(separator: "\n").filter { $0.hasPrefix("{") }
        var findings = failures.flatMap { self.findings($0, error) }
        if outcome.code != 0, lines.isEmpty, failures.isEmpty { findings.append("it failed without saying why") }
        guard let name = command(words), let schema = results[name] else {
            return findings + (lines.isEmpty ? [] : ["it printed a result, and its command has none"])
        }
        if !streams.contains(name), lines.count > 1 || outcome.code == 0 && lines.isEmpty {
            findings.append("it printed \(lines.count) lines instead of one object")
        }
        return findings + lines.flatMap { self.findings($0, schema) }
    }

    private func findings(_ line: Substring, _ schema: Schema) -> [String] {
        do {
            return try schema.validate(Array(line.utf8), limits: JSONLimits(bytes: 1 << 26)).map(\.description)
        } catch { return ["\(error): \(line.prefix(80))"] }
    }
}
