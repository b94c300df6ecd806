import Schemas

/// The published JSON Schema of everything that commands print with `--json`: docs/reference/results.schema.json.
struct ResultSchema {
    private let commands: [Command]

    /// The schema of these commands, hidden ones as well.
    init(_ commands: [Command]) { self.commands = commands }

    /// One definition for each command that has a result, entitled as the command is typed, and those that they share.
    var document: JSON {
        let results = commands.compactMap { command in command.result.map { (command.name, definition($0, command)) } }
        let shared = ResultDefinition.all.map { ($0.name, $0.shape.schema.adding("title", .string($0.title))) }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(Self.id),
            "title": "what the commands of mandate print with --json",
            "description": .string(
                """
                Made by `mandate reference schema` from the table of commands. Each definition that is entitled as a command is \
                typed describes what that command prints on standard output: one object on one line, or, where `x-stream` is \
                true, any number of lines with one object each; `x-also` are other names of the command. A command that fails may have printed its result before, and \
                prints the object `error` on standard error. A result that is refused by its command's definition is a mistake \
                of the program.
                """),
            "$defs": .object(JSONObject(results + shared)),
        ]
    }

    /// What the document is called.
    private static let id = "urn:mandate:results"

    private func definition(_ shape: ResultShape, _ command: Command) -> JSON {
        let isMarked = !command.keepsDryRun && command.options.contains { $0.name == Option.dryRun.name }
        let printed = isMarked ? shape.withDryRun : shape
        let titled = printed.schema.adding("title", .string("mandate \(command.name)"))
            .adding("description", .string(command.summary))
        let named = command.aliases.isEmpty ? titled : titled.adding("x-also", command.aliases.json)
        return shape.isLine ? named.adding("x-stream", true) : named
    }
}
