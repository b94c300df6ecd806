extension FindingEntry {
    static let structure: [(CharterFinding.Code, FindingEntry)] = [
        (
            .unknownKey,
            FindingEntry(
                .error,
                "A key is not part of the format. A misspelt limit would otherwise be no limit.",
                bad: "quite_hours: { … }",
                good: "quiet_hours: { … }")
        ),
        (
            .wrongKind,
            FindingEntry(
                .error,
                "A list, a mapping or a single value stands where another of the three is expected.",
                bad: "currency: [GBP, EUR]",
                good: "currency: GBP")
        ),
        (
            .emptyValue,
            FindingEntry(
                .error,
                """
                A key stands there with nothing under it. Leave it out to say nothing, or write a value.
                """,
                bad: "purpose:",
                good: "purpose: Cheaper purchases from paid social.")
        ),
        (
            .missingField,
            FindingEntry(
                .error,
                "Something is incomplete without this key.",
                bad: "money: [{ cap: 100 GBP, per: day }]",
                good: "money: [{ cap: 100 GBP, per: day, over: account }]")
        ),
        (
            .conflictingKeys,
            FindingEntry(
                .error,
                "Two keys that exclude each other stand side by side.",
                bad: "{ cap: 100 GBP, per: day, in_any: 7 d, over: account }",
                good: "{ cap: 100 GBP, in_any: 7 d, over: account }")
        ),
        (
            .unknownWord,
            FindingEntry(
                .error,
                "Only a few words are possible here, and this is none of them.",
                bad: "direction: downwards",
                good: "direction: down")
        ),
        (
            .numberWithoutUnit,
            FindingEntry(
                .error,
                "A number says nothing without its unit: 4 of what?",
                bad: "answer_within: 4",
                good: "answer_within: 4 h")
        ),
        (
            .badValue,
            FindingEntry(
                .error,
                "A value is not written as its kind asks for.",
                bad: "answer_within: four hours",
                good: "answer_within: 4 h")
        ),
        (
            .badDate,
            FindingEntry(
                .error,
                "Not a day of the calendar, or not in the one order that everybody reads alike.",
                bad: "by: 31/12/2017",
                good: "by: 2017-12-31")
        ),
        (
            .percentOfWhat,
            FindingEntry(
                .error,
                "A share of an unnamed whole can be read in two ways.",
                bad: "change: 15 %",
                good: "change: 15 % of current")
        ),
    ]
}
