import Signals
import Testing

@Suite struct DelimitedReaderTests {
    static func rows(
        _ text: String, _ delimiter: Delimiter = .comma, chunk: Int = 7, limits: ReadingLimits = ReadingLimits()
    ) throws -> [[String]] {
        let format = DelimitedFormat(delimiter: delimiter)
        var reader = DelimitedReader(Chunks(Array(text.utf8), size: chunk), format, limits: limits)
        var record = Record()
        var rows: [[String]] = []
        while try reader.next(into: &record) {
            rows.append(record.fault.map { ["!\($0.message)"] } ?? (0..<record.count).map(record.text))
        }
        return rows
    }

    @Test func `reads quotes, doubled quotes and line breaks inside them`() throws {
        let text = "a,\"b,c\",d\n\"say \"\"hi\"\"\",\"two\r\nlines\", \"e\" \r\n,,\n"
        #expect(
            try Self.rows(text) == [
                ["a", "b,c", "d"], ["say \"hi\"", "two\r\nlines", "e"], ["", "", ""],
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `reads every line break, with and without one at the end`(_ end: String)
        throws
    {
        #expect(try Self.rows("a,b\(end)1,2\(end)") == [["a", "b"], ["1", "2"]])
        #expect(try Self.rows("a,b\(end)1,2") == [["a", "b"], ["1", "2"]])
        #expect(try Self.rows("a\(end)\(end)b") == [["a"], [""], ["b"]])
    }

    @Test(arguments: 1..<40) func `cuts rows alike whatever the size of the chunks`(size: Int) throws {
        let text = "id;name;\"x\"\r\n1;\"A \"\"B\"\"\r\nC\";3\r\n2; \"d\" ;\"\"\r\n\"q\"tail;5\"\";6\n"
        let whole = try Self.rows(text, .semicolon, chunk: 10_000)
        #expect(whole.count == 4)
        #expect(whole[3] == ["qtail", "5\"\"", "6"])
        #expect(try Self.rows(text, .semicolon, chunk: size) == whole)
    }

    @Test func `keeps line numbers through line breaks in fields`() throws {
        let text = "a,b\n\"1\n2\r\n3\",x\nlast,y"
        var reader = DelimitedReader(Chunks(Array(text.utf8)), DelimitedFormat())
        var record = Record()
        var lines: [[Int]] = []
        while try reader.next(into: &record) { lines.append([record.line, record.lines]) }
        #expect(lines == [[1, 1], [2, 3], [5, 1]])
    }

    @Test func `P37 after a quote that is never closed reading goes on at the next line`() throws {
        let open = "!\(RowFault.openQuote.message)"
        #expect(try Self.rows("a,b\n\"1,2\n3,4\n") == [["a", "b"], [open], ["3", "4"]])
        let later = (0..<100).map { "\($0),x" }.joined(separator: "\n")
        let rows = try Self.rows("\"never,2\n" + later)
        #expect(rows.count == 101)
        #expect(rows[0] == [open])
        #expect(rows[100] == ["99", "x"])
    }

    @Test(arguments: [1, 16, 1_000]) func `P37 what is over a limit is refused with its line, and reading goes on`(
        size: Int
    ) throws {
        var limits = ReadingLimits()
        (limits.columns, limits.fieldBytes, limits.rowBytes) = (60, 10, 100)
        let long = String(repeating: "x", count: 11)
        let huge = String(repeating: "long,", count: 40)
        let wide = String(repeating: ",", count: 60)
        let rows = try Self.rows("\(wide)\n\(long),1\n\(huge)\nok,1\n", chunk: size, limits: limits)
        #expect(
            rows == [
                ["!" + RowFault.tooManyColumns(limit: 60).message], ["!" + RowFault.fieldTooLong(limit: 10).message],
                ["!" + RowFault.rowTooLong(limit: 100).message], ["ok", "1"],
            ])
    }

    @Test(arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian], [1, 2, 3, 5, 64])
    func `reads UTF-16 cut anywhere`(_ encoding: TextEncoding, size: Int) throws {
        let text = "Käufe\t€ 1\u{202F}234\t😀\r\n"
        var bytes: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
        for unit in text.utf16 {
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            bytes += encoding == .utf16LittleEndian ? pair : pair.reversed()
        }
        let found = TextEncoding.detect(bytes, whole: true)
        #expect(found.encoding == encoding)
        #expect(found.markBytes == 2)
        let format = DelimitedFormat(encoding: encoding, markBytes: 2, delimiter: .tab)
        var reader = DelimitedReader(Chunks(bytes, size: size), format)
        var record = Record()
        #expect(try reader.next(into: &record))
        #expect((0..<record.count).map(record.text) == ["Käufe", "€ 1\u{202F}234", "😀"])
        #expect(try !reader.next(into: &record))
    }

    @Test func `recognises encodings without a mark`() {
        let little = "Campaign,Clicks\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(TextEncoding.detect(little, whole: true).encoding == .utf16LittleEndian)
        #expect(TextEncoding.detect(Array("Käufe".utf8), whole: true).encoding == .utf8)
        #expect(TextEncoding.detect(Array("Käufe".utf8.prefix(2)), whole: false).encoding == .utf8)
        #expect(TextEncoding.detect([0x4B, 0xE4, 0x75, 0x66, 0x65], whole: true).encoding == .windows1252)
        var transcoded = DelimitedReader(
            Chunks([0x4B, 0xE4, 0x75, 0x66, 0x65, 0x20, 0x80]), DelimitedFormat(encoding: .windows1252))
        var record = Record()
        #expect((try? transcoded.next(into: &record)) == true)
        #expect(record.text(0) == "Käufe €")
    }
}
