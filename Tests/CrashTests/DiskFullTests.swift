import Foundation
import Sandbox
import Testing

extension CrashTests {
    /// A home on a disk of its own that has no room left.
    @Suite struct DiskFullTests {
        private static let canMount = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")

        @Test(
            "P18 on a full disk reading, halt and evidence export work, nothing goes, and room makes it well again",
            .enabled(if: canMount, "only root can make a small disk"))
        func survivesAFullDisk() async throws {
            let disk = FileManager.default.temporaryDirectory.appendingPathComponent(
                "mandate-disk-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
            try #require(try system("/bin/mount", "-t", "tmpfs", "-o", "size=24m", "none", disk.path) == 0)
            defer {
                _ = try? system("/bin/umount", "-l", disk.path)
                try? FileManager.default.removeItem(at: disk)
            }
            let home = try CrashHome(at: disk)
            let elsewhere = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: elsewhere) }
            let run = try home.start(["agent", "run", "busy"])
            for _ in 0..<4_000 where try home.platform().effects.count < 5 { usleep(2_000) }
            run.kill()
            _ = try run.ended()
            let filler = disk.appendingPathComponent("filler").path
            fill(filler)
            let before = try home.platform().effects.count
            for words in [
                ["inbox"], ["agent", "list"], ["halt"], ["audit", "verify"],
                ["audit", "export", "--out", elsewhere.path], ["audit", "verify", elsewhere.path], ["unhalt"],
            ] {
                fill(filler)
                let ended = try home.run(words)
                #expect(ended.code == 0, "\(words): \(ended.code) \(ended.errors)")
            }
            fill(filler)
            let refused = try home.run(["agent", "run", "busy"])
            #expect(refused.code != 0 && !refused.wasKilled, "\(refused.output)")
            #expect(try home.platform().effects.count == before)
            #expect(try await Oracle(home: home).complaints() == [])
            try FileManager.default.removeItem(atPath: filler)
            try home.succeed(["agent", "run", "busy"])
            #expect(try home.platform().effects.count > before)
            #expect(try await Oracle(home: home).complaints() == [])
            #expect(try home.run(["audit", "verify"]).code == 0)
        }

        /// Takes the last byte of the disk.
        private func fill(_ path: String) {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            defer { close(descriptor) }
            for size in [1 << 20, 4_096, 1] {
                let bytes = [UInt8](repeating: 1, count: size)
                while unsafe write(descriptor, bytes, size) == size {}
            }
        }

        private func system(_ words: String...) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: words[0])
            process.arguments = Array(words.dropFirst())
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}
