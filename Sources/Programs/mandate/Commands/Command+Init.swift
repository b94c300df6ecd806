import Cryptography
import Engine
import Home
import Schemas
import Vocabulary

extension Command {
    static let initialise = Command(
        name: "init", summary: "make a home: store, keys, an owner and a second person, the sandbox platform",
        details: """
            A home is one installation's state in one folder that only its owner may enter. With `--clock` it has no wall
            clock: its time is recorded and moves only by `mandate sandbox advance`, which is what old data needs.
            """,
        options: [
            Option(name: "sandbox", summary: "with the sandbox ads platform and a team of two, keys in the home"),
            Option(
                name: "clock", value: "INSTANT", summary: "a simulated clock that starts at this instant (RFC 3339)"),
            .dryRun,
        ],
        result: .object(
            .field("clock", .instant.orNull, "the simulated time; null where it has a wall clock"),
            .field("home", .text, "the folder"), .field("team", .list(.person), "the people")),
        examples: [
            Example("init --sandbox", "a home to try everything in"),
            Example("init --sandbox --clock 2017-10-01T06:00:00Z", "the same, in October 2017"),
        ]
    ) { call in
        guard call.line.has("sandbox") else {
            throw Failure(.usage, "this release makes homes with the sandbox platform only; add `--sandbox`")
        }
        let path = try HomeChoice.path(call.line)
        var clock: Instant?
        if let text = call.line.value("clock") {
            guard let instant = Instant(parsing: text) else {
                throw Failure(.usage, "`\(text)` is no instant; write it as `2017-10-01T06:00:00Z`")
            }
            clock = instant
        }
        let people = HomeFolder.sandboxPeople
        if call.line.has("dry-run") {
            try HomeFolder.checkFree(path)
            call.output.line(OpenHome.dryRunHeading, .bold)
        } else {
            let start = clock ?? HomeSurroundings.wallClock()
            _ = try HomeFolder.makeSandbox(path, hasSimulatedClock: clock != nil, at: start, SystemRandomBytes())
            try await OpenHome.at(path) { _ in }
        }
        call.output.line("made a sandbox home at `\(path)`", .good)
        for (person, roles) in people { call.output.line("  \(person): \(roles.joined(separator: ", "))") }
        if let clock { call.output.line("  its time is \(clock) and moves only by `mandate sandbox advance`") }
        call.output.note("next: mandate charter apply FILE, then mandate import FILE")
        call.output.result([
            "clock": clock?.json ?? nil, "home": .string(path), "team": people.map(\.person).json,
        ])
        return .ok
    }
}
