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
        list = paths.checkpoints + "/places"
    }

    /// Where checkpoints go outside the home, in the order in which they were named.
    public var places: [CheckpointPlace] {
        get throws(HomeError) {
            let bytes = try FolderFiles.read(list) ?? []
            var places: [CheckpointPlace] = []
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                guard let place = CheckpointPlace(line: String(line)) else {
                    throw HomeError(.damaged, "`\(list)`: `\(line)` is neither `folder PATH` nor `command WORDS`")
                }
                places.append(place)
            }
            return places
        }
    }

    /// From now on a place gets every checkpoint, or gets none any more.
    /// - Throws: `HomeError` `missing` where a folder is wanted and not there.
    public func remember(_ place: CheckpointPlace, _ isWanted: Bool) throws(HomeError) {
        if case .folder(let folder) = place, isWanted, !FolderFiles.exists(folder) {
            throw HomeError(.missing, "there is no folder `\(folder)`; make it, or name another")
        }
        let others = try places.filter { $0 != place }
        let places = others + (isWanted ? [place] : [])
        try FolderFiles.write(list, Array(places.map { $0.line + "\n" }.joined().utf8))
    }

    private var folders: [String] {
        get throws(HomeError) {
            try places.compactMap { if case .folder(let folder) = $0 { folder } else { nil } }
        }
    }

    /// The note that was kept last, here and in each place that can be read, there by every log that has one.
    public func newest() throws -> [OutsideNote] {
        var notes: [OutsideNote] = []
        if let latest = try FolderFiles.read(file, limit: HomeCheckpoints.limit) {
            notes.append(OutsideNote(at: file, latest, isOwn: true))
        }
        for place in try folders {
            for name in FolderFiles.names(in: place)
            where name.hasPrefix(HomeCheckpoints.prefix) && !name.contains(".draft-") {
                let path = "\(place)/\(name)"
                if let note = try FolderFiles.read(path, limit: HomeCheckpoints.limit) {
                    notes.append(OutsideNote(at: path, note, isOwn: false))
                }
            }
        }
        return notes
    }

    /// Puts a note in place of the one before. A place that cannot be written is passed over, and named by `behind`.
    public func keep(_ note: [UInt8], size: UInt64) throws {
        try DurableFile.replace(file, with: note)
        for place in try folders {
            do throws(FileError) {
                try DurableFile.replace(HomeCheckpoints.copy(of: note, in: place), with: note, mode: 0o644)
            } catch { continue }
        }
    }

    /// The folders whose copy is not the note that was kept last.
    public func behind() throws -> [String] {
        guard let latest = try FolderFiles.read(file, limit: HomeCheckpoints.limit) else { return [] }
        return try folders.filter { place in
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

/// Where signed checkpoints go so that they are not in the hands of who holds the home.
public enum CheckpointPlace: Hashable, Sendable {
    /// A folder, absolute: it holds the newest note at every signature, and is asked before the next one is made.
    case folder(String)
    /// A command that takes the note on its standard input.
    case command(String)

    /// How a person named it.
    public var words: String {
        switch self {
        case .folder(let folder): folder
        case .command(let command): command
        }
    }

    /// A line of the list; nil where it is none. A command of several lines is one line here.
    fileprivate init?(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "folder": self = .folder(parts[1])
        case "command": self = .command(parts[1])
        default: return nil
        }
    }

    fileprivate var line: String {
        switch self {
        case .folder(let folder): "folder \(folder)"
        case .command(let command): "command \(command)"
        }
    }
}
