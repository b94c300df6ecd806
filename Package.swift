// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every Swift target; docs/decisions/0002 says why each is on.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: .error),
]

func base(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Base/\(name)", swiftSettings: strict)
}
func layer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Layers/\(name)", swiftSettings: strict)
}
func loop(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Loop/\(name)", swiftSettings: strict)
}
func adapter(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Adapters/\(name)", swiftSettings: strict)
}
func library(_ name: String, _ pkgConfig: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig)
}
func shim(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/C/\(name)")
}
func test(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestKit"], path: "Tests/\(name)Tests",
        exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "mandate",
    products: [.executable(name: "mandate", targets: ["mandate"])],
    targets: [
        library("CSQLite", "sqlite3"), library("CYAML", "yaml-0.1"), library("CCrypto", "libcrypto"),
        library("CSodium", "libsodium"), library("CPCRE2", "libpcre2-8"),
        shim("CSystem"), shim("CSQLiteShim", ["CSQLite"]), shim("CFaultVFS", ["CSQLite"]),

        base("Schemas", ["CPCRE2"]), base("Expressions"), base("Statistics"), base("Locks"), base("Storage"),
        base("Cryptography", ["CCrypto", "CSodium"]),
        base("TransparencyLog", ["Cryptography", "Schemas", "Locks"]),
        base("Vocabulary", ["Schemas"]),
        base("CharterFile", ["Vocabulary", "Schemas", "Expressions", "CYAML"]),

        layer("Signals", ["Vocabulary", "Schemas"]),
        layer("Reasoning", ["Vocabulary", "Schemas", "Statistics"]),
        layer("Governance", ["Vocabulary", "Schemas", "Expressions"]),
        layer("Execution", ["Vocabulary", "Schemas", "Governance"]),

        loop(
            "Engine",
            [
                "Vocabulary", "Schemas", "Cryptography", "TransparencyLog", "Signals", "Reasoning", "Governance",
                "Execution",
            ]),

        adapter("Files", ["CSystem"]),
        adapter(
            "Home",
            ["Vocabulary", "Schemas", "Cryptography", "Engine", "Governance", "Files", "CharterFile", "CSystem"]),
        adapter("SQLite", ["Storage", "Locks", "CSQLite", "CSQLiteShim"]),
        adapter(
            "Store",
            ["Vocabulary", "Schemas", "Storage", "Locks", "Cryptography", "TransparencyLog", "Governance", "Engine"]),
        adapter("Sandbox", ["Vocabulary", "Schemas", "Governance", "Execution", "CSystem"]),

        .executableTarget(
            name: "mandate",
            dependencies: [
                "Vocabulary", "Schemas", "Expressions", "Cryptography", "CharterFile", "Storage", "TransparencyLog",
                "Statistics", "Signals", "Reasoning", "Governance", "Execution", "Engine", "Files", "Home", "SQLite",
                "Store", "Sandbox", "Locks", "CSystem",
            ], path: "Sources/Programs/mandate", swiftSettings: strict),
        .target(name: "CSyncCount", path: "Benchmarks/CSyncCount"),
        .executableTarget(
            name: "mandate-bench",
            dependencies: [
                "Vocabulary", "Schemas", "Expressions", "Cryptography", "CharterFile", "Storage", "TransparencyLog",
                "Signals", "Reasoning", "Governance", "Execution", "Engine", "SQLite", "Store", "Locks", "CSyncCount",
            ], path: "Benchmarks/mandate-bench", swiftSettings: strict),

        .executableTarget(
            name: "StorageWriter", dependencies: ["Storage", "SQLite"], path: "Tests/StorageWriter",
            swiftSettings: strict),
        .target(
            name: "TestKit", dependencies: ["Vocabulary", "Schemas", "Storage", "Locks", "CFaultVFS"],
            path: "Sources/TestKit",
            swiftSettings: strict),

        test("Schemas", ["Schemas"]),
        test("Expressions", ["Expressions"]),
        test("Statistics", ["Statistics"]),
        test("Cryptography", ["Cryptography"]),
        test("TransparencyLog", ["TransparencyLog", "Cryptography", "Schemas"]),
        test("Vocabulary", ["Vocabulary", "Schemas"]),
        test("CharterFile", ["CharterFile", "Vocabulary", "Schemas", "Expressions"]),
        test("Files", ["Files"]),
        test("Storage", ["Storage", "SQLite", "Locks", "CFaultVFS", "StorageWriter"]),
        test("Signals", ["Signals", "Vocabulary", "Schemas"], exclude: ["Fixtures"]),
        test("Reasoning", ["Reasoning", "Vocabulary", "Schemas", "Statistics"]),
        test(
            "Governance", ["Governance", "Execution", "CharterFile", "Vocabulary", "Schemas", "Expressions"],
            exclude: ["Corpus"]),
        test("Execution", ["Execution", "Governance", "Vocabulary", "Schemas"]),
        test("Sandbox", ["Sandbox", "Execution", "Governance", "Vocabulary", "Schemas", "Locks", "CSystem"]),
        test(
            "Store",
            [
                "Store", "SQLite", "Storage", "Engine", "Governance", "Execution", "CharterFile", "Cryptography",
                "Vocabulary", "Schemas",
            ]),
        test(
            "Engine",
            [
                "Engine", "Governance", "Execution", "Reasoning", "Signals", "Vocabulary", "Schemas", "CharterFile",
                "Store", "SQLite", "Storage", "Cryptography", "TransparencyLog", "Locks", "CFaultVFS", "Sandbox",
                "Statistics",
            ]),
        test("Home", ["Home", "Files", "Engine", "Cryptography", "Locks", "Vocabulary", "Schemas"]),
        test(
            "Crash",
            [
                "mandate", "Vocabulary", "Schemas", "Cryptography", "TransparencyLog", "Storage", "Locks", "SQLite",
                "Store",
                "Governance", "Execution", "Reasoning", "Engine", "Signals", "CharterFile", "Files", "Home", "Sandbox",
                "CFaultVFS",
            ], exclude: ["Stopping"]),
        test("Journey", ["mandate", "Schemas", "TransparencyLog", "Cryptography", "Sandbox", "Vocabulary"]),
        test("HouseRules", ["Vocabulary"]),
    ],
    swiftLanguageModes: [.v6]
)
