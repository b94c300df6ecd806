import Engine
import Storage
import Vocabulary

extension StoreView {
    func setting(_ name: String) throws -> String? {
        var all = session.cached(context.settings) ?? [:]
        if let known = all[name] { return known.value }
        let value = try session.first("SELECT value FROM setting WHERE org = $1 AND name = $2", [.text(name)]) {
            try $0.text(0)
        }
        all[name] = KnownSetting(value: value)
        session.keep(all, in: context.settings)
        return value
    }

    func set(_ name: String, to value: String) throws {
        session.forget(context.settings)
        try session.execute(
            """
            INSERT INTO setting (org, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (org, name) DO UPDATE SET value = excluded.value
            """, [.text(name), .text(value)])
    }

    func lastInstant() throws -> Instant? {
        guard let text = try setting("instant") else { return nil }
        return Instant(parsing: text)
    }

    func recordInstant(_ now: Instant) throws {
        if let last = try lastInstant(), last >= now { return }
        try acceptInstant(now)
    }

    func acceptInstant(_ now: Instant) throws { try set("instant", to: now.description) }
}

extension Instant {
    /// As it is stored: milliseconds.
    var stored: SQLValue { .integer(milliseconds) }
}

extension CalendarDate {
    /// As it is stored: days since 1970-01-01.
    var stored: SQLValue { .integer(epochDay) }
}

extension ID {
    /// As it is stored: 16 bytes, in order of making.
    var stored: SQLValue { .blob(bytes) }
}

extension SQLRow {
    func instant(_ column: Int) throws -> Instant { Instant(milliseconds: try integer(column)) }

    func instantIfPresent(_ column: Int) throws -> Instant? {
        try integerIfPresent(column).map(Instant.init(milliseconds:))
    }

    func date(_ column: Int) throws -> CalendarDate { CalendarDate(epochDay: try integer(column)) }

    func id<Kind>(_ column: Int, _ kind: Kind.Type = Kind.self) throws -> ID<Kind> {
        guard let id = ID<Kind>(bytes: try blob(column)) else { throw Damage.value("an identifier") }
        return id
    }

    func idIfPresent<Kind>(_ column: Int, _ kind: Kind.Type = Kind.self) throws -> ID<Kind>? {
        isNull(column) ? nil : try id(column)
    }

    func word<Word: RawRepresentable>(_ column: Int, _ type: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text(column)) else { throw Damage.value("\(Word.self)") }
        return word
    }

    func name<Text: Name>(_ column: Int, _ type: Text.Type = Text.self) throws -> Text {
        guard let name = Text(try text(column)) else { throw Damage.value("\(Text.self)") }
        return name
    }

    func entity(_ column: Int) throws -> EntityRef {
        guard let entity = EntityRef(parsing: try text(column)) else { throw Damage.value("an entity") }
        return entity
    }
}

/// A row that this program never wrote: the file was changed by other means, or a bug wrote it.
enum Damage {
    static func value(_ what: String) -> StorageError {
        StorageError(
            .corrupt, .giveUp, "a stored value is not \(what); restore a backup, or open the home with its own release")
    }
}
