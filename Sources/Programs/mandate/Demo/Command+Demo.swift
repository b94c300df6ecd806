import Engine
import Files
import Glibc
import Governance
import Vocabulary

extension Command {
    static let demo = Command(
        name: "demo", summary: "see the whole of it in half a minute, in a folder of its own",
        details:
            "300 invented ads, a sandbox platform, one agent. Nothing is sent anywhere; the folder stays for you to play with.",
        options: [
            Option(name: "in", value: "DIR", summary: "a folder that is not there yet; else one for temporary files")
        ],
        result: .lines(of: .either(Demo.commands.map(ResultShape.defined))),
        examples: [Example("demo", "shadow run, run, approval, explanation, a log that was tampered with")]
    ) { call in
        let demo = try Demo(call)
        try await demo.play()
        return .ok
    }
}

/// Plays the main line through the same commands that people type.
struct Demo {
    private let root: String
    private let call: Invocation

    /// A demo in a fresh folder.
    init(_ call: Invocation) throws {
        self.call = call
        if let folder = call.line.value("in") {
            root = HomeChoice.absolute(folder)
            guard unsafe mkdir(root, 0o700) == 0 else {
                let reason = unsafe String(cString: strerror(errno)).lowercased()
                throw Failure(
                    .conflict,
                    "cannot make `\(folder)`: \(reason); name a folder that is not there yet, in one that is")
            }
        } else {
            root = try Demo.temporaryFolder()
        }
        try Demo.write(root + "/charter.yaml", DemoFiles.charter)
        try Demo.write(root + "/ads.csv", DemoFiles.ads)
    }

    /// Those of whose results it consists.
    static let commands = [
        "init", "charter apply", "import", "agent run", "agent promote", "inbox", "approve", "explain", "audit verify",
        "audit export",
    ]

    private var home: String { root + "/home" }
    private var pack: String { root + "/pack" }

    /// Everything, in order.
    func play() async throws {
        try await step(
            "A home with a sandbox ads platform. It is October 2017 there.",
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"])
        try await step(
            "A charter says what the agent works for, may do, and where it stops.",
            ["charter", "apply", root + "/charter.yaml"])
        try await step(
            "Three months of ads come in from an export.",
            ["import", root + "/ads.csv", "--currency", "GBP", "--period", "2017-07-01/2017-09-30"])
        try await step(
            "What would the agent do, and what does its charter stop?", ["agent", "run", "paid-social", "--shadow"])
        try await step(
            "A person trusts it with more.",
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"])
        try await step("Now it acts, inside its charter.", ["agent", "run", "paid-social"])
        try await step("The rest waits for people.", ["inbox"])
        try await approve()
        try await audit()
        say("That was it. Everything is in `\(root)`; try `mandate --home \(home) agent run paid-social`.")
    }

    private func approve() async throws {
        let holds = try await OpenHome.at(home) { home in try await home.store.read { view in try view.inbox() } }
        guard case .hold(let hold, _)? = holds.first else { return }
        let id = String(hold.decision.description.prefix(20))
        try await step("A person says yes to one: exactly it is carried out.", ["approve", id])
        try await step("Why was it asked for?", ["explain", id])
    }

    private func audit() async throws {
        try await step("Every step is in a signed log.", ["audit", "verify"])
        try await step("The log leaves the house as a pack.", ["audit", "export", "--out", pack])
        let changed = try alter()
        say("Somebody changes one bit in a copy of it, in `\(changed)`.")
        try await step("And is found.", ["audit", "verify", pack], ends: .notVerified)
    }

    /// Flips one bit in the middle of the pack's leaves.
    private func alter() throws -> String {
        let name = "leaves/000000000000.bin"
        var bytes = try InputFile.read("\(pack)/\(name)", limit: 1 << 26)
        bytes[bytes.count / 2] ^= 1
        try DurableFile.replace("\(pack)/\(name)", with: bytes)
        return name
    }

    private func say(_ text: String) {
        call.output.line()
        call.output.line(text, .bold)
    }

    /// One command as a person would type it; it has to end as expected.
    private func step(_ text: String, _ words: [String], ends: ExitCode = .ok) async throws {
        say(text)
        call.output.line("$ mandate \(words.joined(separator: " "))", .faint)
        var passed = ["--home", home, "--quiet"]
        for option in ["json", "no-color"] where call.line.has(option) { passed.append("--\(option)") }
        let code = await Program.run(passed + words)
        guard code == ends else {
            throw Failure(
                .failed, "`mandate \(words.joined(separator: " "))` ended with \(code.rawValue), not \(ends.rawValue)")
        }
    }

    private static func temporaryFolder() throws(Failure) -> String {
        let parent = Variables.value("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/mandate-demo-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw Failure(
                .failed, "cannot make a folder in `\(parent)`: \(unsafe String(cString: strerror(errno)).lowercased())")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func write(_ path: String, _ text: String) throws(Failure) {
        do throws(FileError) { try DurableFile.replace(path, with: Array(text.utf8)) } catch {
            throw Failure(.failed, error.message)
        }
    }
}
