import Foundation
import Schemas
import Testing

/// Everything a person can get wrong: the code, and a message that names the place and the way out.
struct WrongInputTests {
    /// Words after `mandate`, the code they end with, and what the one line of the message has to contain.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let words: [String]
        let code: Int32
        let says: [String]

        init(_ line: String, _ code: Int32, _ says: String...) {
            words = line.split(separator: " ").map(String.init)
            self.code = code
            self.says = says
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    static let withoutHome: [Wrong] = [
        Wrong("chartre check", 2, "`chartre`", "did you mean `charter`"),
        Wrong("charter chekc", 2, "`charter chekc`", "did you mean `charter check`"),
        Wrong("charter", 2, "needs another word", "`charter check`"),
        Wrong("inbox --jsn", 2, "`--jsn`", "did you mean `--json`"),
        Wrong("inbox --json=yes", 2, "takes no value"),
        Wrong("inbox -x", 2, "`-x` is no option"),
        Wrong("inbox more", 2, "`more` is more than `inbox` takes"),
        Wrong("--shadow agent run a", 2, "behind the command's name"),
        Wrong("approve", 2, "needs ID", "mandate approve --help"),
        Wrong("reject 01", 2, "--reason"),
        Wrong("agent run Paid_Social", 2, "`Paid_Social`", "lower case"),
        Wrong("agent promote paid-social --to autonomus", 2, "`autonomus`", "`autonomous`"),
        Wrong("agent promote paid-social --to", 2, "needs a value", "STAGE"),
        Wrong("agent promote paid-social --to shadow --to shadow", 2, "given twice"),
        Wrong("completion tcsh", 2, "`tcsh`", "`fish`"),
        Wrong("audit tail -c none", 2, "`none`", "from `1`"),
        Wrong("audit export", 2, "--out DIR"),
        Wrong("audit export --out pack --period october", 2, "`october` is no period"),
        Wrong("sandbox advance soon", 2, "`soon`", "`7d`"),
        Wrong("resolve 01 --happened --did-not", 2, "one of"),
        Wrong("init", 2, "--sandbox"),
        Wrong("init --sandbox --clock noon", 2, "`noon`", "2017-10-01T06:00:00Z"),
        Wrong("charter check /nowhere/charter.yaml", 5, "`/nowhere/charter.yaml`", "no such file"),
        Wrong("import /nowhere/ads.csv --currency GBP", 5, "`/nowhere/ads.csv`", "no such file"),
        Wrong("audit verify /nowhere/pack", 5, "/nowhere/pack", "audit export"),
        Wrong("inbox", 5, "there is no home", "mandate init --sandbox"),
        Wrong("tool schema ads.paus", 5, "did you mean `ads.pause`"),
        Wrong("--home /etc/passwd inbox", 1, "`/etc/passwd/home.json`", "a home is a folder", "--home"),
        Wrong("--home /etc/passwd init --sandbox", 1, "`/etc/passwd`", "a home is a folder"),
        Wrong("sandbox advance -7d", 2, "`-7d`", "below zero"),
        Wrong("sandbox advance 1h30m", 2, "`1h30m`", "`90min`"),
        Wrong("charter new --no-input", 2, "Examples/paid-social/charter.yaml"),
        Wrong("charter new --out /nowhere/at/all.yaml", 1, "`/nowhere/at`", "no such file", "--out"),
        Wrong("audit checkpoint --forget", 2, "--to DIR|COMMAND"),
        Wrong("audit verify --against /etc/passwd", 2, "`/etc/passwd` is no checkpoint", "audit checkpoint --to"),
        Wrong("audit verify /etc", 5, "`/etc`", "audit export"),
        Wrong("demo --in /nowhere/at/all", 6, "`/nowhere/at/all`", "not there yet"),
        Wrong("explain \(String(repeating: "x", count: 5_000))", 2, "word `4`", "`5000`", "`4096`"),
    ]

    @Test(arguments: withoutHome)
    func `names what is wrong before there is a home`(wrong: Wrong) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try check(wrong, mandate)
    }

