import Cryptography
import Testing
import TransparencyLog

@Suite struct PackTests {
    @Test(arguments: [1, 2, 63, 64, 65, 128, 200], [1, 2])
    func `a pack that nobody touched is intact`(count: Int, threads: Int) throws {
        let log = try SampleLog(count)
        let verdict = PackVerifier(try log.pack(proving: [0, UInt64(count - 1)]), threads: threads).verify()
        #expect(verdict.findings.isEmpty, "\(verdict.findings)")
        #expect(verdict.leaves == 0..<UInt64(count))
        #expect(verdict.root == frontier(log.hashes).root)
        #expect(verdict.payloads == log.openings.count)
        #expect(verdict.origin == "mandate.example/acme")
        #expect(verdict.checkpoints == (count + 49) / 50)
        #expect(verdict.key == log.keys.current)
    }

    @Test func `a pack of a later period proves itself from any leaf on`() throws {
        let log = try SampleLog(70)
        for first in 0..<70 {
            let every = UInt64(first)..<70
            let pack = try log.pack(from: first, segment: 16, proving: Array(every))
            let verdict = PackVerifier(pack).verify()
            #expect(verdict.findings.isEmpty, "from \(first): \(verdict.findings)")
            #expect(verdict.root == frontier(log.hashes).root)
            #expect(verdict.leaves == every)
        }
    }

    @Test func `erasing payloads leaves the pack intact and shows nothing of them`() throws {
        var log = try SampleLog(60)
        let erased = log.openings
        log.openings = [:]
        let pack = try log.pack(segment: 32)
        let verdict = PackVerifier(pack).verify()
        #expect(verdict.isIntact)
        #expect(verdict.payloads == 0)
        for opening in erased.values {
            let isShown = pack.contents.values.contains { String(decoding: $0, as: UTF8.self).contains("Ann") }
            #expect(!isShown)
            #expect(!pack.contents.values.contains { Hex.encode($0).contains(Hex.encode(opening.salt)) })
        }
    }

    @Test func `P24 a log written anew and signed with the same key is seen by a checkpoint from outside`() throws {
        let log = try SampleLog(200)
        let outside = try [1, 77, 150, 200].map { try log.checkpoint($0) }
        let forged = try SampleLog(200, seed: 5)
        let longer = try SampleLog(230)
        for (size, note) in zip([1, 77, 150, 200], outside) {
            #expect(PackVerifier(try log.pack()).verify(against: [note.bytes]).isIntact)
            #expect(PackVerifier(try longer.pack()).verify(against: [note.bytes]).isIntact)
            let verdict = PackVerifier(try forged.pack()).verify(against: [note.bytes])
            guard case .outside(let found, _)? = verdict.findings.first else {
                Issue.record("\(verdict.findings)")
                continue
            }
            #expect(found == UInt64(size))
        }
        let restored = try SampleLog(120)
        #expect(PackVerifier(try restored.pack()).verify().isIntact, "alone it cannot be seen")
        #expect(!PackVerifier(try restored.pack()).verify(against: [outside[2].bytes]).isIntact)
        #expect(!PackVerifier(try log.pack(from: 100)).verify(against: [outside[1].bytes]).isIntact)
        #expect(PackVerifier(try log.pack(from: 100)).verify(against: [outside[2].bytes]).isIntact)
    }

    @Test func `P24 of two checkpoints that contradict each other a pack bears at most one`() throws {
        let log = try SampleLog(100)
        let other = try SampleLog(100, seed: 1)
        let notes = try [log.checkpoint(60), other.checkpoint(60)]
        for subject in [log, other] {
            let verifier = PackVerifier(try subject.pack())
            #expect(!verifier.verify(against: notes.map(\.bytes)).isIntact)
            #expect(notes.filter { verifier.verify(against: [$0.bytes]).isIntact }.count == 1)
        }
    }

