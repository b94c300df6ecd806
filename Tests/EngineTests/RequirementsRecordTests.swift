import Engine
import Execution
import Foundation
import Governance
import Reasoning
import SQLite
import Schemas
import Storage
import Testing
import TransparencyLog
import Vocabulary

/// What the sources ask of the record, after a whole run over the real store.
@Suite struct RequirementsRecordTests {
    private func ran() async throws -> (world: World, report: RunReport) {
        let world = try await World.promoted()
        return (world, try await world.engine.run(Charters.agent(), shadow: false))
    }

    private func record(_ world: World, _ id: DecisionID) async throws -> DecisionRecord {
        try required(try await world.store.read { view in try view.record(of: id) })
    }

    @Test func `R097 every decision is stored with an option that was rejected and why, and the explanation says it`()
        async throws
    {
        let (world, report) = try await ran()
        #expect(report.entries.count > 10)
        for entry in report.entries {
            let stored = try required(try await record(world, entry.decision).decision?.proposal?.proposal)
            let nothing = try required(stored.rejected.first { $0.option == "do nothing" }, "\(entry.decision)")
            #expect(stored.rejected.allSatisfy { !$0.option.isEmpty && $0.because.count > 10 }, "\(entry.decision)")
            let lines = try await world.engine.explain(entry.decision).lines
            #expect(
                lines.contains { $0.heading == "Instead" && $0.text.contains(nothing.because) }, "\(entry.decision)")
        }
        await world.close()
    }

    @Test func `R164 an escalation carries six parts: what, why, evidence, options, held, who decides`() async throws {
        let (world, report) = try await ran()
        let escalated = try required(report.entries(.escalate).first)
        let id = try await world.escalation(of: try required(escalated.entity))
        let opened = try required(try await world.store.read { view in try view.escalation(id) })
        let lines = try await world.engine.explain(id).lines
        var parts: [String: String] = [:]
        var heading = ""
        for line in lines {
            if !line.heading.isEmpty { heading = line.heading }
            parts[heading, default: ""] += line.text + "\n"
        }
        #expect(Set(parts.keys).isSuperset(of: ["What", "Stopped", "Evidence", "Options", "Held", "Decides"]))
        #expect(parts.values.allSatisfy { $0.count > 1 })
        let messages = report.entries.filter { opened.decisions.contains($0.decision) }.flatMap(\.findings).map(
            \.message)
        let object = try required(escalated.entity).id
        #expect(parts["What"]?.contains(object) == true, "\(parts)")
        #expect(messages.contains { parts["Stopped"]?.contains($0) == true }, "\(parts)")
        #expect(parts["Evidence"]?.contains("old") == true, "\(parts)")
        #expect(parts["Options"]?.split(separator: "\n").count == 3)
        #expect(parts["Decides"]?.contains(opened.escalation.deadline.description) == true, "\(parts)")
    }

    @Test func `R175 every action is logged with its time, reason, inputs and outcome`() async throws {
        let (world, report) = try await ran()
        let leaves = try await world.leaves()
        #expect(report.entries(.authorise).count == Set(world.platform.effects.map(\.key)).count)
        for entry in report.entries {
            let ruling = try required(leaves.first { $0.kind == "ruling" && $0.subject == "\(entry.decision)" })
            #expect(ruling.at == entry.at.milliseconds)
            let stored = try Decision(record: try required(ruling.payload))
            let proposal = try required(stored.proposal?.proposal)
            #expect(!proposal.reason.isEmpty && !proposal.evidence.isEmpty && !stored.facts.entities.isEmpty)
            #expect(ruling.word == entry.verdict.rawValue)
        }
        for effect in world.platform.effects {
            let receipt = leaves.first { $0.kind == "receipt" && $0.subject == effect.key }
            let kept = try Receipt(json: JSON(parsing: try required(receipt?.payload)))
            #expect(kept.before.map(\.value) == [effect.before] && kept.after.map(\.value) == [effect.after])
        }
    }

    @Test func `R176 every call to the platform names the person or the clause that authorised it, and when`()
        async throws
    {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        _ = try await world.engine.approve(held.decision, by: world.owner)
        let leaves = try await world.leaves()
        func place(_ kind: String, _ subject: String) -> Int? {
            leaves.firstIndex { $0.kind == kind && $0.subject == subject }
        }
        for key in Set(world.platform.effects.map(\.key)) {
            let id = try required(ActionID(key))
            let done = try await world.store.read { view in try view.attempted(after: nil, limit: 1_000) }
            let record = try await self.record(world, try required(done.first { $0.id == id }).decision)
            let decision = try required(record.decision)
            if record.id == held.decision {
                #expect(record.answers.map(\.person) == [world.owner.person])
                #expect(record.answers.allSatisfy { $0.isYes && $0.at >= decision.at })
                // The log says the same without our tables: signed by the person, before the platform's answer.
                let yes = try required(place("approved", "\(record.id)"))
                #expect(try yes < required(place("receipt", key)))
                let payload = try required(leaves[yes].payload)
                #expect(SignedStatement.isValid(record: payload, key: world.staff.key))
                #expect(String(decoding: payload, as: UTF8.self).contains(world.owner.person.text))
            } else {
                #expect(decision.ruling.permission?.hasPrefix("actions.may[") == true)
                #expect(decision.charterVersion == 1 && decision.at <= world.clock.now())
                let ruling = try required(place("ruling", "\(record.id)"))
                #expect(try ruling < required(place("receipt", key)))
                let logged = try Decision(record: try required(leaves[ruling].payload))
                #expect(logged.ruling.permission == decision.ruling.permission && logged.at == decision.at)
            }
        }
    }

    @Test func `R177 what was logged stays for over a year, and a changed byte is found without us`() async throws {
        let (world, _) = try await ran()
        let before = try await world.store.read { view in try view.leaves(from: 0, limit: 100_000) }
        for _ in 0..<14 {
            world.clock.advance(.seconds(30 * 86_400))
            _ = try? await world.engine.run(Charters.agent(), shadow: true)
        }
        let after = try await world.store.read { view in try view.leaves(from: 0, limit: 100_000) }
        #expect(Array(after.prefix(before.count)) == before, "420 days later every leaf and payload is there")
        #expect(after.count > before.count)
        _ = try await world.keeper.checkpoint(key: world.logKey)
        let intact = try await world.keeper.verify(staff: world.staff).verdict.isIntact
        #expect(intact)
        let database = world.database.database(for: .local)
        try await database.transact { session in
            let bytes = try session.first("SELECT bytes FROM leaf WHERE org = $1 AND position = 5") { try $0.blob(0) }
            var changed = bytes ?? []
            changed[changed.count / 2] ^= 1
            try session.execute("UPDATE leaf SET bytes = $2 WHERE org = $1 AND position = 5", [.blob(changed)])
        }
        let damaged = try await world.keeper.verify(staff: world.staff).verdict
        #expect(damaged.findings.first?.description.contains("5") == true, "\(damaged.findings)")
    }

    @Test func `R178 how complete the log is can be asked, and a gap is named`() async throws {
        let (world, report) = try await ran()
        let whole = try await world.keeper.completeness()
        #expect(whole.actions == report.entries(.authorise).count && whole.gaps.isEmpty)
        #expect(whole.share == Percentage(percent: 100))
        // Somebody writes to the store past the gate: an effect without its receipt.
        let done = try await world.store.read { view in try view.attempted(after: nil, limit: 10) }
        let decision = try required(done.first).decision
        let victim = try await world.store.write { view in
            let action = try required(try view.actions(of: decision).first).action
            try view.move(action, to: .inDoubt, at: world.clock.now())
            return action.id
        }
        let gapped = try await world.keeper.completeness()
        #expect(gapped.gaps == [victim] && gapped.share < Percentage(percent: 100))
    }

    @Test func `R179 what, when, why, on which data and with which outcome can be read by people`() async throws {
        let (world, report) = try await ran()
        for entry in report.entries {
            let lines = try await world.engine.explain(entry.decision).lines
            func line(_ heading: String) -> String { lines.first { $0.heading == heading }?.text ?? "" }
            #expect(line("What").contains(entry.tool.text) && line("What").contains(entry.after))
            #expect(line("Why now") == entry.reason && line("Data").contains("as of 2017-10-01"))
            #expect(!line("Rule").isEmpty && !line("Agreed").isEmpty)
            if entry.verdict == .authorise {
                #expect(line("Outcome").contains("read back at 2017-10-01"))
            } else {
                #expect(line("Outcome").contains("nothing was sent"))
            }
        }
    }

    @Test func `R183 every decision leads to its charter, its reasoner's version and the data it was shown`()
        async throws
    {
        let (world, report) = try await ran()
        let leaves = try await world.leaves()
        let begun = try required(leaves.first { $0.kind == "run_begun" && $0.subject == "\(report.run)" })
        let shown = try JSON(parsing: try required(begun.payload))
        #expect(shown["reasoner"]?.stringValue == StatisticalReasoner().name)
        #expect(shown["snapshot_sha256"]?.stringValue?.count == 64)
        let versions = try await world.store.read { view in try view.charterVersions(report.agent) }
        for entry in report.entries {
            let record = try await self.record(world, entry.decision)
            #expect(record.run == report.run)
            let what = try required(try await world.engine.explain(entry.decision).lines.first)
            #expect(
                what.text.hasSuffix(", by reasoner `\(StatisticalReasoner().name)` under charter version 1"), "\(what)")
            let version = try required(versions.first { $0.number == record.decision?.charterVersion })
            let text = try Charters.example()
            #expect(version.hash.count == 64 && version.source == Array(text.utf8))
        }
        // A later charter does not change what an old decision says of itself.
        try await world.apply(try Charters.example().replacing("then_sample: 10 %", with: "then_sample: 20 %"))
        let old = try await record(world, try required(report.entries.first).decision)
        #expect(old.decision?.charterVersion == 1)
    }

    @Test func `R185 a run is replayed from its record: the same rulings, and no effect`() async throws {
        let (world, report) = try await ran()
        // What came later does not matter: another charter is in force, and time has passed.
        try await world.apply(try Charters.example().replacing("cap: 1250 GBP", with: "cap: 1200 GBP"))
        world.clock.advance(.seconds(86_400))
        let (attempts, size) = (world.platform.attempts, try await world.leaves().count)
        let replays = try await world.engine.replay(report.run)
        #expect(replays.map(\.decision) == report.entries.map(\.decision))
        for (replay, entry) in zip(replays, report.entries) {
            #expect(replay.isEqual && replay.recorded?.verdict == entry.verdict, "\(entry.decision)")
            #expect(try await world.engine.replay(entry.decision) == replay)
        }
        #expect(world.platform.attempts == attempts)
        #expect(try await world.leaves().count == size)
        await world.close()
    }

    @Test func `R185 a record that was changed does not come out the same, and one that is gone is said`() async throws
    {
        let (world, report) = try await ran()
        let done = try required(report.entries(.authorise).first).decision
        let leaves = try await world.leaves()
        let place = try required(leaves.firstIndex { $0.kind == "ruling" && $0.subject == "\(done)" })
        let text = String(decoding: try required(leaves[place].payload), as: UTF8.self)
        let other = text.replacing(#""standing":{"#, with: #""standing":{"stops":["a test"],"#)
        #expect(other != text)
        await world.close()
        let next = try await World(seed: 2, scratch: world.scratch)
        let salt = [UInt8](repeating: 0, count: SaltedCommitment.saltByteCount)
        let opening = try required(SaltedCommitment.Opening(salt: salt, payload: Array(other.utf8)))
        try await next.database.database(for: .local).transact { session in
            try session.execute(
                "UPDATE payload SET content = $2, salt = $4 WHERE org = $1 AND position = $3",
                [.blob(opening.payload), .integer(Int64(place)), .blob(salt)])
        }
        // What its leaf does not commit to is judged by nobody.
        await #expect(throws: StorageError.self) { _ = try await next.engine.replay(report.run) }
        let kept = try await next.store.read { view in try view.leaves(from: Int64(place), limit: 1) }
        let leaf = String(decoding: try required(kept.first).bytes, as: UTF8.self)
        let held = try required(leaf.firstMatch(of: /[0-9a-f]{64}/)?.output)
        let forged = leaf.replacing(held, with: opening.commitment.description)
        try await next.database.database(for: .local).transact { session in
            try session.execute(
                "UPDATE leaf SET bytes = $2 WHERE org = $1 AND position = $3",
                [.blob(Array(forged.utf8)), .integer(Int64(place))])
        }
        let changed = try await next.engine.replay(report.run).filter { !$0.isEqual }
        #expect(changed.map(\.decision) == [done] && changed[0].again?.verdict == .refuse)
        await next.close()
        let last = try await World(seed: 3, scratch: world.scratch)
        _ = try await last.eraseOnRecord(Int64(place))
        let gone = try await last.engine.replay(done)
        #expect(!gone.isEqual && gone.recorded == nil && gone.again == nil)
        await last.close()
    }

    @Test func `R187 a register entry has every field of the guide's record, and fits its published schema`()
        async throws
    {
        let (_, report) = try await ran()
        let schema = try Schema(compiling: RegisterEntry.schema)
        let guide = [
            "timestamp", "agent_id", "decision_type", "campaign_id", "reason", "tools_called", "execution_time_ms",
            "status", "outcome",
        ]
        let properties = try required(RegisterEntry.schema["properties"]?.objectValue)
        for field in guide { #expect(properties[field] != nil) }
        for entry in report.entries {
            let json = entry.json
            #expect(schema.validate(json).isEmpty, "\(schema.validate(json))")
            for field in guide where field != "campaign_id" || entry.campaign != nil { #expect(json[field] != nil) }
            #expect(json["tools_called"]?.arrayValue?.isEmpty == (entry.verdict != .authorise))
        }
        #expect(report.entries.contains { $0.campaign != nil })
        let first = try required(report.entries.first).json
        var loose = try required(first.objectValue)
        loose["mood"] = "good"
        #expect(!schema.validate(.object(loose)).isEmpty)
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/reference/action-register.json")
        if ProcessInfo.processInfo.environment["MANDATE_WRITE"] == "1" {
            try Data((RegisterEntry.schema.prettyText + "\n").utf8).write(to: page)
        }
        let published = try Data(contentsOf: page)
        #expect(try JSON(parsing: Array(published)) == RegisterEntry.schema, "`make docs` writes the page")
    }

    @Test func `R197 nothing happens outside that cannot be seen at once`() async throws {
        let (world, report) = try await ran()
        let shown = try await world.store.read { view in try view.attempted(after: nil, limit: 1_000) }
        let visible = Dictionary(uniqueKeysWithValues: shown.map { ($0.id.description, $0.decision) })
        #expect(!world.platform.effects.isEmpty)
        for effect in world.platform.effects {
            let decision = try required(visible[effect.key])
            let entry = try required(report.entries.first { $0.decision == decision })
            #expect(entry.state == .done && entry.entity == effect.entity && entry.after == effect.after)
            // It was on record before it happened: the ruling's time is not after the effect's.
            #expect(entry.at <= effect.at)
        }
    }

    @Test func `R230 every record of what an agent did names the agent, and an agent without authority does nothing`()
        async throws
    {
        let (world, report) = try await ran()
        let kinds = ["run_begun", "run_ended", "ruling", "claim", "receipt", "stage_changed", "charter_applied"]
        let leaves = try await world.leaves().filter { kinds.contains($0.kind) }
        #expect(leaves.count > report.entries.count && leaves.allSatisfy { $0.agent == "paid-social" })
        #expect(report.entries.allSatisfy { $0.agent == report.agent })
        let stranger = try required(AgentName("nobody-knows"))
        await #expect(throws: EngineError.self) { _ = try await world.engine.run(stranger, shadow: false) }
        // In another agent's name under this agent's charter: refused.
        let attempts = world.platform.attempts
        let forged = Proposal(
            agent: stranger, tool: .pause, arguments: ["entity": "ad/1178-1000"], reason: "a test", evidence: [],
            confidence: try required(Confidence(tenThousandths: 10_000)))
        #expect(try await world.decide(forged.canonicalBytes).ruling.verdict == .refuse)
        #expect(world.platform.attempts == attempts)
    }
}
