import Foundation
import TestKit

/// The files of this package.
enum Repository {
    static let root = SharedData.package ?? URL(fileURLWithPath: "/nowhere")

    /// Every Swift file of ours.
    static let swift: [SwiftFile] = paths(under: ["Sources", "Tests", "Benchmarks", "Examples"], ending: ".swift")
        .map { SwiftFile(path: $0, text: text($0)) }

    /// Those of `Sources` and `Benchmarks`.
    static let sources = swift.filter { !$0.path.hasPrefix("Tests/") }

    /// Every page.
    static let pages = paths(under: ["docs", "Examples"], ending: ".md") + topLevel(ending: ".md")

    static let manifest = text("Package.swift")

    static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The names in a folder, sorted, without hidden ones.
    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The paths of files below some folders.
    static func paths(under folders: [String], ending suffix: String) -> [String] {
        folders.flatMap { folder in
            let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
            return (names?.compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(suffix) && !$0.contains(".build/") }
                .map { "\(folder)/\($0)" }.sorted()
        }
    }

    private static func topLevel(ending suffix: String) -> [String] { names(in: ".").filter { $0.hasSuffix(suffix) } }
}