    @Test func `the keys of a pack are those one knows, or it is refused`() throws {
        var log = try SampleLog(100)
        try log.rotate(at: 40)
        try log.rotate(at: 70)
        let verifier = PackVerifier(try log.pack(every: 10))
        for seed in UInt8(1)...3 { #expect(verifier.verify(trusting: try noteKey(seed)).isIntact) }
        #expect(!verifier.verify(trusting: try noteKey(9)).isIntact)
        #expect(verifier.verify(against: [try log.checkpoint(40, by: 1).bytes]).isIntact)
        #expect(!verifier.verify(against: [try log.checkpoint(90, by: 1).bytes]).isIntact)
        #expect(!verifier.verify(against: [try log.checkpoint(90, by: 9).bytes]).isIntact)
        #expect(!verifier.verify(against: [Array("x".utf8)]).isIntact)
    }

    @Test func `a writer stops at what does not fit and says where`() throws {
        let log = try SampleLog(8)
        var writer = PackWriter(to: MemoryPack(), keys: log.keys)
        #expect(throws: PackError.leafDiffers(position: 0)) { try writer.append(log.leaves[0], hash: log.hashes[1]) }
        #expect(throws: PackError.leafSize(position: 0, bytes: 0, limit: 65_535)) {
            try writer.append([], hash: MerkleTree.leafHash([]))
        }
        let stranger = try #require(log.openings[3])
        #expect(throws: PackError.payloadDiffers(position: 0)) {
            try writer.append(log.leaves[0], hash: log.hashes[0], openings: [stranger])
        }
        writer = PackWriter(to: MemoryPack(), keys: log.keys)
        try writer.append(log.leaves[0], hash: log.hashes[0])
        #expect(throws: PackError.checkpointOutOfPlace(size: 2, leaves: 1)) { try writer.add(log.checkpoint(2)) }
        #expect(throws: PackError.notWhatWasSigned(size: 1)) { try writer.add(SampleLog(1, seed: 4).checkpoint(1)) }
        #expect(throws: PackError.notSignedToTheEnd(signed: 0, leaves: 1)) {
            try writer.finish(report: "", key: signingKey(1))
        }
    }

    @Test func `a report shows what it is given and runs none of it`() {
        let table = ReportPage.Table(
            title: "Rulings <1>", columns: [ReportPage.Column("id", .narrow), ReportPage.Column("reason")],
            rows: [["a\"b", "<script>alert('x')</script>"], ["short"], ["one", "two", "three"]])
        let html = ReportPage(title: "A & B", facts: [(name: "log", value: "x\u{0}<y>")], tables: [table]).html
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
        #expect(!html.contains("<script"))
        #expect(html.contains("A &amp; B") && html.contains("Rulings &lt;1&gt;") && html.contains("a&quot;b"))
        #expect(html.contains("x\u{fffd}&lt;y&gt;"))
        #expect(!html.contains("three"))
    }

    @Test func `a report has every part once, whatever stands in it, and lets nothing be loaded`() {
        func hostile(_ place: String) -> String { "\(place)<img src=x onerror=\"alert('1')\">&amp;" }
        let tables = ["one", "two"].map { name in
            ReportPage.Table(
                title: hostile("table-\(name)"),
                columns: [ReportPage.Column(hostile("left-\(name)"), .narrow), ReportPage.Column("right")],
                rows: [[hostile("cell-\(name)"), "b"]])
        }
        let html = ReportPage(
            title: hostile("title"), facts: [(name: hostile("fact"), value: hostile("value"))], tables: tables
        ).html
        #expect(!html.contains("<img"))
        func count(_ place: String) -> Int { html.ranges(of: ReportPage.escaped(hostile(place))).count }
        #expect(count("title") == 2 && count("fact") == 1 && count("value") == 1)
        for name in ["one", "two"] {
            #expect(count("table-\(name)") == 1 && count("cell-\(name)") == 1)
            #expect(count("left-\(name)") == 2, "the head of the column, and the value's name on a narrow screen")
        }
        #expect(html.ranges(of: "<th scope=\"col\">right</th></tr></thead>").count == 2)
        #expect(
            html.contains(
                #"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"#)
        )
    }

    @Test func `a report sets code as code, keeps lines, and names every value for narrow screens`() {
        let columns = [ReportPage.Column("When", .narrow), ReportPage.Column("Why & how")]
        let table = ReportPage.Table(
            title: "Rulings", columns: columns,
            rows: [["now\n01b", "`1.87 GBP` is under `<10>`"], ["a ` alone", "two `` and `x"]])
        let html = ReportPage(title: "A", tables: [table]).html
        #expect(html.contains("<code>1.87&nbsp;GBP</code> is under <code>&lt;10&gt;</code>"))
        #expect(html.contains(">now<br>01b</td>") && html.contains("a ` alone"))
        #expect(
            html.contains("<td data-name=\"Why &amp; how\">")
                && html.contains("<td class=\"narrow\" data-name=\"When\">"))
        #expect(html.contains("and `x</td>"), "a backtick without its pair stands for itself")
        #expect(html.contains("name=\"viewport\"") && html.contains("@media print"))
        let empty = ReportPage(title: "A", tables: [ReportPage.Table(title: "Rulings", columns: columns, rows: [])])
        #expect(empty.html.contains("<p>none</p>") && !empty.html.contains("<table>"))
    }
}
