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
        #expect(
            text.contains(
                "by at most 30 % of the current value a step, never below 10.00 GBP. The marketing manager is asked and answers within 4 h; silence is No."
            ))
        #expect(text.contains("Touch any campaign called brand-*, or anything in it."))
        #expect(text.contains("The worst-case bill per day over the account is at most 1250.00 GBP."))
        #expect(text.contains("When it is less than 70 % sure: the owner decides within 4 h."))
        #expect(page.markdown.contains("## What it never does"))
        #expect(page.sections.count == 9)
    }

    @Test func `a page cannot be broken by what a charter says`() throws {
        var charter = try #require(Sample(Bases.search).outcome.charter)
        charter.purpose = "<script>\u{1B}[2J\n# new heading"
        let markdown = CharterPage(charter).markdown
        #expect(!markdown.contains("<script>") && !markdown.contains("\u{1B}") && !markdown.contains("\n# new"))
    }
}
