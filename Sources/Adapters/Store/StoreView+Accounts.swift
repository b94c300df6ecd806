import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func account() throws -> AccountRecord? { try knownAccount()?.record }

    func readAccount() throws -> AccountRecord? {
        guard
            var account = try session.first(
                """
                SELECT ref, currency, zone, first_day, last_day, as_of, reported_to, standing, standing_on, seen_change,
                seen_from, raised, uncounted, reserved, reported_until FROM account WHERE org = $1
                """, [], accountRow)
        else { return nil }
        try session.rows("SELECT day, amount FROM bill WHERE org = $1 AND account = $2", [.text("\(account.ref)")]) {
            account.bills.billed[try $0.date(0)] = try $0.integer(1)
            return true
        }
        return account
    }

    func put(_ account: AccountRecord) throws {
        let ref = account.ref.description
        let known = try self.account()?.bills.billed ?? [:]
        forgetAccount()
        try session.execute(
            """
            INSERT INTO account VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, 0, $13, $14)
            ON CONFLICT (org, ref) DO UPDATE SET currency = excluded.currency, zone = excluded.zone,
            first_day = excluded.first_day, last_day = excluded.last_day, as_of = excluded.as_of,
            reported_to = excluded.reported_to, standing = excluded.standing, standing_on = excluded.standing_on,
            seen_change = excluded.seen_change, seen_from = excluded.seen_from, uncounted = excluded.uncounted,
            reported_until = excluded.reported_until
            """,
            [
                .text(ref), .text(account.currency.code), .text(account.zone.name), account.period.first.stored,
                account.period.last.stored, account.asOf.stored, account.bills.reportedTo.stored,
                .integer(account.standing), account.standingOn.stored, .integer(account.seenChange),
                .integer(ifPresent: account.seenFrom?.epochDay), .integer(account.uncounted),
                .integer(ifPresent: account.bills.reportedUntil?.milliseconds),
            ])
        for (day, amount) in account.bills.billed where known[day] != amount {
            try session.execute(
                """
                INSERT INTO bill VALUES ($1, $2, $3, $4)
                ON CONFLICT (org, account, day) DO UPDATE SET amount = excluded.amount
                """, [.text(ref), day.stored, .integer(amount)])
        }
    }

    private func accountRow(_ row: any SQLRow) throws -> AccountRecord {
        guard let currency = Currency(try row.text(1)), let zone = Zone(try row.text(2)),
            let period = Period(try row.date(3), try row.date(4))
        else { throw Damage.value("an account") }
        return AccountRecord(
            ref: try row.entity(0), currency: currency, zone: zone, period: period, asOf: try row.instant(5),
            bills: BilledDays(
                billed: [:], reportedTo: try row.date(6), reportedUntil: try row.instantIfPresent(14)),
            standing: try row.integer(7),
            standingOn: try row.date(8), seenChange: try row.integer(9),
            seenFrom: try row.integerIfPresent(10).map(CalendarDate.init(epochDay:)), raised: try row.integer(11),
            uncounted: try row.integer(12), reserved: try row.integer(13))
    }

    func sources() throws -> [SourceFacts] {
        if let known = session.cached(context.sources) { return known }
        let sources = try session.query("SELECT name, as_of FROM source WHERE org = $1 ORDER BY name") {
            SourceFacts(name: try $0.name(0), asOf: try $0.instant(1))
        }
        session.keep(sources, in: context.sources)
        return sources
    }

    func add(_ change: BudgetChange) throws {
        try session.execute(
            "INSERT INTO change_by_others VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            [
                .text(change.entity.description), .integer(change.number), change.at.stored, .integer(change.was),
                .integer(change.becomes),
            ])
    }

    func add(_ record: ImportRecord) throws {
        try session.execute(
            "INSERT INTO import VALUES ($1, $2, $3)", [record.id.stored, .text(record.json.description)])
    }

    func imports() throws -> [ImportRecord] {
        try session.query("SELECT content FROM import WHERE org = $1 ORDER BY id DESC") {
            try ImportRecord(json: JSON(parsing: Array(try $0.text(0).utf8)))
        }
    }
}
