import Foundation
import Testing

/// A disk of its own in memory that a test fills to the last byte, or to the last file.
final class SmallDisk {
    /// Only root can make one.
    static let isPossible = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")

    let folder: URL
    private var filler: String { folder.appendingPathComponent("filler").path }

    /// A disk of so many bytes that holds so many files.
    init(bytes: Int, files: Int = 100_000) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let options = "size=\(bytes),nr_inodes=\(files)"
        try #require(
            try SmallDisk.system("/bin/mount", "-t", "tmpfs", "-o", options, "none", folder.path) == 0)
    }

    deinit {
        _ = try? SmallDisk.system("/bin/umount", "-l", folder.path)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Takes the last byte.
    func fill() {
        let descriptor = unsafe open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        for size in [1 << 20, 4_096, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            while unsafe write(descriptor, bytes, size) == size {}
        }
    }

    /// Takes the last byte and the last file.
    func fillWithFiles() throws {
        fill()
        try FileManager.default.createDirectory(atPath: filler + "-files", withIntermediateDirectories: true)
        while true {
            let descriptor = unsafe open("\(filler)-files/\(UUID().uuidString)", O_WRONLY | O_CREAT, 0o600)
            guard descriptor >= 0 else { break }
            close(descriptor)
        }
        #expect(errno == ENOSPC)
    }

    /// Gives the room back.
    func clear() throws {
        for path in [filler, filler + "-files"] where FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    fileprivate static func system(_ words: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// A home as somebody sees it for whom the disk cannot be written; others go on in it.
final class ReadOnlyView {
    let path: String
    private let folder: URL

    init(of home: CrashHome) throws {
        folder = home.folder
        path = home.folder.appendingPathComponent("seen").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try #require(try SmallDisk.system("/bin/mount", "--bind", home.path, path) == 0)
        try #require(try SmallDisk.system("/bin/mount", "-o", "remount,bind,ro", path) == 0)
    }

    deinit { _ = try? SmallDisk.system("/bin/umount", "-l", path) }

    func run(_ words: [String]) throws -> Program.Ended {
        try Program.run(words + ["--home", path, "--no-input"], in: folder)
    }
}
