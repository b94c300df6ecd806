public import Foundation

/// Public test data that lies in `shared/data` beside the repository. It is not part of it, so a test that needs it is
/// enabled by `has` and skipped, with that reason, where it is absent.
public enum SharedData: Sendable {
    /// The nearest `shared/data` above this file; nil where there is none.
    public static let root: URL? = folder(above: #filePath, has: "shared/data")

    /// The folder of the package.
    public static let package: URL? = folder(above: #filePath, has: "Package.swift")?.deletingLastPathComponent()

    /// Where a file or folder of the shared data is, `jcs` for example; nil where it is not.
    public static func url(_ path: String) -> URL? {
        guard let url = root?.appending(path: path), FileManager.default.fileExists(atPath: url.path) else {
            return nil
        }
        return url
    }

    /// Whether a file or folder of the shared data is there.
    public static func has(_ path: String) -> Bool { url(path) != nil }

    /// The bytes of a file of the shared data.
    ///
    /// - Throws: `CocoaError` where the file is absent or cannot be read.
    public static func bytes(_ path: String) throws -> [UInt8] {
        guard let url = url(path) else { throw CocoaError(.fileReadNoSuchFile) }
        return Array(try Data(contentsOf: url))
    }

    /// The names in a folder of the shared data, sorted; none where the folder is absent.
    public static func names(_ path: String) -> [String] {
        guard let url = url(path) else { return [] }
        return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    private static func folder(above file: String, has name: String) -> URL? {
        var folder = URL(fileURLWithPath: file)
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            let wanted = folder.appending(path: name)
            if FileManager.default.fileExists(atPath: wanted.path) { return wanted }
        }
        return nil
    }
}
