import Vocabulary

extension Checks {
    /// More contacts a day than this with one person are no limit; people unsubscribe long before.
    private static let mostContactsADay: Int64 = 3
    /// Fewer minutes a day than this are no time to work in.
    private static let leastMinutesADay = 60

    /// Has a tool that contacts people a limit that holds for its contacts, a basis, and hours in which it does not?
    mutating func checkContact(_ tool: ToolTraits, at place: SourcePosition, _ lacks: (String) -> Bool) {
        if lacks("touches") {
            findings.note(
                .contactWithoutLimit, at: place, "`\(tool.name)` contacts people, and nothing limits how often",
                fix: "add `constraints.touches: [{ at_most: 3 times, in_any: 7 d }]`")
        } else {
            checkTouches(tool, at: place)
        }
        if lacks("lawful_basis") {
            findings.note(
                .contactWithoutBasis, at: place, "`\(tool.name)` contacts people, and no lawful basis is given",
                fix: "add `constraints.lawful_basis: consent`, or the basis your counsel names")
        }
        if lacks("quiet_hours") {
            findings.note(
                .contactWithoutQuietHours, at: place, "`\(tool.name)` contacts people, also at night",
                fix: "add `constraints.quiet_hours: { from: \"21:00\", to: \"08:00\", in: recipient_zone }`")
        }
    }

    /// One limit has to hold for everything that the tool sends, and be one: a limit for a category leaves the others open.
    private mutating func checkTouches(_ tool: ToolTraits, at place: SourcePosition) {
        // What could not be read may be the one.
        guard limits.touches.count == draft.root["constraints"]?["touches"]?.items.count else { return }
        let whole = limits.touches.filter { touch in
            touch.category == nil && (touch.channel.map { tool.channels == [$0] } ?? true)
        }
        guard !whole.contains(where: Self.limits) else { return }
        guard let wide = whole.first else {
            findings.note(
                .contactWithoutLimit, at: place,
                "`\(tool.name)` contacts people, and every limit is only for a category or another channel",
                fix: "add `{ at_most: 3 times, in_any: 7 d }` to `constraints.touches`")
            return
        }
        let window = wide.window.isAtLeastADay ? "" : ", in_any: 7 d"
        findings.note(
            .contactWithoutLimit, at: wide.clause.position,
            "`\(tool.name)` contacts people, and `\(wide.atMost)` \(wide.atMost == 1 ? "time" : "times") \(wide.window) stops nothing",
            fix: "write `at_most: 3 times\(window)`, or what people put up with in a day or more")
    }

    private static func limits(_ touch: Charter.TouchLimit) -> Bool {
        let days = WindowSize(touch.window).longest.wholeSeconds / 86_400
        return days > 0 && Int64(touch.atMost) <= mostContactsADay * days
    }

    /// Do the quiet hours begin and end, and leave time to work in?
    mutating func checkQuietHours() {
        guard let hours = limits.quietHours else { return }
        let place = draft.place("constraints", "quiet_hours")
        let (from, to) = (Charter.QuietHours.clock(hours.from), Charter.QuietHours.clock(hours.to))
        let fix = "write `from: \"21:00\", to: \"08:00\"`, or other two times"
        if hours.from == hours.to {
            findings.note(.emptyQuietHours, at: place, "the hours begin and end at `\(from)`", fix: fix)
            return
        }
        let open = (0..<1_440).count { !hours.isQuiet(minute: $0) }
        guard open < Self.leastMinutesADay else { return }
        findings.note(
            .emptyQuietHours, at: place,
            "from `\(from)` to `\(to)` leaves `\(open) min` a day in which anybody may be contacted", fix: fix)
    }
}
