import Foundation
import Sandbox
import Schemas
import Testing

extension MandateProgram {
    /// The bytes of the sandbox platform's own file.
    func platformFile() throws -> Data { try Data(contentsOf: folder.appending(path: "home/sandbox/ledger")) }

    /// The effects that the sandbox platform's own file holds, in order.
    func effects() throws -> [SandboxLedgerFile.Effect] { try SandboxLedgerFile(home: folder.path + "/home").effects }

    /// Two columns of a query over the home's store, as Python's SQLite reads them: apart from everything the program does.
    func store(_ query: String) throws -> [String: String] {
        let python = Process()
        let out = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            "import json,sqlite3,sys; rows=sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall(); "
                + "print(json.dumps({str(r[0]): str(r[1]) for r in rows}))", folder.path + "/home/store.db", query,
        ]
        python.standardOutput = out
        try python.run()
        let bytes = try out.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        let members = try #require(try JSON(parsing: Array(bytes)).objectValue?.members)
        return Dictionary(members.map { ($0.key, $0.value.stringValue ?? "") }) { first, _ in first }
    }

    /// Somebody writes to the store past the program.
    func tamper(_ sql: String) throws {
        let code = try python(
            "-c", "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()",
            folder.path + "/home/store.db", sql)
        #expect(code == 0)
    }

    /// What a Python program ends with.
    func python(_ arguments: String...) throws -> Int32 {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = arguments
        python.standardOutput = FileHandle.nullDevice
        try python.run()
        python.waitUntilExit()
        return python.terminationStatus
    }
}
