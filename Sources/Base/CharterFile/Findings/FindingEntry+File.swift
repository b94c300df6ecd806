extension FindingEntry {
    static let file: [(CharterFinding.Code, FindingEntry)] = [
        (
            .notYAML,
            FindingEntry(
                .error,
                "The text is not YAML, so nothing can be read from it.",
                bad: "goal: { improve: clicks",
                good: "goal: { improve: clicks }")
        ),
        (
            .tooLarge,
            FindingEntry(
                .error,
                """
                The file is past a limit: 1 MiB, 64 levels, 100,000 values. A charter is a few pages.
                """,
                bad: "a list nested 65 deep",
                good: "one agent to a file")
        ),
        (
            .severalDocuments,
            FindingEntry(
                .error,
                "A second document starts in the file; it would silently not count.",
                bad: "charter: one\n---\ncharter: two",
                good: "two files")
        ),
        (
            .alias,
            FindingEntry(
                .error,
                """
                Anchors and aliases make one place change with another; a reader of a line could not \
                tell what it says.
                """,
                bad: "cap: *usual",
                good: "cap: 1250 GBP")
        ),
        (
            .tag,
            FindingEntry(
                .error,
                "Tags and directives change what a value means to a reader.",
                bad: "cap: !!str 1250 GBP",
                good: "cap: 1250 GBP")
        ),
        (
            .mergeKey,
            FindingEntry(
                .error,
                "A merge key mixes in keys from elsewhere.",
                bad: "<<: *defaults",
                good: "the keys themselves")
        ),
        (
            .duplicateKey,
            FindingEntry(
                .error,
                "A key stands twice; readers differ in which one counts, and the laxer one might.",
                bad: "cap: 100 GBP\ncap: 900 GBP",
                good: "cap: 100 GBP")
        ),
        (
            .tab,
            FindingEntry(
                .error,
                """
                A tab stands where indentation is; what belongs to what becomes a matter of editor \
                settings.
                """,
                bad: "\tcap: 100 GBP",
                good: "  cap: 100 GBP")
        ),
        (
            .ambiguousWord,
            FindingEntry(
                .error,
                """
                Older YAML readers take a bare yes, no, on, off, y or n for true or false: the market \
                Norway becomes \"false\".
                """,
                bad: "markets: [NO]",
                good: "markets: [\"NO\"]")
        ),
    ]
}
