import Cryptography
import Engine
import Home
import Schemas
import Vocabulary

extension Command {
    static let auditErase = Command(
        name: "audit erase",
        summary: "erase what an entry holds, or all that the retention no longer asks for; the log still verifies",
        details: """
            What was logged stays readable for at least 400 days. A single entry can be erased earlier where somebody may ask
            for it: `--reason` says why, and stands signed in the log, where `audit search`, `explain` and the report of an
            exported pack show it; name nobody in it, since it stays. The entry's leaf stays, so nothing can be hidden. Takes
            somebody with the role `owner`, and with `--reason` a second person, who signs as well.
            """,
        arguments: [Argument(name: "ENTRY", summary: "an entry's number, as `audit tail` shows it", isOptional: true)],
        options: [
            Option(name: "older-than", value: "TIME", summary: "every entry older than this: `400d` or more"),
            Option(name: "reason", value: "TEXT", summary: "why an entry is erased before its time"),
            Option(name: "confirm", value: "COUNT", summary: "how many entries are erased: a severe act"),
        ] + Option.signing,
        result: .either(
            .object(
                .field("entry", .count, "the entry that says who erased it"),
                .field("erased", .only(1), "how many payloads were erased")),
            .object(
                .field("erased", .count, "how many payloads were erased"),
                .field("found", .count, "how many are older"))),
        examples: [
            Example("audit erase --older-than 400d -n", "how many entries would be erased"),
            Example(
                "audit erase 17 --reason \"a contact asked for erasure\" --confirm=1", "before its time, for a reason"),
        ]
    ) { call in
        let age = try call.age()
        guard (age == nil) != (call.line.word(0) == nil) else {
            throw Failure(.usage, "name an entry, or say `--older-than TIME`")
        }
        return try await OpenHome.signing(call) { home in
            guard let age else { return try await home.erase(try call.entry(), call) }
            let found = try await home.keeper.erasable(olderThan: age).count
            try call.confirm(found)
            let signatory = try home.signatory(call.line)
            try home.engine.checkMayErase(signatory)
            let erased = try await home.keeper.erase(olderThan: age, by: signatory)
            try await home.keepCheckpoint()
            call.output.line(
                numbered(erased, "entry erased; its leaf stays", "entries erased; their leaves stay"), .good)
            call.output.note("next: mandate audit verify")
            call.output.result(["erased": erased.json, "found": found.json])
            return .ok
        }
    }
}

extension Invocation {
    fileprivate func age() throws(Failure) -> Duration? {
        guard let text = line.value("older-than") else { return nil }
        guard let age = Duration(written: text) else {
            throw Failure(.usage, "`\(text)` is no time; write it as `400d`")
        }
        return age
    }

    fileprivate func entry() throws(Failure) -> Int64 {
        let text = line.words[0]
        guard let number = Int64(text), number >= 0 else {
            throw Failure(.usage, "`\(text)` is no entry's number; `mandate audit tail` shows them")
        }
        return number
    }

    fileprivate func confirm(_ count: Int) throws(Failure) {
        guard line.value("confirm") == String(count) || line.has("dry-run") else {
            throw Failure(.usage, "what is erased does not come back; add `--confirm=\(count)`")
        }
    }
}

extension OpenHome {
    fileprivate func erase(_ entry: Int64, _ call: Invocation) async throws -> ExitCode {
        try call.confirm(1)
        let first = try signatory(call.line)
        let reason = call.line.value("reason")
        let second = reason == nil ? nil : try folder.secondPerson(after: first, of: team)
        try engine.checkMayErase(
            first, early: reason != nil, second: second, isSelfAgreed: folder.settings.isSandbox)
        let erased = try await keeper.erase(entry, because: reason, by: [first] + (second.map { [$0] } ?? []))
        try await keepCheckpoint()
        call.output.line("entry \(entry) is erased; its leaf stays", .good)
        let alone = reason == nil ? "" : ", and nobody with them, since nobody else is here"
        let agreed = second.map { ", and `\($0.person)` with them" } ?? alone
        call.output.line("  entry \(erased.entry) says who erased it\(agreed)")
        call.output.note("next: mandate audit verify")
        call.output.result(["entry": .integer(erased.entry), "erased": 1])
        return .ok
    }
}
