import Home
import Schemas
import Vocabulary

extension Command {
    static let clockShow = Command(
        name: "clock show", summary: "the home's time, and whether its clock is believed",
        details: """
            A home with a wall clock holds it against what is recorded already, and against the time that passed since it was last
            right (which goes on through sleep and ends with a restart). More than 60 s apart, nothing is sent, no deadline passes
            and no review counts as missed, until the clocks agree again or two people say that this one is right. Exits 9 then.
            """,
        result: .object(
            .field("doubt", .text.orNull, "why the clock is not believed; null where it is"),
            .field("recorded", .instant.orNull, "the last recorded instant"),
            .field("simulated", .boolean, "whether the home's time moves only by `sandbox advance`"),
            .field("time", .instant, "the home's time: the later of clock and record"),
            .field("wall", .instant.orNull, "what the clock says; null where the time is simulated")),
        examples: [Example("clock show", "what time it is for the home")]
    ) { call in
        try await OpenHome.with(call) { home in
            let doubt = home.clock?.doubt
            call.output.line("\(home.now)\(home.clock == nil ? ", simulated" : "")", doubt == nil ? .good : .warn)
            call.output.result([
                "doubt": doubt.map { .string($0.text) } ?? .null, "recorded": home.clock?.recorded?.json ?? .null,
                "simulated": .bool(home.clock == nil), "time": home.now.json,
                "wall": home.clock?.reading().wall.json ?? .null,
            ])
            return doubt == nil ? .ok : .halted
        }
    }

    static let clockAccept = Command(
        name: "clock accept", summary: "say that a clock that is doubted is right, on two signatures",
        details: """
            Time goes on from what the clock says. Where the record was later, windows that were taken as over may be open again:
            look at `mandate ledger show` before the next run. The log says who accepted what.
            """,
        options: [
            Option(
                name: "confirm", value: "DAY", summary: "the day that the clock shows in UTC, read off another clock")
        ] + Option.signing,
        result: .object(
            .field("instead", .instant, "what it was held against"), .field("time", .instant, "the home's time")),
        examples: [Example("clock accept --confirm=2026-11-29", "the clock is right, and it is that day")]
    ) { call in
        try await OpenHome.signing(call, atAnyTime: true) { home in
            guard let clock = home.clock else {
                throw Failure(.conflict, "this home's time is simulated and moves only by `mandate sandbox advance`")
            }
            guard let doubt = clock.doubt else {
                throw Failure(.conflict, "the clock is believed; there is nothing to accept")
            }
            let now = clock.reading()
            guard call.line.value("confirm") == "\(now.wall.utcDate)" || home.isRehearsal else {
                throw Failure(
                    .usage,
                    "the clock says `\(now.wall)`; where another clock shows the same, add `--confirm=\(now.wall.utcDate)`"
                )
            }
            try await home.acceptClock(doubt, now, call.line)
            call.output.line("the home's time is `\(now.wall)`, and not `\(doubt.instead)`", .good)
            call.output.note("next: mandate ledger show, then mandate review list")
            call.output.result(["instead": doubt.instead.json, "time": now.wall.json])
            return .ok
        }
    }
}
