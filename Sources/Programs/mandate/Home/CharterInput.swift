import CharterFile
import Engine
import Home
import Vocabulary

/// A charter's file that a person named, or the organisation's.
struct CharterInput {
    let name: String
    let bytes: [UInt8]

    /// The file of a line's first word.
    init(_ call: Invocation) throws(Failure) {
        guard let name = call.line.word(0) else {
            throw Failure(.usage, "`\(call.command.name)` needs FILE, a charter; `-` reads it from standard input")
        }
        try self.init(name: name)
    }

    /// A file by its name; `-` is standard input.
    init(name: String) throws(Failure) {
        self.name = name
        bytes = try InputFile.read(name)
    }

    /// Whether it is the organisation's file.
    var isOrganisation: Bool { OrganisationReader.isMeant(by: bytes) }

    private var fileName: String { name == "-" ? "(standard input)" : name }

    /// The charter and the findings.
    func read(_ context: CharterContext) -> (Charter?, [CharterFinding]) {
        CharterReader(context).read(bytes, fileName: fileName)
    }

    /// The organisation's limits and the findings.
    func readOrganisation(_ context: CharterContext) -> (Organisation?, [CharterFinding]) {
        OrganisationReader(context).read(bytes, fileName: fileName)
    }

    /// The charter; its errors are what ends the command.
    func sound(_ call: Invocation, _ context: CharterContext) throws(Failure) -> Charter {
        try sound(read(context), call)
    }

    /// The organisation's limits; their errors are what ends the command.
    func soundOrganisation(_ call: Invocation, _ context: CharterContext) throws(Failure) -> Organisation {
        try sound(readOrganisation(context), call)
    }

    private func sound<Value>(_ read: (Value?, [CharterFinding]), _ call: Invocation) throws(Failure) -> Value {
        if let value = read.0 { return value }
        call.output.findings(read.1)
        let errors = read.1.count { $0.severity == .error }
        throw Failure(
            .failed,
            "`\(name)` has \(numbered(errors, "error"))"
                + (call.command.name == "charter apply" ? " and was not applied" : "") + "; put it right first")
    }

    /// What files are read against: the home that it is checked against, else the home of the line, where there is one.
    static func context(_ line: Line) async throws -> CharterContext {
        let path = try line.value("against") ?? HomeChoice.path(line)
        do throws(HomeError) { _ = try HomeFolder(opening: path) } catch {
            guard error.kind == .missing else { throw error }
            var context = CharterContext()
            context.isSandbox = true
            return context
        }
        return try await OpenHome.at(path) { home in try await home.charterContext() }
    }
}

extension OpenHome {
    /// What files are read against here: the home's clock, and the organisation's limits in force.
    func charterContext() async throws -> CharterContext {
        var context = CharterContext()
        context.isSandbox = folder.settings.isSandbox
        context.today = now.utcDate
        context.organisation = try await store.read { view in try view.organisation() }
        return context
    }

    /// A charter as it would rule here: under the organisation's limits in force.
    func ruling(_ charter: Charter) async throws -> Charter {
        guard let organisation = try await store.read({ view in try view.organisation() }) else { return charter }
        do throws(OrganisationConflict) { return try organisation.narrowing(charter) } catch {
            throw Failure(.conflict, error.text)
        }
    }

    /// What an organisation's limits name and this home has not, and where charters in force say more than they let them, each with
    /// its agent. Those that cannot hold beside them at all end the command.
    func gaps(of organisation: Organisation) async throws -> [String] {
        var context = try await charterContext()
        let inForce = context.organisation?.metrics ?? []
        context.organisation = organisation
        // What was sound when it was applied is not judged again but for this.
        context.today = nil
        let versions = try await store.read { view in
            try view.agents().compactMap { try view.charterInForce($0.agent) }
        }
        var lines = teamGaps(of: organisation)
        for version in versions {
            let charter = try AppliedFile.charter(version.source, naming: inForce)
            do throws(OrganisationConflict) {
                try organisation.checkMetrics(of: charter)
                _ = try organisation.narrowing(charter)
            } catch {
                throw Failure(.conflict, error.text)
            }
            let (_, findings) = CharterReader(context).read(version.source, fileName: version.agent.text)
            if let error = findings.first(where: { $0.severity == .error && $0.code != .laxerThanOrganisation }) {
                throw Failure(
                    .conflict,
                    "`\(version.agent)`, line \(error.position.line), could not be read beside it any more: \(error.message)"
                )
            }
            lines += findings.filter { $0.code == .laxerThanOrganisation }.map {
                "`\(version.agent)`, line \($0.position.line): \($0.message); the stricter holds, and its next version has to say so"
            }
        }
        return lines
    }
}
