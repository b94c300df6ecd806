import Vocabulary

extension YAMLNode {
    /// Reads a small file of ours, such as `team.yaml`, by the same strict rules as a charter.
    /// - Throws: the first finding, with file, line and column.
    public static func read(_ bytes: [UInt8], fileName: String) throws(YAMLRefusal) -> YAMLNode {
        var findings = Findings(file: fileName)
        let root = YAMLReader.read(bytes, into: &findings)
        if let first = findings.sorted.first(where: { $0.severity == .error }) { throw YAMLRefusal(finding: first) }
        guard let root else {
            throw YAMLRefusal(
                finding: CharterFinding(
                    .notYAML, file: fileName, at: .start, message: "the file is empty", fix: "write a mapping"))
        }
        return root
    }
}

/// Why a YAML file was not read.
public struct YAMLRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The finding.
    public let finding: CharterFinding
    /// `file:line:column message; fix`, on one line.
    public var description: String {
        "`\(finding.file)`:\(finding.position.line):\(finding.position.column): \(finding.message); \(finding.fix)"
    }
}
