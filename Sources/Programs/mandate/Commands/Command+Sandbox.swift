import Home
import Sandbox
import Vocabulary

extension Command {
    static let sandboxServe = Command(
        name: "sandbox serve",
        summary: "be the sandbox platform of a home; the first command that needs it starts this",
        examples: [Example("sandbox serve --home DIR", "until 30 seconds pass without a client")], isHidden: true
    ) { call in
        do { try SandboxServer.run(home: try HomeChoice.path(call.line)) } catch {
            throw Failure(.failed, "the sandbox cannot serve: \(error)")
        }
        return .ok
    }
}
