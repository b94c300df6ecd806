import Testing

struct ImportTests {
    private static let libraries = ManifestRules.arguments(of: "library", in: Repository.manifest)
    private static let shims = ManifestRules.arguments(of: "shim", in: Repository.manifest)
    private static let tiers = ImportRules.tiers(Repository.sources, libraries: libraries + shims)

    @Test func `imports only go down and layers never import each other`() {
        #expect(Repository.sources.count > 100)
        #expect(Self.tiers["Governance"] == .layers)
        let complaints = Repository.sources.flatMap { ImportRules.complaints($0, Self.tiers) }
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `one module alone imports a C library`() {
        let complaints = ImportRules.shared(Repository.sources, libraries: Self.libraries)
        #expect(!Self.libraries.isEmpty)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test(arguments: [
        ("Sources/Layers/Signals/A.swift", "import Reasoning"),
        ("Sources/Layers/Reasoning/A.swift", "public import Governance"),
        ("Sources/Layers/Governance/A.swift", "import Statistics"),
        ("Sources/Layers/Governance/A.swift", "import CSQLite"),
        ("Sources/Layers/Signals/A.swift", "internal import Storage"),
        ("Sources/Base/Schemas/A.swift", "@preconcurrency import Engine"),
        ("Sources/Loop/Engine/A.swift", "import struct Store.Store"),
        ("Sources/Adapters/Store/A.swift", "import TestKit"),
    ])
    func `sees an import that goes up or sideways`(path: String, text: String) {
        #expect(ImportRules.complaints(SwiftFile(path: path, text: text), Self.tiers).count == 1)
    }

    @Test(arguments: [
        ("Sources/Layers/Execution/A.swift", "import Governance\nfunc carryOut(_ permit: consuming Permit) {}"),
        ("Sources/Layers/Reasoning/A.swift", "import Statistics\nimport Foundation"),
        ("Sources/Layers/Signals/A.swift", "// import Reasoning\nlet text = \"import Governance\""),
        ("Sources/Adapters/Store/A.swift", "import Engine\nimport Storage"),
    ])
    func `lets an import that goes down pass`(path: String, text: String) {
        #expect(ImportRules.complaints(SwiftFile(path: path, text: text), Self.tiers).isEmpty)
    }

    @Test func `Execution sees of Governance the permit and what it carries, nothing that judges`() {
        let declared = { (module: String) in
            Set(Repository.sources.filter { $0.module == module }.flatMap(\.declaredTypes).map(\.text))
        }
        let governance = declared("Governance").subtracting(declared("Execution")).subtracting(declared("Vocabulary"))
        #expect(governance.isSuperset(of: ["Ruling", "Judge", "Facts"]))
        let complaints = Repository.sources.flatMap { ImportRules.beyondPermit($0, governance: governance) }
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `sees Execution reach for a ruling`() {
        let text = "import Governance\nfunc carryOut(_ permit: consuming Permit, _ ruling: Ruling) {}"
        let file = SwiftFile(path: "Sources/Layers/Execution/A.swift", text: text)
        #expect(ImportRules.beyondPermit(file, governance: ["Permit", "Ruling"]).map(\.line) == [2])
    }

    @Test func `sees a C library with two importers`() {
        let files = ["Base/Schemas", "Adapters/Store"].map {
            SwiftFile(path: "Sources/\($0)/A.swift", text: "import CSQLite")
        }
        #expect(ImportRules.shared(files, libraries: ["CSQLite"]).count == 1)
    }
}
