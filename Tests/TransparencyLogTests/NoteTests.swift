import Cryptography
import Testing
import TransparencyLog

@Suite struct NoteTests {
    /// The example of the C2SP signed-note documentation's best-known implementation, golang.org/x/mod/sumdb/note.
    private let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private let peterNote = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test func `reads, verifies and writes back the note that other implementations use as example`() throws {
        let key = try NoteKey(parsing: peter)
        #expect(key.name == "PeterNeumann")
        #expect(key.id == 0xc74f_20a3)
        #expect(key.description == peter)
        let note = try SignedNote(parsing: Array(peterNote.utf8))
        try note.verify(by: key)
        #expect(note.description == peterNote)
        #expect(note.text.hasSuffix("problem is.\n"))
    }

    @Test func `any altered byte of a note is refused or was signed by somebody else`() throws {
        let key = try NoteKey(parsing: peter)
        let bytes = Array(peterNote.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[index] ^= 1 << bit
                #expect(throws: NoteError.self) { try SignedNote(parsing: altered).verify(by: key) }
            }
        }
    }

    @Test func `signatures of strangers are passed over and wrong ones of friends are not`() throws {
        var note = try SignedNote(text: "hello\n")
        try note.sign(as: "stranger.example/a", with: signingKey(9))
        #expect(throws: NoteError.self) { try note.verify(by: noteKey(1)) }
        try note.sign(as: "mandate.example/acme", with: signingKey(1))
        try note.verify(by: noteKey(1))
        try note.verify(by: noteKey(9, name: "stranger.example/a"))
        #expect(throws: NoteError.self) { try note.verify(by: noteKey(1, name: "mandate.example/other")) }
        let read = try SignedNote(parsing: note.bytes)
        #expect(read == note)
        let swapped = note.description.replacing("hello", with: "hallo")
        #expect(throws: NoteError.wrongSignature(key: try noteKey(1).description)) {
            try SignedNote(parsing: Array(swapped.utf8)).verify(by: noteKey(1))
        }
    }

    @Test(arguments: [
        "", "\n", "\n\n", "a", "a\n", "a\n\n", "a\n\n— n\n", "a\n\n— n AAAA\n", "a\n\n— n AAAAAA==",
        "a\n\n— n  AAAAAA==\n", "a\n\n- n AAAAAAA=\n", "a\n\n— n+m AAAAAAA=\n", "a\r\n\n— n AAAAAAA=\n",
        "a\t\n\n— n AAAAAAA=\n",
        "\n\n— n AAAAAAA=\n", "a\n— n AAAAAAA=\n", "a\n\n— n AAAAAAA=\n\n", "a\n\n— n AAAAAAA= \n",
        "a\n\n—  n AAAAAAA=\n",
        "a\n\n— n\u{a0}m AAAAAAA=\n", "a\n\n— n AAAAAAB=\n",
    ])
    func `refuses what is not exactly a note`(text: String) {
        #expect(throws: NoteError.self) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test func `P37 notes over the limits and texts that are not UTF-8 are refused`() throws {
        #expect(throws: NoteError.self) { try SignedNote(parsing: [0x61, 0xff, 10, 10]) }
        let line = "— n AAAAAAA=\n"
        let many = "a\n\n" + String(repeating: line, count: 65)
        #expect(throws: NoteError.tooLarge(what: "signatures", count: 65, limit: 64)) {
            try SignedNote(parsing: Array(many.utf8))
        }
        #expect(
            try SignedNote(parsing: Array(("a\n\n" + String(repeating: line, count: 64)).utf8)).signatures.count == 64)
        let long = [UInt8](repeating: 0x61, count: 65_537)
        #expect(throws: NoteError.tooLarge(what: "bytes of note", count: 65_537, limit: 65_536)) {
            try SignedNote(parsing: long)
        }
    }

    @Test(arguments: [
        "", "+", "++", "a+b", "a+00000000+AQ==", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ])
    func `refuses what is not exactly a key`(text: String) {
        #expect(throws: NoteError.self) { try NoteKey(parsing: text) }
    }

    @Test func `P37 no bytes crash the reader, and what it reads it writes back`() throws {
        let valid = Array(peterNote.utf8)
        for seed in 0..<3_000 {
            var random = Seeded(seed)
            var bytes = random.below(2) == 0 ? valid : random.bytes(random.below(200))
            for _ in 0..<random.below(4) where !bytes.isEmpty {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[place] = UInt8(random.below(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: [10, 0xe2, 0x80, 0x94, 32].prefix(random.below(6)), at: place)
                }
            }
            if let note = try? SignedNote(parsing: bytes) { #expect(note.bytes == bytes, "seed \(seed)") }
            let text = String(decoding: bytes, as: UTF8.self)
            if let state = try? Checkpoint(parsing: text) { #expect(state.text == text, "seed \(seed)") }
        }
    }
}
