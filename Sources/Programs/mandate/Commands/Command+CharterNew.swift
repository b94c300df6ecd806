import CharterFile
import Engine
import Files
import Glibc
import Home
import Schemas
import Vocabulary

extension Command {
    static let charterNew = Command(
        name: "charter new", summary: "six questions, and a charter that passes its checks",
        details: """
            An empty answer takes what is suggested; `<` goes back. What is not asked takes what is suggested for it, from the
            home where there is one, and is shown at the end; `--all` asks for that, too. The answers may come from standard
            input, one a line.
            """,
        options: [
            Option(name: "out", value: "FILE", summary: "where to write it; standard output where it is left out"),
            Option(name: "all", summary: "ask for everything, 22 questions"), .dryRun,
        ],
        result: .either(
            .object(.field("charter", .text, "the charter, where no `--out` is given, or with `--dry-run`")),
            .object(.field("file", .text, "the file that holds it, as given with `--out`"))),
        examples: [
            Example("charter new --out charter.yaml", "answer six questions, get a charter"),
            Example("charter new --all --out charter.yaml", "decide everything"),
        ]
    ) { call in
        guard !call.line.has("no-input") else {
            throw Failure(
                .usage, "this asks questions; leave `--no-input` away, or start from Examples/paid-social/charter.yaml")
        }
        let path = call.line.value("out")
        if let path, unsafe access(path, F_OK) == 0 {
            throw Failure(.conflict, "`\(path)` is there already; choose another name")
        }
        if let path { try Interview.checkWritable(path) }
        let (context, known) = try await Interview.surroundings(call.line)
        let topics = call.line.has("all") ? InterviewQuestion.Topic.allCases : InterviewQuestion.Topic.six
        let interview = try Interview(context, topics, known: known).led(call.output)
        guard let text = interview.file else { throw Failure(.failed, "the answers do not make a charter") }
        if !interview.taken.isEmpty {
            call.output.note("taken as suggested, and written in the file; change there what does not fit:")
            for (topic, value) in interview.taken { call.output.note("    \(topic.label): \(value)") }
        }
        guard let path, !call.line.has("dry-run") else {
            if call.output.isJSON { call.output.result(["charter": .string(text)]) } else { call.output.data(text) }
            return .ok
        }
        try DurableFile.replace(HomeChoice.absolute(path), with: Array(text.utf8), mode: 0o644)
        call.output.line("wrote `\(path)`", .good)
        call.output.note("next: mandate charter check \(path)")
        call.output.result(["file": .string(path)])
        return .ok
    }
}

extension Interview {
    /// What a charter is checked against and what is known of where it will be applied: the home, where there is one.
    fileprivate static func surroundings(_ line: Line) async throws -> (
        CharterContext, [InterviewQuestion.Topic: String]
    ) {
        var context = CharterContext()
        context.isSandbox = true
        context.today = HomeSurroundings.wallClock().utcDate
        let path = try HomeChoice.path(line)
        do throws(HomeError) { _ = try Home.HomeFolder(opening: path) } catch {
            if error.kind == .missing { return (context, [:]) }
            throw error
        }
        return try await OpenHome.at(path) { home in
            var known: [InterviewQuestion.Topic: String] = [:]
            let people = home.team.people
            let owner = people.first { $0.roles.contains(.owner) }
            known[.owner] = owner?.person.text
            known[.deputy] = people.first { $0.person != owner?.person }?.person.text
            if let account = try await home.store.read({ view in try view.account() }) {
                known[.baseline] = "\(account.period)"
                known[.zone] = account.zone.name
            }
            return (try await home.charterContext(), known)
        }
    }

    /// That the file can be made, before anybody answers anything.
    fileprivate static func checkWritable(_ path: String) throws(Failure) {
        let parent = "/" + HomeChoice.absolute(path).split(separator: "/").dropLast().joined(separator: "/")
        guard unsafe access(parent, W_OK) != 0 else { return }
        let reason = unsafe String(cString: strerror(errno)).lowercased()
        throw Failure(.failed, "cannot write into `\(parent)`: \(reason); name another place with `--out`")
    }

    /// Asks question after question until the charter is complete.
    fileprivate func led(_ output: Output) throws(Failure) -> Interview {
        var interview = self
        while let question = interview.question {
            let (answered, all) = interview.progress
            output.note("\(answered + 1) of \(all)  \(question.text)")
            output.note("    \(question.why)")
            output.note("    for example: \(question.example)")
            guard let answer = output.askOrEnd(question.suggestion.map { "[\($0)] >" } ?? ">") else {
                throw Failure(
                    .usage,
                    "the answers ended at question \(answered + 1) of \(all): \(question.text) "
                        + "Type it, or give one answer a line on standard input")
            }
            if answer == "<" {
                interview.back()
                continue
            }
            for finding in interview.answer(answer) { output.note("    \(finding.message); \(finding.fix)") }
        }
        return interview
    }
}
