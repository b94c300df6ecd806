import Foundation
import Testing

struct ManifestTests {
    @Test func `compiler features are spelled as the compiler spells them`() throws {
        let (upcoming, experimental) = try Self.features()
        let complaints = ManifestRules.misspelt(Repository.manifest, upcoming: upcoming, experimental: experimental)
        #expect(complaints.isEmpty, "\(complaints.text)")
        #expect(ManifestRules.arguments(of: "enableUpcomingFeature", in: Repository.manifest).count >= 4)
    }

    @Test func `modules have names of their own and every test folder is a target`() {
        let complaints =
            ManifestRules.modules(Repository.swift)
            + ManifestRules.tests(Repository.manifest, folders: Repository.names(in: "Tests"))
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `every Swift target has the strict settings`() {
        let manifest = Repository.manifest.filter { !$0.isWhitespace }
        let targets = [".target(", ".executableTarget(", ".testTarget("].flatMap {
            manifest.components(separatedBy: $0).dropFirst()
        }
        let bare = targets.filter { !$0.hasPrefix("name:name,dependencies:dependencies,path:\"Sources/C/") }
            .filter {
                !($0.components(separatedBy: "swiftSettings:").first ?? "").contains("path:")
                    || !$0.contains("swiftSettings:strict")
            }
        #expect(targets.count > 5)
        #expect(bare.isEmpty, "\(bare.map { $0.prefix(60) })")
    }

    @Test func `sees a misspelt feature`() {
        let manifest = #".enableUpcomingFeature("ExistentialAnny"), .enableUpcomingFeature("ExistentialAny")"#
        #expect(ManifestRules.misspelt(manifest, upcoming: ["ExistentialAny"], experimental: []).count == 1)
    }

    @Test func `sees a module named after its type or after the toolchain's`() {
        let files = [("Base/Ledger", "struct Ledger {}"), ("Base/Runtime", "")].map {
            SwiftFile(path: "Sources/\($0.0)/A.swift", text: $0.1)
        }
        #expect(ManifestRules.modules(files).count == 2)
    }

    @Test func `sees a test target without a folder and a folder without a target`() {
        let manifest = "targets: [\n test(\"Money\", []),\n test(\n \"Store\", []) ]"
        let complaints = ManifestRules.tests(manifest, folders: ["MoneyTests", "GateTests"])
        #expect(complaints.map(\.what) == ["there is no folder Tests/StoreTests", "Tests/GateTests is no target"])
    }

    private static func features() throws -> (Set<String>, Set<String>) {
        struct Feature: Decodable { let name: String }
        struct Listing: Decodable {
            struct Kinds: Decodable { let upcoming: [Feature], experimental: [Feature] }
            let features: Kinds
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swiftc", "-print-supported-features"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let listing = try JSONDecoder().decode(Listing.self, from: data)
        return (Set(listing.features.upcoming.map(\.name)), Set(listing.features.experimental.map(\.name)))
    }
}
