import Engine
import Files
import Home
import Sandbox
import Schemas
import TransparencyLog
import Vocabulary

extension Command {
    static let doctor = Command(
        name: "doctor", summary: "look at a home from end to end and say what is wrong, with the way out",
        result: .object(
            .field(
                "checks",
                .list(
                    .object(
                        .field("fine", .boolean, "whether all is well"), .field("name", .text, "the part"),
                        .field("text", .text, "what was found, and the way out"))), "every part that was looked at")),
        examples: [Example("doctor", "store, log, keys, team, doors, clock, sandbox")]
    ) { call in
        let checks: [Checkup]
        do { checks = try await OpenHome.with(call) { home in await home.examine() } } catch {
            checks = try Checkup.ofClosed(try HomeChoice.path(call.line), Failure(error))
        }
        for check in checks {
            call.output.line(
                "\(check.isFine ? "fine " : "wrong") \(check.name): \(check.text)", check.isFine ? .good : .bad)
        }
        call.output.result([
            "checks": .array(
                checks.map { ["fine": .bool($0.isFine), "name": .string($0.name), "text": .string($0.text)] })
        ])
        return checks.allSatisfy(\.isFine) ? .ok : .failed
    }
}

/// What one look at a part of a home found.
struct Checkup: Sendable {
    let name: String
    let isFine: Bool
    let text: String
}

extension Checkup {
    /// What can be looked at of a home that does not open, each part by itself; `reason` is what kept it shut.
    /// - Throws: `reason` where there is no home at all.
    fileprivate static func ofClosed(_ path: String, _ reason: Failure) throws(Failure) -> [Checkup] {
        func look(_ name: String, _ work: () throws(HomeError) -> String) -> Checkup {
            do throws(HomeError) { return Checkup(name: name, isFine: true, text: try work()) } catch {
                return Checkup(name: name, isFine: false, text: error.description)
            }
        }
        let folder: Home.HomeFolder
        do throws(HomeError) { folder = try Home.HomeFolder(opening: path) } catch {
            guard error.kind == .damaged else { throw reason }
            return [Checkup(name: "settings", isFine: false, text: error.description)]
        }
        let checks = [
            look("privacy") { () throws(HomeError) in
                try folder.checkPrivate()
                return "only its owner may enter"
            },
            look("team") { () throws(HomeError) in numbered(try folder.team().people.count, "person", "people") },
        ]
        let isNamed = checks.contains { !$0.isFine }
        return checks + (isNamed ? [] : [Checkup(name: "store", isFine: false, text: reason.message)])
    }
}

extension OpenHome {
    /// Looks at every part; a part that cannot be looked at is wrong.
    fileprivate func examine() async -> [Checkup] {
        var checks: [Checkup] = []
        checks.append(
            await look("store") {
                let damage = try await damage()
                guard let first = damage.first else { return "sound" }
                throw Failure(.failed, "\(first); restore it from a backup")
            })
        checks += await examineLog()
        checks.append(
            await look("team") {
                guard team.people.count >= 2 else {
                    let people = numbered(team.people.count, "person", "people")
                    throw Failure(.failed, "\(people); two approvals need two, `mandate team add`")
                }
                return "\(team.people.count) people"
            })
        checks.append(await look("questions") { try await questions() })
        checks.append(await look("doors") { try await openDoors() })
        checks.append(await look("clock") { try clockState() })
        checks.append(
            await look("sandbox") {
                guard let sandbox else { return "none" }
                let time = try await sandbox.reads.now()
                return time.map { "answers; its time is \($0)" } ?? "answers; it has no account yet"
            })
        return checks
    }

    private func examineLog() async -> [Checkup] {
        var checks: [Checkup] = []
        checks.append(
            await look("log") {
                let report = try await keeper.verify(staff: team)
                guard report.isSound else {
                    let first = report.verdict.findings.first?.description ?? report.unsigned.first
                    throw Failure(.notVerified, first ?? "not as it was signed")
                }
                let again = report.origins.map { "; \($0.words)" }.joined()
                let size = report.verdict.leaves.upperBound
                return "\(numbered(size, "entry as it was", "entries as they were")) signed\(again)"
            })
        checks.append(
            await look("record") {
                let complete = try await keeper.completeness()
                guard let first = complete.gaps.first else {
                    return "\(numbered(complete.actions, "action")), each recorded in full"
                }
                throw Failure(
                    .notVerified,
                    "\(complete.gaps.count) of \(numbered(complete.actions, "action")) without a record, the first is `\(first)`; ask who "
                        + "wrote to the store"
                )
            })
        checks.append(
            await look("copies") {
                let checkpoints = HomeCheckpoints(folder.paths)
                guard let first = try checkpoints.behind().first else {
                    let places = try checkpoints.places.count
                    let hold = numbered(places, "place outside the home holds", "places outside the home hold")
                    return "\(hold) the last checkpoint"
                }
                throw Failure(
                    .failed,
                    "`\(first)` does not hold the last checkpoint; see that it can be written, then "
                        + "`mandate audit checkpoint`, or add `--to \(first) --forget`")
            })
        checks.append(
            await look("keys") {
                _ = try await logKey()
                return "the log's key is there and readable by its owner only"
            })
        return checks
    }

    private func look(_ name: String, _ work: () async throws -> String) async -> Checkup {
        do { return Checkup(name: name, isFine: true, text: try await work()) } catch {
            return Checkup(name: name, isFine: false, text: Failure(error).message)
        }
    }

    /// An escalation that nobody answered in time keeps its objects locked, and says so until somebody does.
    private func questions() async throws -> String {
        if let doubt = clock?.doubt { throw Failure(.halted, "not known: \(doubt.text)") }
        let open = try await engine.reminders()
        let overdue = open.filter(\.isOverdue)
        guard let first = overdue.first else { return "none is overdue" }
        let more = overdue.count > 1 ? "; and \(overdue.count - 1) more, see `mandate inbox`" : ""
        throw Failure(.failed, first.words + more)
    }

    private func openDoors() async throws -> String {
        for agent in try await store.read({ view in try view.agents().map(\.agent) }) {
            if let why = doors.closed(for: agent) { throw Failure(.halted, why) }
        }
        guard doors.isOpen(HomeDoors.everything), !doors.isHaltedByHand else {
            throw Failure(.halted, "everything is halted; run `mandate unhalt`")
        }
        return "open"
    }

    /// A wall clock that is not believed stops effects until it is right, or people say that it is.
    private func clockState() throws -> String {
        guard let clock else { return "simulated, \(now)" }
        if let doubt = clock.doubt { throw Failure(.halted, doubt.text) }
        return "\(now)"
    }
}
