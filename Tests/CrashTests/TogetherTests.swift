import Foundation
import Governance
import Sandbox
import Testing

extension CrashTests {
    /// Two processes on one home at the same moment.
    @Suite struct TogetherTests {
        @Test("C1 P47 a hold approved twice at the same moment runs once")
        func approvesTwice() async throws {
            let home = try CrashHome()
            try home.succeed(["agent", "run", "busy"])
            let holds = try home.holds()
            #expect(!holds.isEmpty)
            let before = try home.platform().effects.count
            for hold in holds {
                let both = try [home.start(["approve", hold]), home.start(["approve", hold])].map { try $0.ended() }
                #expect(both.map(\.code).sorted() == [0, 6], "\(both.map(\.errors))")
            }
            #expect(try home.platform().effects.count == before + holds.count)
            #expect(try await Oracle(home: home).complaints() == [])
        }

        @Test("P11 two runs and an import at the same moment change nothing twice")
        func runsTwice() async throws {
            let home = try CrashHome()
            let ads = home.folder.appendingPathComponent("ads.csv")
            try Account.ads().write(to: ads, atomically: true, encoding: .utf8)
            let all = try [
                home.start(["agent", "run", "busy"]), home.start(["agent", "run", "busy"]),
                home.start(["import", ads.path] + Account.importOptions),
            ].map { try $0.ended() }
            #expect(all.allSatisfy { $0.code == 0 }, "\(all.map { "\($0.code) \($0.errors)" })")
            let oracle = Oracle(home: home)
            #expect(try await oracle.complaints() == [])
            var changes: [String: Int] = [:]
            for effect in try home.platform().effects where effect.hasChanged {
                changes["\(effect.name) \(effect.entity)", default: 0] += 1
            }
            #expect(changes.filter { $0.value > 1 } == [:])
            #expect(try home.run(["audit", "verify"]).code == 0)
        }
    }
}

extension CrashHome {
    /// The decisions that wait for a yes.
    func holds() throws -> [String] {
        let inbox = try succeed(["inbox", "--json"]).output
        let json = try JSONSerialization.jsonObject(with: Data(inbox.utf8)) as? [String: Any]
        let items = json?["items"] as? [[String: Any]] ?? []
        return items.filter { $0["kind"] as? String == "hold" }.compactMap { $0["decision"] as? String }
    }
}
