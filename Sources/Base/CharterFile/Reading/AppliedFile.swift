public import Vocabulary

/// Files that were applied, read back from a store: they were sound then, and their deadlines are not judged again.
public enum AppliedFile: Sendable {
    /// A charter that may name metrics beside the built-in ones.
    /// - Throws: `UnreadableFile` where this release finds an error in it.
    @Sendable public static func charter(_ bytes: [UInt8], naming metrics: [Metric]) throws -> Charter {
        var context = context
        context.metrics = context.metrics.adding(metrics)
        let (charter, findings) = CharterReader(context).read(bytes, fileName: "charter.yaml")
        var named = try sound(charter, findings, "the charter")
        named.metrics = metrics
        return named
    }

    /// The organisation's limits.
    /// - Throws: `UnreadableFile` where this release finds an error in them.
    @Sendable public static func organisation(_ bytes: [UInt8]) throws -> Organisation {
        let (organisation, findings) = OrganisationReader(context).read(bytes, fileName: "organisation.yaml")
        return try sound(organisation, findings, "the organisation's file")
    }

    private static var context: CharterContext {
        var context = CharterContext()
        context.isSandbox = true
        context.isInForce = true
        return context
    }

    private static func sound<Value>(
        _ value: Value?, _ findings: [CharterFinding], _ what: String
    ) throws(UnreadableFile) -> Value {
        if let value { return value }
        let first = findings.first { $0.severity == .error }?.text ?? "it cannot be read"
        throw UnreadableFile(description: "\(what) in force is not readable by this release: \(first)")
    }
}

/// A file that was applied by another release and is not read by this one.
public struct UnreadableFile: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which, and what is wrong with it.
    public let description: String
}
