import Cryptography
import Foundation
@testable import Home
import Testing
import Vocabulary

/// A home is its owner's alone.
@Suite struct PrivacyTests {
    private let path = NSTemporaryDirectory() + "mandate-private-\(UUID().uuidString)"

    private func make() throws -> Home.HomeFolder {
        try Home.HomeFolder.makeSandbox(
            path, hasSimulatedClock: true, at: Instant(seconds: 1_506_837_600), SystemRandomBytes())
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func set(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func remove() { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: path) } }

    @Test(arguments: [0o700, 0o755, 0o777])
    func `a home made in an empty folder that others may enter is closed to them`(before: Int) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: before])
        try set(path, before)
        defer { remove() }
        let home = try make()
        #expect(try mode(path) == 0o700)
        try home.checkPrivate()
        #expect(try mode(home.paths.store) == 0o600)
    }

    @Test func `a folder that others may enter and that is not empty becomes no home`() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        defer { remove() }
        try set(path, 0o755)
        try Data("mine\n".utf8).write(to: URL(filePath: path + "/notes.txt"))
        #expect(throws: HomeError.self) { _ = try make() }
        #expect(try mode(path) == 0o755)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["notes.txt"])
    }

    @Test(arguments: [0o750, 0o705, 0o710, 0o720, 0o777])
    func `a home that was opened to others later is not used, and says how to close it`(later: Int) throws {
        let home = try make()
        defer { remove() }
        try home.checkPrivate()
        try set(path, later)
        do {
            try home.checkPrivate()
            Issue.record("it was used")
        } catch { #expect(error.kind == .notAllowed && error.description.contains("chmod 700")) }
        try set(path, 0o700)
        try set(home.paths.store, 0o644)
        try home.checkPrivate()
        #expect(try mode(home.paths.store) == 0o600, "a store of before is closed by itself")
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
    func `a folder of somebody else becomes no home, and a home that was given away is not used`() throws {
        let home = try make()
        defer { remove() }
        try FileManager.default.setAttributes([.ownerAccountID: 12_345], ofItemAtPath: path)
        #expect(throws: HomeError.self) { try home.checkPrivate() }
        try FileManager.default.removeItem(atPath: home.paths.settings)
        #expect(throws: HomeError.self) { _ = try make() }
    }
}
