import Foundation
import Sandbox
import Testing

extension CrashTests {
    /// A home on a disk of its own that has no room left.
    @Suite struct DiskFullTests {
        private static let canMount = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")

        @Test(
            "P18 on a full disk halt works, nothing goes and nothing is half done; room makes it well again",
            .enabled(if: canMount, "only root can make a small disk"))
        func survivesAFullDisk() async throws {
            let disk = FileManager.default.temporaryDirectory.appendingPathComponent(
                "mandate-disk-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
            try #require(try system("/bin/mount", "-t", "tmpfs", "-o", "size=64m", "none", disk.path) == 0)
            defer {
                _ = try? system("/bin/umount", "-l", disk.path)
                try? FileManager.default.removeItem(at: disk)
            }
            let home = try CrashHome(at: disk)
            let run = try home.start(["agent", "run", "busy"])
            try home.wait(for: 5, while: run)
            run.kill()
            _ = try run.ended()
            let filler = disk.appendingPathComponent("filler").path
            fill(filler)
            let before = try home.platform().effects.count
            for words in [["halt"], ["unhalt"]] {
                fill(filler)
                let ended = try home.run(words)
                #expect(ended.code == 0, "\(words): \(ended.code) \(ended.errors)")
            }
            fill(filler)
            let refused = try home.run(["agent", "run", "busy"])
            #expect(refused.code != 0 && !refused.wasKilled, "\(refused.output)")
            #expect(try home.platform().effects.count == before)
            try FileManager.default.removeItem(atPath: filler)
            try home.succeed(["agent", "run", "busy"])
            #expect(try home.platform().effects.count > before)
            #expect(try await Oracle(home: home).complaints() == [])
            #expect(try home.run(["audit", "verify"]).code == 0)
        }

        /// Takes the last byte of the disk.
        private func fill(_ path: String) {
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
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
