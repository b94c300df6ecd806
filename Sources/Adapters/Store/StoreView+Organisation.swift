import Cryptography
import Engine
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func organisationVersions() throws -> [OrganisationVersion] {
        try session.query(
            """
            SELECT number, name, hash, source, applied_at, applied_by, self_agreed FROM organisation_version
            WHERE org = $1 ORDER BY number
            """
        ) { row in
            OrganisationVersion(
                name: try row.name(1), number: Int(try row.integer(0)), hash: try row.text(2), source: try row.blob(3),
                appliedAt: try row.instant(4), appliedBy: try row.name(5), isSelfAgreed: try row.flag(6))
        }
    }

    func organisation() throws -> Organisation? { try organisationVersions().last.map(organisation) }

    func apply(_ version: OrganisationVersion) throws {
        let last = try organisationVersions().last?.number ?? 0
        guard version.number == last + 1 else {
            throw StorageError(
                .constraint, .giveUp,
                "version `\(version.number)` of the organisation's limits does not follow version `\(last)`; plan it again"
            )
        }
        try session.execute(
            "INSERT INTO organisation_version VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                .integer(Int64(version.number)), .text(version.name.text), .text(version.hash), .blob(version.source),
                version.appliedAt.stored, .text(version.appliedBy.text), .flag(version.isSelfAgreed),
            ])
    }

    /// What a version says. The text has to be the one that was signed, as with charters.
    func organisation(_ version: OrganisationVersion) throws -> Organisation {
        let hash = SHA256.hash(version.source).hex
        let signed = try signed(SignedCharter.organisation(version.number))
        guard hash == version.hash, signed.map({ $0["sha256"]?.stringValue == hash }) ?? true else {
            throw StorageError(
                .notAsSigned, .giveUp,
                "the organisation's limits are not the text that was signed as version `\(version.number)`; restore a backup"
            )
        }
        return try context.read.organisation(version.source)
    }
}
