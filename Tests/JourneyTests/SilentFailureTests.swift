import Foundation
import Testing

/// P41 through the built program: a platform whose answers have another form is an alarm at once, and nothing is guessed.
struct SilentFailureTests {
    @Test func `P41 a platform that answers in another form ends the run with an alarm on record, in its first cycle`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", MandateProgram.charter],
            ["import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"],
            ["sandbox", "faults", "malformed:op=reads"],
        ] { #expect(try mandate.run(home + words).code == 0, "\(words)") }
        let effects = try mandate.effects().count
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 8 && run.err.contains("the platform could not be read"), "\(run.err)")
        let tail = try mandate("audit", "tail", "-c", "1").out
        #expect(tail.contains("alarm failed"), "\(tail)")
        #expect(try mandate.effects().count == effects, "nothing is done on what was not understood")
        #expect(try mandate("sandbox", "faults", "none").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0, "it goes on by itself once it can read again")
    }
}
