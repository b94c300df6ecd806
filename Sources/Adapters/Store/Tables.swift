import Storage

/// Every table, in the order it came to be. The organisation (`org`) is first in every key; a released migration never changes.
/// Enquiries and purchases are in millionths, since attribution splits them.
enum Tables {
    static let migrations: [Migration] = [
        Migration(
            1, "the home, charters, signals, decisions, the ledger and the log", home + signals + decisions + log),
        Migration(2, "forecasts of what was done, and revenue", forecasts + revenue),
        Migration(
            3, "who answered an escalation, and when a person last decided about an object",
            [
                .statement("ALTER TABLE escalation ADD COLUMN answered_by TEXT"),
                .statement("ALTER TABLE entity ADD COLUMN decided_by_person BIGINT"),
            ]),
        Migration(4, "which series tell which days, and which import told a row", series),
        Migration(
            5, "up to when the day is reported that is not over",
            [.statement("ALTER TABLE account ADD COLUMN reported_until BIGINT")]),
        Migration(
            6, "of which time a history says what it says of an entity",
            [.statement("ALTER TABLE entity ADD COLUMN said_at BIGINT")]),
        Migration(
            7, "what a row without counts said of an entity",
            [.statement("ALTER TABLE entity ADD COLUMN said TEXT")]),
        Migration(
            8, "what the account's standing counts for a campaign, and the last day on which that stood",
            [
                .statement("ALTER TABLE entity ADD COLUMN counted BIGINT"),
                .statement("ALTER TABLE entity ADD COLUMN counted_on BIGINT"),
            ]),
        Migration(
            9, "the decision with which a person answered for an object of an escalation",
            [.statement("ALTER TABLE escalated ADD COLUMN answer BYTEA")]),
        Migration(10, "the organisation's limits, and under which of them a charter was applied", organisation),
    ]

    private static let home: [Migration.Step] = [
        .table(
            "CREATE TABLE setting (org BIGINT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (org, name))"
        ),
        .table(
            """
            CREATE TABLE charter_version (org BIGINT NOT NULL, agent TEXT NOT NULL, number BIGINT NOT NULL, hash TEXT NOT NULL,
            source BYTEA NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL, self_agreed BIGINT NOT NULL,
            PRIMARY KEY (org, agent, number))
            """, .heap),
        .table(
            """
            CREATE TABLE baseline (org BIGINT NOT NULL, agent TEXT NOT NULL, version BIGINT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (org, agent, version))
            """),
        .table(
            """
            CREATE TABLE agent (org BIGINT NOT NULL, agent TEXT NOT NULL, version BIGINT NOT NULL, paused_because TEXT,
            paused_by TEXT, open_holds BIGINT NOT NULL, PRIMARY KEY (org, agent))
            """),
        .table(
            """
            CREATE TABLE stage (org BIGINT NOT NULL, agent TEXT NOT NULL, tool TEXT NOT NULL, stage TEXT NOT NULL,
            since BIGINT NOT NULL, approved BIGINT NOT NULL, PRIMARY KEY (org, agent, tool))
            """),
    ]

    private static let organisation: [Migration.Step] = [
        .table(
            """
            CREATE TABLE organisation_version (org BIGINT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL,
            hash TEXT NOT NULL, source BYTEA NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL,
            self_agreed BIGINT NOT NULL, PRIMARY KEY (org, number))
            """, .heap),
        .statement("ALTER TABLE charter_version ADD COLUMN organisation BIGINT"),
    ]

