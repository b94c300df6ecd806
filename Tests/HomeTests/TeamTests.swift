import Cryptography
import Foundation
import Home
import Testing
import Vocabulary

/// Two people have two keys, however the team comes to be.
@Suite struct TeamTests {
    private struct Fixed: RandomBytes {
        let byte: UInt8
        func randomBytes(_ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }
    }

    private func member(_ address: String, seed: UInt8) throws -> Team.Member {
        let person = try #require(PersonID(address))
        let key = try #require(SigningKey(seed: [UInt8](repeating: seed, count: 32)))
        return Team.Member(person: person, roles: [], key: key.verifyingKey)
    }

    private func scratch() -> String { NSTemporaryDirectory() + "mandate-team-\(UUID().uuidString)" }

    @Test func `P27 a key that another person has cannot be given to a second one`() throws {
        let team = Team([try member("ana@example.com", seed: 1), try member("ben@example.com", seed: 2)])
        #expect(throws: HomeError.self) { try team.adding(member("eve@example.com", seed: 1)) }
        #expect(throws: HomeError.self) { try team.adding(member("ben@example.com", seed: 1)) }
        #expect(try team.adding(member("eve@example.com", seed: 3)).people.count == 3)
        #expect(try team.adding(member("ben@example.com", seed: 2)).people.count == 2, "their own key again is fine")
    }

    @Test func `P27 a team's file that gives two people one key is not read, and says where`() throws {
        let ana = try member("ana@example.com", seed: 1)
        let file = Team([ana, try member("ben@example.com", seed: 2)]).yaml
        let twice = file.replacing("\(try member("ben@example.com", seed: 2).key)", with: "\(ana.key)")
        #expect(throws: Never.self) { _ = try Team(yaml: Array(file.utf8), file: "team.yaml") }
        do {
            _ = try Team(yaml: Array(twice.utf8), file: "team.yaml")
            Issue.record("the file was read")
        } catch {
            #expect(error.description.contains("`team.yaml`:6:"), "\(error)")
            #expect(error.description.contains("`ben@example.com` has the key of `ana@example.com`"), "\(error)")
        }
    }

    @Test func `P27 init makes two people with two keys, or no home at all`() throws {
        let now = Instant(seconds: 1_506_837_600)
        let path = scratch()
        defer { try? FileManager.default.removeItem(atPath: path) }
        // Chance that always says the same would make the same key twice.
        #expect(throws: HomeError.self) {
            _ = try Home.HomeFolder.makeSandbox(path, hasSimulatedClock: true, at: now, Fixed(byte: 7))
        }
        #expect(throws: HomeError.self) { _ = try Home.HomeFolder(opening: path) }
        let other = scratch()
        defer { try? FileManager.default.removeItem(atPath: other) }
        let home = try Home.HomeFolder.makeSandbox(other, hasSimulatedClock: true, at: now, SystemRandomBytes())
        #expect(Set(try home.team().people.map(\.key.description)).count == 2)
    }
}
