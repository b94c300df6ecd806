import CharterFile
import Engine
import Testing
import Vocabulary

@Suite struct TwoKeysTests {
    @Test func `P27 what needs two people needs two keys: one person under two names is one`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        let bytes = Array((try Charters.example() + "# version 2\n").utf8)
        let charter = try Charters.read(bytes)
        let twin = try world.staff.add("twin@example.com", ["cmo"], seed: 1)
        for second in [twin, world.owner, world.stranger, nil] {
            await #expect(throws: EngineError.self, "\(second?.person.text ?? "nobody")") {
                _ = try await world.engine.apply(
                    charter, source: bytes, by: world.owner, second: second, isSelfAgreed: false,
                    widened: CharterComparison.widenedTools(from:to:))
            }
        }
        let version = try await world.engine.apply(
            charter, source: bytes, by: world.owner, second: world.deputy, isSelfAgreed: false,
            widened: CharterComparison.widenedTools(from:to:))
        #expect(version.number == 2)
    }
}
