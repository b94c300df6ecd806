import Foundation
import Sandbox
import Testing

/// A command that a person gives, which a test ends at an exact point and then gives again.
enum Deed: String, CaseIterable {
    case run, approve, undo, importAds, advance, checkpoint, halt, erase, limit

    /// The home it is given in, with the decision that it is about.
    func stage() throws -> Staged {
        switch self {
        case .run, .importAds, .advance, .halt, .limit: Staged(home: try CrashHome(.small))
        case .checkpoint: try Staged(grown: try CrashHome(.small))
        case .approve: try Staged(afterRun: { try $0.hold() })
        case .undo: try Staged(afterRun: { try $0.executed() })
        case .erase: try Staged(afterRun: { try $0.entry("imported") })
        }
    }

    func words(_ staged: Staged) throws -> [String] {
        switch self {
        case .run: ["agent", "run", "busy"]
        case .approve: ["approve", staged.decision]
        case .undo: ["undo", staged.decision]
        case .importAds: ["import", try staged.adsFile()] + Account.importOptions
        case .advance: ["sandbox", "advance", "1d"]
        case .checkpoint: ["audit", "checkpoint"]
        case .halt: ["halt"]
        case .erase: ["audit", "erase", staged.decision, "--reason", "a contact asked", "--confirm=1"]
        case .limit: ["charter", "apply", try staged.limitsFile()]
        }
    }

    /// What the command given again may end with: done, or, where the first one got that far, "it is done already".
    var endings: Set<Int32> {
        switch self {
        case .approve, .undo, .erase: [0, 6]
        default: [0]
        }
    }

    /// What is wrong with the home after all is over, of what only this deed promises.
    func complaints(_ staged: Staged) throws -> [String] {
        let effects = try staged.home.platform().effects.filter(\.hasChanged)
        switch self {
        case .approve where effects.count != staged.effects + 1:
            return ["P47 the approved change had \(effects.count - staged.effects) effects"]
        case .undo where effects.count != staged.effects + 1:
            return ["P9 the undo had \(effects.count - staged.effects) effects"]
        case .importAds where !(try staged.home.succeed(["agent", "show", "busy"]).output.contains("busy")):
            return ["the agent is gone"]
        case .erase where try staged.home.erasures() != 2:
            return ["P26 it is not said by two people, once, that it was erased"]
        case .limit where try staged.home.succeed(["charter", "list"]).output.split(separator: "limits 1").count != 2:
            return ["P16 the limits are not in force once"]
        default: return []
        }
    }
}

/// A home that is ready for a deed.
struct Staged {
    let home: CrashHome
    let decision: String
    /// Effects that changed something before the deed.
    let effects: Int

    init(home: CrashHome) {
        self.home = home
        decision = ""
        effects = 0
    }

    /// Its log has an entry that is not signed yet.
    init(grown home: CrashHome) throws {
        try home.succeed(["unhalt"])
        self.init(home: home)
    }

    init(afterRun find: (CrashHome) throws -> String) throws {
        home = try CrashHome(.smallAfterRun)
        decision = try find(home)
        effects = try home.platform().effects.count(where: \.hasChanged)
    }

    func limitsFile() throws -> String {
        let file = home.folder.appendingPathComponent("organisation.yaml")
        try Account.limits.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    func adsFile() throws -> String {
        let file = home.folder.appendingPathComponent("more.csv")
        try Account.ads(wasteful: 9).write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }
}

extension CrashHome {
    fileprivate func hold() throws -> String { try #require(try holds().first, "a hold") }

    /// The number of the first entry of a kind.
    fileprivate func entry(_ kind: String) throws -> String {
        let lines = try succeed(["audit", "search", "--kind", kind, "--json"]).output.split(separator: "\n")
        let first = try JSONSerialization.jsonObject(with: Data(try #require(lines.first).utf8)) as? [String: Any]
        return "\(try #require(first?["position"] as? Int))"
    }

    /// How many entries say that something was erased.
    fileprivate func erasures() throws -> Int {
        try succeed(["audit", "search", "--kind", "erased", "--json"]).output.split(separator: "\n").count
    }

    /// A decision of the run that is done and can be taken back.
    fileprivate func executed() throws -> String {
        let text = try String(contentsOfFile: path + "/run.json", encoding: .utf8)
        let last = try #require(text.split(separator: "\n").last)
        let report = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
        let executed = try #require(report?["executed"] as? [[String: Any]])
        return try #require(executed.first { $0["state"] as? String == "done" }?["decision"] as? String)
    }
}
