import Foundation
import Testing

/// The memory of an import does not grow with its file: the same ads over more days, through the built program.
struct ImportMemoryTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    @Test func `four times the rows take at most a twentieth more memory, the sandbox's seed included`() throws {
        // What a process takes differs by a hundredth from run to run. A smaller file does not fill what an import may take.
        let few = try (0..<3).map { _ in try peak(days: 150) }.sorted()[1]
        let many = try peak(days: 600)
        #expect(many <= few + few / 20, "\(few) KiB for 150 days of 100 ads, \(many) KiB for 600")
    }

    @Test(.enabled(if: isProof, "MANDATE_PROVE=1 imports 1 GB"))
    func `a file of 1 GB takes no more than a small one`() throws {
        let few = try peak(days: 150)
        let many = try peak(days: 3_600, ads: 400, atLeast: 1_000_000_000)
        #expect(many <= few + few / 10, "\(few) KiB for a small file, \(many) KiB for 1 GB")
    }

    /// The most memory that the import of a generated file took, in KiB, as the kernel counted it.
    private func peak(days: Int, ads: Int = 100, atLeast bytes: Int = 0) throws -> Int {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2025-06-01T06:00:00Z").code == 0)
        let file = mandate.folder.path + "/ads.csv"
        let script = """
            import datetime, resource, subprocess, sys
            path, days, ads, least = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
            pad = "x" * max(0, least // (days * ads) - 60)
            last = datetime.date(2025, 5, 31)
            with open(path, "w") as out:
                out.write("Day,Campaign ID,Ad ID,Impressions,Clicks,Cost,Note\\n")
                for back in range(days):
                    day = last - datetime.timedelta(days=days - 1 - back)
                    for ad in range(ads):
                        out.write(f"{day},c{ad % 5},a{ad},{1000 + ad},{10 + back % 7},{ad % 9}.50,{pad}\\n")
            done = subprocess.run(sys.argv[5:] + [path, "--currency", "EUR", "-q"], stdout=subprocess.DEVNULL)
            print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            """
        let python = Process()
        let out = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments =
            ["-c", script, file, "\(days)", "\(ads)", "\(bytes)"]
            + [try MandateProgram.executable().path, "--home", mandate.folder.path + "/home", "import"]
        python.environment = ["PATH": "/usr/bin:/bin", "HOME": mandate.folder.path]
        python.standardOutput = out
        try python.run()
        let said = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        python.waitUntilExit()
        let words = said.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(words.first == 0, "the import failed")
        return try #require(words.last)
    }
}