    @Test
    func `names what is wrong in a home, one line each`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let files = mandate.folder.path
        try Data("charter: [".utf8).write(to: URL(filePath: files + "/broken.yaml"))
        try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: files + "/odd.csv"))
        try Data("{\"tool\": \"ads.pause\",}".utf8).write(to: URL(filePath: files + "/proposal.json"))
        try Data().write(to: URL(filePath: files + "/empty.csv"))
        try Data("Campaign ID,Ad ID,Keyword,Impressions,Clicks,Spend\n1,2,shoes,3,1,2.00\n".utf8).write(
            to: URL(filePath: files + "/words.csv"))
        try Data([0x50, 0x4B, 0x03, 0x04, 0, 1, 2]).write(to: URL(filePath: files + "/book.xlsx"))
        let ads = MandateProgram.invented.path
        for wrong in [
            Wrong("init --sandbox", 6, "there is a home"),
            Wrong("agent run paid-social", 5, "no charter in force", "charter apply"),
            Wrong("agent show paid-social", 5, "no charter in force"),
            Wrong("charter apply \(files)/broken.yaml", 1, "`\(files)/broken.yaml`", "1 error"),
            Wrong("import \(files)/odd.csv --currency GBP --period 2017-07-01/2017-09-30", 2, "header"),
            Wrong("import \(ads) --currency GPB --period 2017-07-01/2017-09-30", 2, "`GPB`", "ISO 4217"),
            Wrong("import \(ads) --currency GBP --period 2017-07-01", 2, "`2017-07-01`", "2017-07-01/2017-09-30"),
            Wrong("import \(ads) --currency GBP --period 2017-07-01/2017-09-30 --map purchases", 2, "`purchases`"),
            Wrong("import \(ads) --currency GBP --period 2017-07-01/2017-09-30 --zone Mars/Base", 2, "`Mars/Base`"),
            Wrong("approve zzzz", 5, "`zzzz`", "mandate inbox"),
            Wrong("answer zzzz --do-nothing", 5, "`zzzz`"),
            Wrong("resolve zzzz --happened", 5, "`zzzz`"),
            Wrong("explain --entity campaign/nine", 5, "`campaign/nine`"),
            Wrong("explain --entity nine", 2, "`nine`", "`campaign/936`"),
            Wrong("agent pause x --as nobody@example.com", 5, "`nobody@example.com`", "mandate team list"),
            Wrong("team away nobody@example.com", 5, "`nobody@example.com`"),
            Wrong("team add ana@example.com", 2, "--role"),
            Wrong("sandbox faults sometimes", 2, "`sometimes`"),
            Wrong("import \(files)/empty.csv", 2, "`\(files)/empty.csv` is empty", "CSV"),
            Wrong("import \(files)/book.xlsx", 2, "`\(files)/book.xlsx`", "spreadsheet", "CSV"),
            Wrong("import \(MandateProgram.charter)", 2, "`\(MandateProgram.charter)`", "--map spend=COLUMN"),
            Wrong(
                "import \(files)/words.csv", 2, "`\(files)/words.csv`", "split by keyword", "export the report without"),
            Wrong("import \(files)", 1, "`\(files)`: is a directory; name one file in it"),
            Wrong("import \(files)/broken.yaml", 2, "`\(files)/broken.yaml`", "--map spend=COLUMN"),
            Wrong("charter diff \(files)/broken.yaml", 1, "1 error; put it right first"),
            Wrong("review sign nobody", 5, "no charter in force"),
            Wrong("explain zzzz --entity campaign/936", 2, "not both"),
            Wrong("audit export --out \(files)", 6, "`\(files)`", "not there yet"),
            Wrong("audit verify \(files)", 5, "is no pack", "audit export"),
            Wrong("audit checkpoint --to \(files)/nowhere", 5, "`\(files)/nowhere`", "make the folder first"),
            Wrong("team remove nobody@example.com", 5, "`nobody@example.com`", "mandate team list"),
            Wrong("team add ana@example.com --role cmmo", 2, "`cmmo`", "did you mean `cmo`", "--new-role"),
            Wrong("ledger show", 5, "no account", "mandate import"),
        ] { try check(wrong, mandate) }
    }

    /// What belongs together and does not: a hold, an escalation and a folder in which `there.yaml` is.
    private static func together(_ held: String, _ asked: String, _ files: String) -> [Wrong] {
        [
            Wrong("answer \(asked)", 2, "`--do-nothing`", "`--propose FILE`", "`--change-charter`"),
            Wrong("answer \(asked) --do-nothing --change-charter", 2, "say one of"),
            Wrong("resolve \(held) --did-not", 5, "no action in doubt", held),
            Wrong("approve \(asked)", 2, "is an escalation", "mandate answer"),
            Wrong("approve \(held) --as x", 2, "`x` is no address"),
            Wrong("approve \(held) --key \(files)/none", 5, "no key", "`\(files)/none`", "--key FILE"),
            Wrong("reject \(held)", 2, "--reason TEXT"),
            Wrong("undo \(held)", 6, "changed nothing"),
            Wrong("undo \(held) --group", 6, "nothing of the kind"),
            Wrong("explain", 2, "--entity"),
            Wrong("audit replay \(asked)", 2, "is an escalation", "a decision that it stopped"),
            Wrong("audit erase", 2, "--older-than TIME"),
            Wrong("audit erase x", 2, "`x` is no entry's number"),
            Wrong("audit erase 3 --older-than 400d", 2, "name an entry, or"),
            Wrong("audit erase --older-than soon", 2, "`soon`", "`400d`"),
            Wrong("audit erase 100000 --confirm=1", 5, "`100000`", "mandate audit tail"),
            Wrong("audit search --since 2017-10-05 --until 2017-10-01", 2, "exchange them"),
            Wrong("audit checkpoint --to \(files) --once --forget", 2, "exclude each other"),
            Wrong("audit checkpoint --to \(files) --forget", 5, "none goes anywhere"),
            Wrong("audit key rotate", 2, "--confirm=rotate"),
            Wrong("team add Ana --role cmo", 2, "`Ana` is no address"),
            Wrong("team add ana@example.com --role CMO", 2, "`CMO` is no role", "lower case"),
            Wrong("team add ana@example.com --role cmo --public-key abc", 2, "`abc`", "64 hexadecimal digits"),
            Wrong("team away deputy@example.com --as nobody@example.com", 5, "`nobody@example.com`"),
            Wrong("import -", 2, "save standard input to a file"),
            Wrong("agent promote paid-social", 2, "--confirm=paid-social"),
            Wrong("agent demote paid-social", 2, "--to STAGE"),
            Wrong("charter docs nothing", 5, "`nothing` is neither a file nor an agent"),
            Wrong("charter check", 2, "needs FILE"),
            Wrong("charter new --out \(files)/there.yaml", 6, "is there already"),
            Wrong("tool ask paid-social Odd.Tool", 2, "`Odd.Tool`", "mandate tool list"),
            Wrong("halt paid-soical", 5, "`paid-soical`", "nothing was halted"),
            Wrong("halt paid-soical -n", 5, "`paid-soical`", "nothing was halted"),
            Wrong("unhalt paid-soical", 5, "`paid-soical`"),
            Wrong(
                "import \(MandateProgram.invented.path) --currency GBP --period 2017-07-01/2017-09-30 --map purchases=Clicks --map purchases=Spent",
                2,
                "`purchases`", "`Clicks`", "`Spent`"),
            Wrong("sandbox faults --add slow:ms=5", 2, "`--add`", "mandate sandbox faults slow:ms=5"),
        ]
    }

    @Test
    func `names what is wrong with what belongs together, one line each, and changes nothing`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let held = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue
        let asked = try #require(items?.compactMap { $0["escalation"]?.stringValue }.first)
        let files = mandate.folder.path
        try Data("charter: x\n".utf8).write(to: URL(filePath: files + "/there.yaml"))
        let size = try mandate("audit", "verify", "--json").json()["entries"]?.integerValue
        for wrong in Self.together(held, asked, files) { try check(wrong, mandate) }
        #expect(
            try mandate("audit", "verify", "--json").json()["entries"]?.integerValue == size, "nothing was recorded")
        #expect(try String(contentsOfFile: files + "/there.yaml", encoding: .utf8) == "charter: x\n")
        #expect(try mandate("approve", held).code == 0, "and it waits as before")
    }

    @Test
    func `halted means halted: runs and approvals exit 9 until unhalt; halt needs no log and says what spends on`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        let halted = try mandate("halt")
        #expect(halted.code == 0 && halted.out.contains("campaigns keep spending"))
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 9 && run.err.contains("mandate unhalt"))
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0, "a rehearsal reaches no platform")
        #expect(try mandate("unhalt").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code != 9)
        #expect(try mandate("halt", "paid-social").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 9)
    }

    @Test
    func `escapes in data never reach a terminal, and --json is one object`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        #expect(
            try mandate("charter", "apply", MandateProgram.charter).code != 0, "its deadline is over by today's clock")
        let wrong = try mandate("approve", "\u{1B}[2Jx")
        #expect(wrong.code == 5 && !wrong.err.contains("\u{1B}") && wrong.err.contains("\\u{1b}"))
    }

    private func check(_ wrong: Wrong, _ mandate: MandateProgram) throws {
        let home = ["--home", mandate.folder.path + "/home"]
        let outcome = try mandate.run(wrong.words.first?.hasPrefix("--") == true ? wrong.words : home + wrong.words)
        let line = wrong.testDescription
        #expect(outcome.code == wrong.code, "`\(line)`: \(outcome.err)")
        let last = outcome.err.split(separator: "\n").last.map(String.init) ?? ""
        #expect(last.hasPrefix("mandate: "), "`\(line)`: \(outcome.err)")
        for part in wrong.says { #expect(last.contains(part), "`\(line)` says: \(last)") }
    }
}
