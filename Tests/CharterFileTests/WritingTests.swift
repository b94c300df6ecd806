@testable import CharterFile
import Testing
import Vocabulary

@Suite struct WritingTests {
    @Test func `every charter is written so that it reads back the same`() throws {
        for one in FindingCases.everyThird {
            let sample = one.sample(one.passes[2])
            let charter = try #require(sample.outcome.charter)
            var copy = Sample(CharterWriter.yaml(charter))
            copy.context = sample.context
            let again = try #require(copy.outcome.charter, "\(copy.text)\n\(copy.report)")
            #expect(again.json == charter.json)
        }
    }

    @Test(arguments: [
        "no", "Off", "~", "true", "1.5", "0x1F", "- a", "a: b", "a #b", "'q'", "\"q\"", "*x", "&x", "!t", "%", "@", "`",
        "{", "[x]", "a,b", "\u{7}", "a\nb", "\u{85}", "é", "🙂", "<<", "---", "...", " lead", "trail ", "21:00", "?",
        "|", ">",
        "\\", "\u{FEFF}x", "\u{2028}", "-", "- ", ":", "a:", "=", "null", "\u{202E}abc",
    ]) func `a text is written so that it reads back as the same text`(text: String) throws {
        var charter = try #require(Sample(Bases.search).outcome.charter)
        charter.purpose = text
        let copy = Sample(CharterWriter.yaml(charter))
        #expect(copy.outcome.charter?.purpose == text, "\(copy.text)\(copy.report)")
    }

    @Test func `a page says in plain words what the agent can, needs approval for and never does`() throws {
        let charter = try #require(Examples.paidSocial.outcome.charter)
        let page = CharterPage(charter)
        let text = page.plainText
        #expect(text.contains("Pause a campaign, ad set or ad."))
        for line in [
            "by at most 30 % of the current value a step, never below 10.00 GBP. The marketing manager is asked and has 4 hours to answer; silence means no.",
            "by at most 15 % of the current value a step, never below 10.00 GBP, only when it has at least 10 purchases.",
            "This counts only while purchases stay at 95 % of the baseline or more.",
            "This counts only while the share of enquiries that become purchases stays at 90 % of the baseline or more.",
            "Touch any campaign called brand-*, or anything in it.",
            "In the worst case the bill of the account is at most 1250.00 GBP a day.",
            "It moves or pauses at most 10 % of all spend in any 7 days; beyond that, it asks a person.",
            "What somebody else has changed it leaves alone for 24 hours.",
            "One person gets at most 3 messages in any 7 days.",
            "One person gets at most one message of the kind promotion in any 14 days.",
            "only where what it changes is at least 7 days old and has spent at least 100.00 GBP.",
            "while what it would change is doing better than its target, is part of a bundle or is part of an experiment.",
            "When it is less than 70 % sure: the owner decides within 4 hours.",
            "When the goal's metric or one it protects moves by more than 30 % within 2 days: the owner decides within 4 hours; pauses and lowerings go on.",
            "Every day the owner takes 15 minutes for: dashboard, anomalies and questions that wait.",
            "Every quarter the CMO and the RevOps take 4 hours for: a full audit and whether to keep or retire it; the CMO and the RevOps sign.",
        ] { #expect(text.contains(line), "\(line)\n\(text)") }
        #expect(page.markdown.contains("## What it never does"))
        #expect(page.sections.count == 9)
    }

    @Test func `a condition that is no row of plain comparisons is shown as it is written, and called a condition`()
        throws
    {
        let currency = try #require(Currency("GBP"))
        #expect(
            PlainWords.condition("entity.spend_minor > 5000 && entity.age_days >= 7", currency)
                == "when it has spent more than 50.00 GBP and it is at least 7 days old")
        for odd in ["entity.purchases >= 10 || entity.clicks > 5", "has(entity.purchases)", "entity.clicks > limit"] {
            #expect(PlainWords.condition(odd, currency) == "when this condition holds: \(odd)")
        }
    }

    @Test func `a page cannot be broken by what a charter says`() throws {
        var charter = try #require(Sample(Bases.search).outcome.charter)
        charter.purpose = "<script>\u{1B}[2J\n# new heading"
        let markdown = CharterPage(charter).markdown
        #expect(!markdown.contains("<script>") && !markdown.contains("\u{1B}") && !markdown.contains("\n# new"))
    }
}
