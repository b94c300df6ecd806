extension CharterFinding {
    /// Which finding it is; the raw value is printed, documented and stable.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case notYAML = "not-yaml"
        case tooLarge = "too-large"
        case severalDocuments = "several-documents"
        case alias
        case tag
        case mergeKey = "merge-key"
        case duplicateKey = "duplicate-key"
        case tab
        case ambiguousWord = "ambiguous-word"
        case wrongKind = "wrong-kind"

        /// What the finding means and how grave it is.
        var entry: (severity: Severity, meaning: String) { (.error, "the file cannot be read") }
    }
}
