import Cryptography
import Foundation
import Testing
import TransparencyLog

private func run(_ command: String, _ arguments: [String]) -> (code: Int32, text: String)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return nil }
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
}

private let hasChecker = run("python3", ["--version"])?.code == 0 && run("openssl", ["version"])?.code == 0

/// A folder that goes away with its test.
private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct PackFolderTests {
    @Test func `a pack on the disk is the same as one in memory`() throws {
        let folder = Folder()
        let log = try SampleLog(150)
        try log.write(to: PackFolder(making: folder.path))
        let verdict = PackVerifier(PackFolder(folder.path)).verify()
        #expect(verdict.findings.isEmpty, "\(verdict.findings)")
        #expect(try PackFolder(folder.path).files() == log.pack().files())
        #expect(throws: PackFolderError.self) { try PackFolder(making: folder.path) }
        #expect(throws: PackFolderError.self) { try PackFolder(folder.path + "/nowhere").files() }
    }

    @Test func `a pack makes its checker read nothing but plain files of its own`() throws {
        let folder = Folder()
        try SampleLog(20).write(to: PackFolder(making: folder.path))
        let report = folder.path + "/report.html"
        let elsewhere = folder.path + ".copy"
        try FileManager.default.moveItem(atPath: report, toPath: elsewhere)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        try FileManager.default.createSymbolicLink(atPath: report, withDestinationPath: elsewhere)
        #expect(!PackVerifier(PackFolder(folder.path)).verify().isIntact)
    }

    @Test(.enabled(if: hasChecker, "python3 and openssl are not both installed"))
    func `the checker in the pack agrees, without our code`() throws {
        let folder = Folder()
        var log = try SampleLog(150)
        try log.rotate(at: 100)
        try log.write(to: PackFolder(making: folder.path), from: 30, every: 60, segment: 32, proving: [30, 99, 149])
        let checker = folder.path + "/verify.py"
        let good = try #require(run("python3", [checker]))
        #expect(good.code == 0, "\(good.text)")
        #expect(good.text.contains(log.keys.current.description))
        let outside = folder.path + ".checkpoint"
        defer { try? FileManager.default.removeItem(atPath: outside) }
        for (size, isGood) in [(90, true), (10, false)] {
            try Data(log.checkpoint(size, by: 1).bytes).write(to: URL(filePath: outside))
            let options = [checker, folder.path, "--against", outside, "--key", "\(try noteKey(1))"]
            #expect((run("python3", options)?.code == 0) == isGood)
        }
        let forged = try SampleLog(150, seed: 3).checkpoint(90, by: 1)
        try Data(forged.bytes).write(to: URL(filePath: outside))
        #expect(run("python3", [checker, folder.path, "--against", outside])?.code == 1)
        #expect(run("python3", [checker, folder.path, "--key", "\(try noteKey(9))"])?.code == 1)
    }

    @Test(.enabled(if: hasChecker, "python3 and openssl are not both installed"))
    func `the checker in the pack finds damage in every kind of file and names the leaf`() throws {
        let folder = Folder()
        var log = try SampleLog(40)
        try log.rotate(at: 10)
        try log.write(to: PackFolder(making: folder.path), every: 20, segment: 64, proving: [7])
        let checker = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).py").path
        try FileManager.default.copyItem(atPath: folder.path + "/verify.py", toPath: checker)
        defer { try? FileManager.default.removeItem(atPath: checker) }
        var random = Seeded(11)
        for path in try PackFolder(folder.path).files().keys.sorted() {
            let whole = try #require(FileManager.default.contents(atPath: "\(folder.path)/\(path)"))
            var damaged = whole
            damaged[random.below(whole.count)] ^= 1 << random.below(8)
            try damaged.write(to: URL(filePath: "\(folder.path)/\(path)"))
            let found = try #require(run("python3", [checker, folder.path]))
            #expect(found.code == 1, "\(path): \(found.text)")
            #expect(!found.text.contains("Traceback"), "\(path): \(found.text)")
            if path.hasPrefix("leaves/") { #expect(found.text.contains("leaf "), "\(found.text)") }
            try whole.write(to: URL(filePath: "\(folder.path)/\(path)"))
        }
        #expect(run("python3", [checker, folder.path])?.code == 0)
        let source = try #require(FileManager.default.contents(atPath: checker))
        #expect(source.count { $0 == UInt8(ascii: "\n") } <= 150)
    }
    @Test(.enabled(if: hasChecker, "python3 and openssl are not both installed"))
    func `P37 a pipe or a link in a pack ends the checker at once, wherever it lies`() throws {
        let folder = Folder()
        try SampleLog(20).write(to: PackFolder(making: folder.path))
        let checker = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).py").path
        try FileManager.default.copyItem(atPath: folder.path + "/verify.py", toPath: checker)
        defer { try? FileManager.default.removeItem(atPath: checker) }
        for path in ["manifest.json", "report.html", "keys/first.txt", "leaves/000000000000.bin"] {
            let file = "\(folder.path)/\(path)"
            try FileManager.default.moveItem(atPath: file, toPath: checker + ".kept")
            for command in [["mkfifo", file], ["ln", "-s", checker + ".kept", file]] {
                #expect(run(command[0], Array(command.dropFirst()))?.code == 0)
                // `timeout` answers 124 where the checker waits for a writer that never comes.
                let found = try #require(run("timeout", ["20", "python3", checker, folder.path]))
                #expect(found.code == 1 && found.text.contains("neither a plain file"), "\(path): \(found)")
                try FileManager.default.removeItem(atPath: file)
            }
            try FileManager.default.moveItem(atPath: checker + ".kept", toPath: file)
        }
        #expect(run("python3", [checker, folder.path])?.code == 0)
    }
}