    private static let signals: [Migration.Step] = [
        .table(
            """
            CREATE TABLE account (org BIGINT NOT NULL, ref TEXT NOT NULL, currency TEXT NOT NULL, zone TEXT NOT NULL,
            first_day BIGINT NOT NULL, last_day BIGINT NOT NULL, as_of BIGINT NOT NULL, reported_to BIGINT NOT NULL,
            standing BIGINT NOT NULL, standing_on BIGINT NOT NULL, reserved BIGINT NOT NULL, seen_change BIGINT NOT NULL,
            seen_from BIGINT, raised BIGINT NOT NULL, uncounted BIGINT NOT NULL, PRIMARY KEY (org, ref))
            """),
        .table(
            """
            CREATE TABLE bill (org BIGINT NOT NULL, account TEXT NOT NULL, day BIGINT NOT NULL, amount BIGINT NOT NULL,
            PRIMARY KEY (org, account, day))
            """),
        .table(
            """
            CREATE TABLE entity (org BIGINT NOT NULL, ref TEXT NOT NULL, name TEXT, parents TEXT NOT NULL, status TEXT,
            daily_budget TEXT, started BIGINT, currency TEXT, spend TEXT, impressions BIGINT, clicks BIGINT, enquiries BIGINT,
            purchases BIGINT, in_bundle BIGINT, in_experiment BIGINT, targeting TEXT, changed_by_others BIGINT,
            hold BYTEA, escalation BYTEA, attributes TEXT NOT NULL, read_at BIGINT, PRIMARY KEY (org, ref))
            """, .heap),
        .table(
            """
            CREATE TABLE metric (org BIGINT NOT NULL, entity TEXT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL,
            source TEXT NOT NULL, breakdown TEXT NOT NULL, currency TEXT, spend TEXT, impressions BIGINT, clicks BIGINT,
            enquiries BIGINT, purchases BIGINT, as_of BIGINT NOT NULL,
            PRIMARY KEY (org, entity, first_day, last_day, source, breakdown))
            """),
        .statement("CREATE INDEX metric_span ON metric (org, entity, first_day, last_day) WHERE last_day > first_day"),
        .table(
            """
            CREATE TABLE spent (org BIGINT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL, amount TEXT NOT NULL,
            PRIMARY KEY (org, first_day, last_day))
            """),
        .table(
            """
            CREATE TABLE change_by_others (org BIGINT NOT NULL, entity TEXT NOT NULL, number BIGINT NOT NULL,
            at BIGINT NOT NULL, was BIGINT NOT NULL, becomes BIGINT NOT NULL, PRIMARY KEY (org, entity, number))
            """),
        .table(
            "CREATE TABLE source (org BIGINT NOT NULL, name TEXT NOT NULL, as_of BIGINT NOT NULL, PRIMARY KEY (org, name))"
        ),
        .table(
            """
            CREATE TABLE import (org BIGINT NOT NULL, id BYTEA NOT NULL, content TEXT NOT NULL, PRIMARY KEY (org, id))
            """),
    ]

