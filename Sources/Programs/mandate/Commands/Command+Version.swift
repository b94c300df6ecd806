import Schemas

extension Command {
    static let version = Command(
        name: "version", summary: "the version of this program", examples: [Example("version", "one line")]
    ) { call in
        call.output.line("mandate \(Program.version)")
        call.output.result(["version": .string(Program.version)])
        return .ok
    }
}
