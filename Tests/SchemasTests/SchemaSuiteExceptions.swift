/// Every test of the official suite that we answer differently, and why. A listed test that agrees fails the
/// build.
enum SchemaSuiteExceptions {
    /// Formats that stay annotations even when formats are asserted: everything is valid.
    static let annotations = [
        "optional/format/idn-email.json": "needs the tables of IDNA",
        "optional/format/idn-hostname.json": "needs the tables of IDNA",
        "optional/format/iri.json": "platforms speak URIs",
        "optional/format/iri-reference.json": "platforms speak URIs",
        "optional/format/uri-template.json": "nothing of ours uses it",
    ]

    /// Single tests by file, group and name.
    static let tests: [String: String] = {
        var reasons: [String: String] = [:]
        for group in groups { for name in group.names { reasons["\(group.group): \(name)"] = group.reason } }
        return reasons
    }()

    private static let tooLarge =
        "a whole number beyond 2^53 - 1 is refused by our reader: send it as a string"
    private static let old = "from drafts before 2020-12; such a schema has to be rewritten"
    private static let behind = "PCRE2 looks behind by fixed widths only"
    private static let punycode =
        "host names are checked as DNS does; what Punycode stands for is not decoded"

    private static let groups: [(reason: String, group: String, names: [String])] = [
        (
            tooLarge, "optional/bignum.json: maximum integer comparison",
            [
                "comparison works for high numbers"
            ]
        ),
        (
            tooLarge, "optional/bignum.json: minimum integer comparison",
            [
                "comparison works for very negative numbers"
            ]
        ),
        (
            tooLarge, "const.json: float and integers are equal up to 64-bit representation limits",
            [
                "integer is valid",
                "float is valid",
            ]
        ),
        (
            old, "optional/cross-draft.json: refs to historic drafts are processed as historic drafts",
            [
                "first item not a string is valid"
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: single dependency",
            [
                "missing dependency"
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: multiple dependents required",
            [
                "missing dependency",
                "missing other dependency",
                "missing both dependencies",
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: dependencies with escaped characters",
            [
                "CRLF missing dependent",
                "quoted quotes missing dependent",
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: single schema dependency",
            [
                "wrong type",
                "wrong type other",
                "wrong type both",
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: boolean subschemas",
            [
                "object with property having schema false is invalid",
                "object with both properties is invalid",
            ]
        ),
        (
            old, "optional/dependencies-compatibility.json: schema dependencies with escaped characters",
            [
                "quoted quote",
                "quoted tab invalid under dependent schema",
                "quoted quote invalid under dependent schema",
            ]
        ),
        (
            behind,
            "optional/format/ecmascript-regex.json: ECMA 262 lookbehind is valid, including variable width",
            [
                "a variable-width lookbehind (ES2018)"
            ]
        ),
        (
            punycode, "optional/format/hostname.json: validation of A-label (punycode) host names",
            [
                "invalid Punycode",
                "contains illegal char U+302E Hangul single dot tone mark",
                "Begins with a Spacing Combining Mark",
                "Begins with a Nonspacing Mark",
                "Begins with an Enclosing Mark",
                "Exceptions that are DISALLOWED, right-to-left chars",
                "Exceptions that are DISALLOWED, left-to-right chars",
                "MIDDLE DOT with no preceding 'l'",
                "MIDDLE DOT with nothing preceding",
                "MIDDLE DOT with no following 'l'",
                "MIDDLE DOT with nothing following",
                "Greek KERAIA not followed by Greek",
                "Greek KERAIA not followed by anything",
                "Hebrew GERESH not preceded by Hebrew",
                "Hebrew GERESH not preceded by anything",
                "Hebrew GERSHAYIM not preceded by Hebrew",
                "Hebrew GERSHAYIM not preceded by anything",
                "KATAKANA MIDDLE DOT with no Hiragana, Katakana, or Han",
                "KATAKANA MIDDLE DOT with no other characters",
                "Arabic-Indic digits mixed with Extended Arabic-Indic digits",
                "ZERO WIDTH JOINER not preceded by Virama",
                "ZERO WIDTH JOINER not preceded by anything",
                #"contains "--" in the 3rd and 4th position"#,
            ]
        ),
    ]
}
