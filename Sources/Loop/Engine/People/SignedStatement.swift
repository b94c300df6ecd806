public import Cryptography
public import Schemas
public import Vocabulary

/// What a person says over their key: canonical JSON with what, about what, who and when; kept in the log and checked offline.
public struct SignedStatement: Hashable, Sendable {
    /// The statement's canonical bytes.
    public let bytes: [UInt8]
    /// Who signed.
    public let person: PersonID
    /// Their signature over the bytes.
    public let signature: Signature

    /// Signs a statement. `content` says what is meant; `statement`, `person` and `at` are added.
    public init(_ statement: String, _ content: JSONObject, by signatory: Signatory, at now: Instant) {
        var object = content
        object["at"] = now.json
        object["person"] = signatory.person.json
        object["statement"] = .string(statement)
        bytes = JSON.object(object).canonicalBytes
        person = signatory.person
        signature = signatory.key.sign(bytes)
    }

    /// The bytes, a line break, the signature in hex: the payload of its leaf.
    public var record: [UInt8] { bytes + [0x0A] + Array(signature.description.utf8) }

    /// What a record states, whoever signed it; nil where it is no statement.
    public static func content(of record: [UInt8]) -> JSONObject? {
        guard let cut = record.lastIndex(of: 0x0A) else { return nil }
        do { return try JSON(parsing: Array(record[..<cut])).objectValue } catch { return nil }
    }

    /// Whether a record is a statement that its signer's key made; the person it names is given to `key`.
    public static func isValid(record: [UInt8], key: (PersonID) -> VerifyingKey?) -> Bool {
        guard let cut = record.lastIndex(of: 0x0A),
            let bytes = Hex.decode(String(decoding: record[(cut + 1)...], as: UTF8.self)),
            let signature = Signature(bytes)
        else { return false }
        let content = Array(record[..<cut])
        do {
            guard let text = try JSON(parsing: content)["person"]?.stringValue, let person = PersonID(text),
                let key = key(person)
            else { return false }
            return key.isValid(signature, for: content)
        } catch { return false }
    }
}
