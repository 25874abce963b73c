import Testing

@testable import lumbung

@Suite struct CSVReaderTests {
    /// Reads a text in pieces of so many bytes.
    private func read(_ text: String, pieces: Int = 7) -> [Result<CSVRecord, CSVProblem>] {
        var reader = CSVReader()
        var found: [Result<CSVRecord, CSVProblem>] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            reader.feed(Array(bytes[start..<min(bytes.count, start + pieces)]))
            while let record = reader.next() { found.append(record) }
        }
        reader.feed(nil)
        while let record = reader.next() { found.append(record) }
        return found
    }

    private func fields(_ results: [Result<CSVRecord, CSVProblem>]) -> [[String]] {
        results.compactMap { try? $0.get().fields }
    }

    @Test(arguments: [1, 2, 3, 1_000])
    func `quotes, line breaks inside them and doubled quotes are read the same in pieces of any size`(_ pieces: Int) {
        let found = read("a,b\r\n\"x,\"\"y\"\"\nz\",2\n\n3,\n", pieces: pieces)
        #expect(fields(found) == [["a", "b"], ["x,\"y\"\nz", "2"], ["3", ""]])
    }

    @Test func `a byte order mark is not part of the first column`() {
        #expect(fields(read("\u{FEFF}id,name\n1,x\n")) == [["id", "name"], ["1", "x"]])
    }

    @Test func `a record knows the line on which it begins`() throws {
        let found = read("a\n\"one\ntwo\"\nlast")
        #expect(try found.map { try $0.get().line } == [1, 2, 4])
    }

    @Test func `a quote that is never closed is named by its line, and what follows is still read`() throws {
        let found = read("a,b\n1,\"x\n2,y\n")
        #expect(fields(found) == [["a", "b"], ["2", "y"]])
        guard case .failure(let problem) = found[1] else {
            Issue.record("the open quote was taken for a record")
            return
        }
        #expect(problem.line == 2)
        #expect(problem.text.contains("kutip"))
    }

    @Test func `a record that is not UTF-8 is a problem of its own`() {
        var reader = CSVReader()
        reader.feed(Array("a,b\n1,".utf8) + [0xFF, 0xFE] + Array("\n2,y\n".utf8))
        reader.feed(nil)
        var lines: [Int] = []
        var good = 0
        while let record = reader.next() {
            switch record {
            case .success: good += 1
            case .failure(let problem): lines.append(problem.line)
            }
        }
        #expect(lines == [2])
        #expect(good == 2)
    }
}
