public import Engine
import Files
import Glibc

/// The newest signed checkpoint in the home's folder, beside the store, and its copies in places outside the home: a home that
/// was put back whole is seen by those alone.
public struct HomeCheckpoints: OutsideCheckpoints {
    private let file: String
    private let list: String

    /// The checkpoints of a home.
    public init(_ paths: HomePaths) {
        file = paths.checkpoints + "/latest"
        list = paths.checkpoints + "/copies"
    }

    /// The folders that get a copy of every checkpoint, absolute.
    public var places: [String] {
        get throws(HomeError) {
            let bytes = try FolderFiles.read(list) ?? []
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// From now on a folder gets a copy of every checkpoint, or gets none any more.
    /// - Throws: `HomeError` `missing` where it is wanted and not there.
    public func copy(to place: String, _ isWanted: Bool) throws(HomeError) {
        guard !isWanted || FolderFiles.exists(place) else {
            throw HomeError(.missing, "there is no folder `\(place)`; make it, or name another")
        }
        var places = try places.filter { $0 != place }
        if isWanted { places.append(place) }
        try FolderFiles.write(list, Array(places.map { $0 + "\n" }.joined().utf8))
    }

    /// The note that was kept last, here and in each place that can be read, there by every log that has one.
    public func newest() throws -> [[UInt8]] {
        var notes: [[UInt8]] = []
        if let latest = try FolderFiles.read(file, limit: HomeCheckpoints.limit) { notes.append(latest) }
        for place in try places {
            for name in FolderFiles.names(in: place)
            where name.hasPrefix(HomeCheckpoints.prefix) && !name.contains(".draft-") {
                if let note = try FolderFiles.read("\(place)/\(name)", limit: HomeCheckpoints.limit) {
                    notes.append(note)
                }
            }
        }
        return notes
    }

    /// Puts a note in place of the one before. A place that cannot be written is passed over, and named by `behind`.
    public func keep(_ note: [UInt8], size: UInt64) throws {
        try DurableFile.replace(file, with: note)
        for place in try places {
            do throws(FileError) {
                try DurableFile.replace(HomeCheckpoints.copy(of: note, in: place), with: note, mode: 0o644)
            } catch { continue }
        }
    }

    /// The places whose copy is not the note that was kept last.
    public func behind() throws -> [String] {
        guard let latest = try FolderFiles.read(file, limit: HomeCheckpoints.limit) else { return [] }
        return try places.filter { place in
            do throws(HomeError) {
                return try FolderFiles.read(HomeCheckpoints.copy(of: latest, in: place), limit: HomeCheckpoints.limit)
                    != latest
            } catch { return true }
        }
    }

    private static let limit = 65_536
    private static let prefix = "latest-"

    /// One file for each log: the last part of its name is unique in the world.
    private static func copy(of note: [UInt8], in place: String) -> String {
        let origin = String(decoding: note.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let name = origin.split(separator: "/").last.map(String.init) ?? origin
        return "\(place)/\(prefix)\(HomePaths.fileName(name))"
    }
}
