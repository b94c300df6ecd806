import Foundation
import SQLite
import Sandbox
import Storage
import Store
import Testing

extension CrashTests {
    /// A home on a disk of its own that has no room left.
    @Suite(.serialized, .enabled(if: SmallDisk.isPossible, "only root can make a small disk")) struct DiskFullTests {
        /// How the last process with the store open ended.
        enum End: CaseIterable { case inGoodOrder, killed }
        /// What the disk has no room for: more bytes, or also no more files.
        enum Lack: CaseIterable { case bytes, files }

        @Test(
            "P18 on a full disk reading, halt and export work, nothing goes, and room makes it well again",
            arguments: End.allCases, Lack.allCases)
        func survivesAFullDisk(end: End, lack: Lack) async throws {
            let disk = try SmallDisk(bytes: 64 << 20, files: 400)
            let home = try CrashHome(at: disk.folder, .small)
            let (decision, hold) = try await ran(home, end)
            let room = try Room()
            let known = try room.logOfCopy(home)
            func fill() throws {
                if lack == .bytes { disk.fill() } else { try disk.fillWithFiles() }
            }
            try fill()
            let before = try home.platform().effects.count
            #expect(try room.log(home) == known, "reading shows everything that was committed")
            for words in [
                ["inbox"], ["explain", decision], ["agent", "show", "busy"], ["ledger", "show"], ["audit", "verify"],
            ] {
                try fill()
                let ended = try room.run(words, home)
                #expect(ended.code == 0 && !ended.output.isEmpty, "\(words): \(ended.code) \(ended.errors)")
            }
            try fill()
            let pack = room.folder.appendingPathComponent("pack").path
            let exported = try room.run(["audit", "export", "--out", pack], home)
            #expect(exported.code == 0, "\(exported.errors)")
            #expect(try room.run(["audit", "verify", pack], home).code == 0)
            for words in [["agent", "run", "busy"], ["approve", hold], ["undo", decision]] {
                try fill()
                let refused = try room.run(words, home)
                #expect(refused.code != 0 && !refused.wasKilled, "\(words): \(refused.output)")
                #expect(
                    refused.errors.contains("no space") || refused.errors.contains("disk is full"),
                    "\(words): \(refused.errors)")
            }
            try fill()
            let halted = try room.run(["halt"], home)
            #expect(halted.code == 0 && halted.output.contains("GBP a day"), "\(halted.output) \(halted.errors)")
            try fill()
            #expect(try room.run(["unhalt"], home).code == 0)
            #expect(try home.platform().effects.count == before)
            try disk.clear()
            try home.succeed(["approve", hold])
            #expect(try home.platform().effects.count > before)
            #expect(try await Oracle(home: home).complaints() == [])
            #expect(try home.run(["audit", "verify"]).code == 0)
        }

        @Test("P18 a store that was opened on a full disk reads, and writes again as soon as there is room")
        func opensAndRecovers() async throws {
            let disk = try SmallDisk(bytes: 16 << 20)
            let home = try CrashHome(at: disk.folder, .small)
            home.killServers()
            disk.fill()
            let engine = try await SQLiteEngine.open(home.storeSettings, migrations: Store.migrations)
            let database = engine.database(for: .local)
            let set: @Sendable (any SQLSession) throws -> Int = {
                try $0.execute(
                    """
                    INSERT INTO setting(org, name, value) VALUES ($1, 'tried', 'once')
                    ON CONFLICT (org, name) DO UPDATE SET value = 'again'
                    """)
            }
            let count: @Sendable (any SQLSession) throws -> Int64? = {
                try $0.first("SELECT count(*) FROM setting WHERE org = $1") { try $0.integer(0) }
            }
            let before = try await database.read(count)
            #expect(try #require(before) > 0)
            for _ in 0..<3 {
                let error = await #expect(throws: StorageError.self) { try await database.transact(set) }
                #expect(error?.kind == .full && error?.remedy == .retry)
            }
            // Reads of one process and of another wait for each other and for nothing else.
            let readings = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for _ in 0..<20 { group.addTask { try await database.read(count) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(readings.count == 20 && readings.allSatisfy { $0 == before })
            #expect(engine.trouble == nil)
            try disk.clear()
            try await database.transact(set)
            #expect(try await database.read(count) == before.map { $0 + 1 })
            #expect(try await engine.damage() == [])
            await engine.close()
        }

        /// A home in which one run was made and the last process ended as asked, with a decision that is done and a held one.
        private func ran(_ home: CrashHome, _ end: End) async throws -> (done: String, hold: String) {
            // While this is open, what the run writes stays in the log beside the file, as after kill -9.
            let engine = try await SQLiteEngine.open(home.storeSettings, migrations: Store.migrations)
            let run = try home.succeed(["agent", "run", "busy", "--json"]).output
            let hold = try #require(try home.holds().first)
            let last = try #require(run.split(separator: "\n").last)
            let report = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
            let executed = try #require(report?["executed"] as? [[String: Any]])
            let done = try #require(executed.first { $0["state"] as? String == "done" }?["decision"] as? String)
            let files = FileManager.default
            let (store, aside) = (home.storeSettings.path, home.path + "/aside")
            try files.createDirectory(atPath: aside, withIntermediateDirectories: true)
            for name in ["", "-wal"] { try files.copyItem(atPath: store + name, toPath: aside + "/store.db" + name) }
            await engine.close()
            if end == .killed {
                for name in ["", "-wal", "-shm"] { try files.removeItem(atPath: store + name) }
                for name in ["", "-wal"] {
                    try files.moveItem(atPath: aside + "/store.db" + name, toPath: store + name)
                }
                let log = try files.attributesOfItem(atPath: store + "-wal")[.size] as? Int
                try #require((log ?? 0) > 100_000, "the log beside the file is empty")
            }
            try files.removeItem(atPath: aside)
            home.killServers()
            return (done, hold)
        }
    }
}

/// A folder on another disk, for what commands say and export while theirs is full.
private final class Room {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-room-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func run(_ words: [String], _ home: CrashHome) throws -> Program.Ended {
        try Program.run(words + ["--home", home.path, "--no-input"], in: folder)
    }

    /// Every entry of the log of a home.
    func log(_ home: CrashHome) throws -> String {
        let ended = try run(["audit", "tail", "--count", "100000", "--json"], home)
        #expect(ended.code == 0, "\(ended.errors)")
        return ended.output
    }

    /// What a copy of the home says of its log, so that the home itself is not opened.
    func logOfCopy(_ home: CrashHome) throws -> String {
        let copy = folder.appendingPathComponent("copy").path
        try FileManager.default.copyItem(atPath: home.path, toPath: copy)
        let ended = try Program.run(
            ["audit", "tail", "--count", "100000", "--json", "--home", copy, "--no-input"], in: folder)
        #expect(ended.code == 0 && ended.output.contains("receipt"), "\(ended.errors)")
        return ended.output
    }
}
