import Execution
import Governance
public import Reasoning
public import Vocabulary

/// Where the layers meet: signals become a snapshot, a reasoner proposes, the gate rules, the platform is told and read back,
/// and every step is durable before the next.
public struct Engine: Sendable {
    let store: any EngineStore
    let gate: Gate
    let tools: ToolBook
    let platform: ConnectedPlatform?
    let doors: any Doors
    let staff: any Staff
    let reasoner: any Reasoner
    let surroundings: any Surroundings
    /// Waits before a retry; injected, so that no test sleeps.
    let pause: @Sendable (Duration) async throws -> Void

    /// An engine. Without a platform it can judge and explain, but nothing can be carried out.
    public init(
        store: any EngineStore, platform: ConnectedPlatform?, doors: any Doors, staff: any Staff,
        reasoner: any Reasoner,
        surroundings: any Surroundings, pause: @escaping @Sendable (Duration) async throws -> Void
    ) throws {
        self.store = store
        self.platform = platform?.asked(by: surroundings, pausing: pause)
        self.doors = doors
        self.staff = staff
        self.reasoner = reasoner
        self.surroundings = surroundings
        self.pause = pause
        tools = try ToolBook(ToolCatalogue.tools)
        gate = Gate(store: store, tools: tools, surroundings: surroundings)
    }
}

/// Why the engine could not do what it was asked; each names the way out.
public enum EngineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No charter is in force for the agent.
    case noCharter(AgentName)
    /// Nothing is imported or connected.
    case noAccount
    /// No platform is connected.
    case noPlatform
    /// Effects are halted.
    case halted(String)
    /// The platform could not be read.
    case unavailable(String)
    /// What was asked for does not exist.
    case notFound(String)
    /// It is not in a state in which that can be done.
    case conflict(String)
    /// What was given is not what is asked for.
    case invalid(String)
    /// A person may not do that.
    case notAllowed(String)
    /// What is kept is not what was signed.
    case notAsSigned(String)

    /// One fragment, with the way out.
    public var description: String {
        switch self {
        case .noCharter(let agent): "`\(agent)` has no charter in force; run `mandate charter apply FILE`"
        case .noAccount: "there is no account yet; run `mandate import FILE`"
        case .noPlatform: "no platform is connected; run `mandate init --sandbox` for a home with a sandbox"
        case .halted(let why): why
        case .unavailable(let what), .notFound(let what), .conflict(let what), .invalid(let what),
            .notAllowed(let what), .notAsSigned(let what):
            what
        }
    }
}
