import Foundation
import Testing

/// An effect without a permit, a permit without the gate, and a permit used twice are refused by the compiler.
@Suite struct UngovernedCodeTests {
    private static let imports = "import Execution\nimport Governance\nimport Sandbox\nimport Vocabulary\n"
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let products = CommandLine.arguments.first { $0.contains(".xctest") }
        .map { path in
            let bundle = URL(fileURLWithPath: path.components(separatedBy: ".xctest")[0])
            return bundle.deletingLastPathComponent()
        }

    /// What the compiler says of a piece of code that stands outside our modules; empty where it accepts it.
    private func complaints(about code: String) throws -> String {
        let products = try #require(UngovernedCodeTests.products)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("outside-\(UUID()).swift")
        try Data((UngovernedCodeTests.imports + code).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var words = ["swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-I", "\(products.path)/Modules"]
        for library in ["CPCRE2", "CYAML", "CCrypto", "CSodium", "CSQLite"] {
            words += [
                "-Xcc", "-fmodule-map-file=\(UngovernedCodeTests.package.path)/Sources/C/\(library)/module.modulemap",
            ]
        }
        words += ["-Xcc", "-fmodule-map-file=\(products.path)/CSystem.build/module.modulemap", file.path]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let output = Pipe()
        process.standardError = output
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self)
        return process.terminationStatus == 0 ? "" : text
    }

    @Test
    func `a permit that was given can be carried out once, which shows that the others fail for their own reason`()
        throws
    {
        let code = """
            func fine(_ effects: any ConnectorEffects, _ permit: consuming Permit) async -> Attempt {
                await effects.carryOut(permit)
            }
            """
        #expect(try complaints(about: code) == "")
    }

    @Test(arguments: [
        (
            "func forge(_ action: Action) -> Permit { Permit(action: action, attempt: 1) }",
            "initializer is inaccessible"
        ),
        (
            """
            func twice(_ effects: any ConnectorEffects, _ permit: consuming Permit) async {
                _ = await effects.carryOut(permit)
                _ = await effects.carryOut(permit)
            }
            """, "consumed more than once"
        ),
        ("struct Store { let permits: [Permit] }", "Copyable"),
        (
            "func around(_ client: SandboxClient, _ ad: EntityRef) async throws { _ = client.effects }",
            "'effects' is inaccessible"
        ),
    ]) func `an ungoverned effect does not compile`(code: String, reason: String) throws {
        let found = try complaints(about: code)
        #expect(found.contains(reason), "\(found)")
    }
}
