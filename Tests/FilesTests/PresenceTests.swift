import Files
import Foundation
import Testing

@Suite struct PresenceTests {
    /// A directory that goes when the test is over.
    final class Place {
        let path = NSTemporaryDirectory() + "/mandate-files-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func `is alive as long as it is held, and leaves nothing behind`() throws {
        let place = try Place()
        var presence: Presence? = try Presence(announce: "run-1", in: place.path)
        #expect(try Presence.isAlive("run-1", in: place.path))
        #expect(try Presence.living(in: place.path).map(\.name) == ["run-1"])
        #expect(try Presence.living(in: place.path).map(\.process) == [try ProcessIdentity.own()])
        #expect(presence?.process.isRunning == true)
        let scratch = try #require(presence?.scratch)
        for end in ["", "-wal", "-shm"] { try Data([1]).write(to: URL(filePath: scratch + end)) }
        presence = nil
        #expect(try !Presence.isAlive("run-1", in: place.path))
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == [])
    }

    @Test func `is gone when its process was killed`() throws {
        let place = try Place()
        let (child, path) = (Process(), "\(place.path)/run-2.presence")
        child.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        child.arguments = [
            "-c",
            """
            import fcntl, struct, sys, time
            f = open(sys.argv[1], "w+")
            fcntl.fcntl(f, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
            f.write("1 2 elsewhere\\n"); f.flush(); print("locked", flush=True); time.sleep(60)
            """, path,
        ]
        let output = Pipe()
        child.standardOutput = output
        try child.run()
        #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("locked"))
        #expect(try Presence.isAlive("run-2", in: place.path))
        #expect(try Presence.living(in: place.path).first?.process.isRunning == false)
        try Presence.sweep(place.path)
        #expect(try Presence.isAlive("run-2", in: place.path))
        for end in ["", "-wal", "-shm"] { try Data([1]).write(to: URL(filePath: "\(path).db\(end)")) }
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(try !Presence.isAlive("run-2", in: place.path))
        try Presence.sweep(place.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == [])
    }

    @Test func `refuses names that are paths`() throws {
        let place = try Place()
        for name in ["", "..", "a/b", "ä", String(repeating: "x", count: 101)] {
            #expect(throws: FileError.self) { try Presence(announce: name, in: place.path) }
        }
    }

    @Test func `a shared lock keeps an exclusive one out until it is given back`() throws {
        let place = try Place()
        let locks = try (0..<3).map { _ in try FileLock(place.path + "/effects") }
        #expect(try locks[0].take(.shared) && locks[1].take(.shared))
        #expect(try !locks[2].take(.exclusive))
        #expect(try locks[2].isHeldElsewhere() && !locks[2].isHeldElsewhere(against: .shared))
        try locks[0].release()
        try locks[1].release()
        #expect(try locks[2].take(.exclusive))
        #expect(try !locks[0].take(.shared))
    }

    @Test func `replaces a file whole, with the permissions asked for`() throws {
        let place = try Place()
        let path = place.path + "/checkpoint"
        for text in ["first", "", "the second, longer"] {
            try DurableFile.replace(path, with: Array(text.utf8))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["checkpoint"])
        #expect(throws: FileError.self) { try DurableFile.replace(place.path + "/none/x", with: [1]) }
    }
}
