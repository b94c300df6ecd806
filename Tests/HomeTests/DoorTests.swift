import Foundation
@testable import Home
import Testing
import Vocabulary

/// The doors of a home as files.
@Suite struct DoorTests {
    private let paths = HomePaths(NSTemporaryDirectory() + "mandate-doors-\(UUID().uuidString)")

    private func made(_ agents: [String]) throws -> HomeDoors {
        try FileManager.default.createDirectory(atPath: paths.doors, withIntermediateDirectories: true)
        let doors = HomeDoors(paths)
        for scope in [HomeDoors.everything] + agents { try doors.make(scope) }
        return doors
    }

    private func remove() { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: paths.root) } }

    private func agent(_ name: String) throws -> AgentName { try #require(AgentName(name)) }

    @Test func `P8 a door that is missing is closed, whether it was ever made or taken away`() throws {
        let doors = try made(["paid-social"])
        defer { remove() }
        #expect(try doors.closed(for: agent("paid-social")) == nil)
        #expect(try doors.closed(for: agent("nobody")) != nil)
        #expect(try doors.enter(for: agent("nobody")) == nil)
        #expect(try doors.close("paid-social"))
        try FileManager.default.removeItem(atPath: paths.doors + "/paid-social-halted")
        #expect(try doors.closed(for: agent("paid-social"))?.contains("missing") == true)
        #expect(try doors.enter(for: agent("paid-social")) == nil)
        #expect(try doors.open("paid-social"))
        #expect(try doors.closed(for: agent("paid-social")) == nil)
        #expect(try !doors.open("paid-social"), "it is open")
    }

    @Test func `P8 the door of everything that is missing is closed, and can be opened again`() throws {
        let doors = try made(["paid-social"])
        defer { remove() }
        try FileManager.default.removeItem(atPath: paths.doors + "/effects-allowed")
        #expect(try doors.closed(for: agent("paid-social")) != nil)
        #expect(try doors.open(HomeDoors.everything))
        #expect(try doors.closed(for: agent("paid-social")) == nil)
    }

    @Test func `P8 no agent can have the name that stands for everything`() throws {
        #expect(AgentName(HomeDoors.everything) == nil)
        #expect(AgentName("effects-2") != nil)
    }
}