    private static let decisions: [Migration.Step] = [
        .table(
            """
            CREATE TABLE run (org BIGINT NOT NULL, id BYTEA NOT NULL, agent TEXT NOT NULL, shadow BIGINT NOT NULL,
            begun BIGINT NOT NULL, ended BIGINT, version BIGINT NOT NULL, snapshot TEXT NOT NULL, summary TEXT NOT NULL,
            leaf BIGINT NOT NULL, PRIMARY KEY (org, id))
            """),
        .statement("CREATE INDEX run_agent ON run (org, agent, leaf, id)"),
        .statement("CREATE INDEX run_leaf ON run (org, leaf, id)"),
        .table(
            """
            CREATE TABLE decision (org BIGINT NOT NULL, id BYTEA NOT NULL, run BYTEA NOT NULL, agent TEXT NOT NULL,
            shadow BIGINT NOT NULL, state TEXT NOT NULL, entity TEXT, other TEXT, raised BIGINT NOT NULL, share BIGINT NOT NULL,
            leaf BIGINT NOT NULL, taken_at BIGINT NOT NULL, PRIMARY KEY (org, id))
            """),
        .statement("CREATE INDEX decision_entity ON decision (org, entity, id)"),
        .statement(
            """
            CREATE INDEX decision_under_way ON decision (org, entity)
            WHERE shadow = 0 AND state IN ('authorised', 'in_doubt')
            """),
        // Only a move has another object than its first.
        .statement("CREATE INDEX decision_other ON decision (org, other, id) WHERE other IS NOT NULL"),
        .table(
            """
            CREATE TABLE used (org BIGINT NOT NULL, key TEXT NOT NULL, bucket BIGINT NOT NULL, amount BIGINT NOT NULL,
            PRIMARY KEY (org, key, bucket))
            """),
        .table(
            """
            CREATE TABLE change (org BIGINT NOT NULL, campaign TEXT NOT NULL, tool TEXT NOT NULL, at BIGINT NOT NULL,
            decision BYTEA NOT NULL, part BIGINT NOT NULL, entity TEXT NOT NULL, ad_set TEXT, agent TEXT NOT NULL,
            was BIGINT, becomes BIGINT,
            PRIMARY KEY (org, campaign, tool, at, decision, part, entity))
            """),
        .statement("CREATE INDEX change_tool ON change (org, tool, at)"),
        .table(
            """
            CREATE TABLE hold (org BIGINT NOT NULL, decision BYTEA NOT NULL, agent TEXT NOT NULL, deadline BIGINT NOT NULL,
            question TEXT NOT NULL, PRIMARY KEY (org, decision))
            """),
        .table(
            """
            CREATE TABLE escalation (org BIGINT NOT NULL, id BYTEA NOT NULL, run BYTEA NOT NULL, cause TEXT NOT NULL,
            agent TEXT NOT NULL, opened BIGINT NOT NULL, deadline BIGINT NOT NULL, question TEXT NOT NULL, answer TEXT,
            closed BIGINT, PRIMARY KEY (org, id))
            """),
        .statement("CREATE UNIQUE INDEX escalation_cause ON escalation (org, run, cause)"),
        .table(
            """
            CREATE TABLE escalated (org BIGINT NOT NULL, escalation BYTEA NOT NULL, decision BYTEA NOT NULL,
            entity TEXT NOT NULL, PRIMARY KEY (org, escalation, decision, entity))
            """),
        .table(
            """
            CREATE TABLE action (org BIGINT NOT NULL, decision BYTEA NOT NULL, part BIGINT NOT NULL, id BYTEA NOT NULL,
            state TEXT NOT NULL, attempts BIGINT NOT NULL, holder TEXT, at BIGINT NOT NULL, receipt BIGINT, reason TEXT,
            PRIMARY KEY (org, decision, part))
            """),
        .statement("CREATE INDEX action_open ON action (org, state, at) WHERE state <> 'done'"),
        .table(
            """
            CREATE TABLE answer (org BIGINT NOT NULL, decision BYTEA NOT NULL, at BIGINT NOT NULL, person TEXT NOT NULL,
            yes BIGINT NOT NULL, leaf BIGINT NOT NULL, PRIMARY KEY (org, decision, at, person))
            """),
    ]

    private static let forecasts: [Migration.Step] = [
        .table(
            """
            CREATE TABLE forecast (org BIGINT NOT NULL, agent TEXT NOT NULL, campaign TEXT NOT NULL, as_of BIGINT NOT NULL,
            first_day BIGINT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (org, agent, campaign, as_of))
            """, .heap)
    ]

    private static let revenue: [Migration.Step] = [
        .statement("ALTER TABLE metric ADD COLUMN revenue TEXT"),
        .statement("ALTER TABLE entity ADD COLUMN revenue TEXT"),
    ]

    private static let series: [Migration.Step] = [
        .statement("ALTER TABLE metric ADD COLUMN told_by BYTEA"),
        .table(
            """
            CREATE TABLE told_below (org BIGINT NOT NULL, entity TEXT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL,
            PRIMARY KEY (org, entity, first_day, last_day))
            """),
        .table(
            """
            CREATE TABLE series (org BIGINT NOT NULL, level TEXT NOT NULL, dimensions TEXT NOT NULL, first_day BIGINT NOT NULL,
            last_day BIGINT NOT NULL, PRIMARY KEY (org, level, dimensions))
            """),
    ]

    private static let log: [Migration.Step] = [
        .table(
            "CREATE TABLE leaf (org BIGINT NOT NULL, position BIGINT NOT NULL, hash BYTEA NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY (org, position))"
        ),
        .table(
            """
            CREATE TABLE payload (org BIGINT NOT NULL, position BIGINT NOT NULL, salt BYTEA NOT NULL, content BYTEA NOT NULL,
            PRIMARY KEY (org, position))
            """, .heap),
        .table(
            """
            CREATE TABLE checkpoint (org BIGINT NOT NULL, size BIGINT NOT NULL, at BIGINT NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY (org, size, at))
            """),
    ]
}
