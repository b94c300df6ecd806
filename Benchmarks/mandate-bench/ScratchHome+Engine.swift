import Cryptography
import Engine
import Governance
import Reasoning
import Store
import Vocabulary

extension ScratchHome {
    /// An engine over the store; with a platform it also carries out.
    func engine(platform: ConnectedPlatform? = nil, staff: any Staff = OnePerson(nil)) throws -> Engine {
        try Engine(
            store: store, platform: platform, doors: OpenDoors(), staff: staff, reasoner: StatisticalReasoner(),
            surroundings: surroundings
        ) { try await Task.sleep(for: $0) }
    }
}

/// Nothing is halted in a benchmark.
struct OpenDoors: Doors {
    private struct Pass: DoorPass {
        func leave() {}
    }

    func closed(for agent: AgentName) -> String? { nil }
    func enter(for agent: AgentName) -> (any DoorPass)? { Pass() }
}

/// A team of one, or of nobody.
struct OnePerson: Staff {
    private let signatory: Signatory?

    init(_ signatory: Signatory?) { self.signatory = signatory }

    func key(of person: PersonID) -> VerifyingKey? { signatory?.person == person ? signatory?.key.verifyingKey : nil }
    func roles(of person: PersonID) -> [Role] { [] }
    var members: [PersonID] { signatory.map { [$0.person] } ?? [] }
    func isAway(_ person: PersonID) -> Bool { false }
}
