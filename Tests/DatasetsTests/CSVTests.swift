import Randomness
import Testing

@testable import Datasets

@Suite struct CSVTests {
    private func rows(_ text: String) throws -> [[String]] {
        var reader = try CSVReader(Array(text.utf8), name: "t.csv")
        var rows = [reader.header]
        while let row = try reader.next() { rows.append(row.fields) }
        return rows
    }

    private func complaint(_ bytes: [UInt8]) -> String? {
        do {
            var reader = try CSVReader(bytes, name: "t.csv")
            while try reader.next() != nil {}
            return nil
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r",
        "\u{FEFF}a,b\n1,2\n3,4\n", "\"a\",\"b\"\n\"1\",2\n3,\"4\"\n", "a,b\n\n1,2\n\r\n3,4\n\n",
        "a;b\n1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n",
    ])
    func formsOfOneTable(text: String) throws {
        #expect(try rows(text) == [["a", "b"], ["1", "2"], ["3", "4"]])
    }

    @Test func quotesHoldEverything() throws {
        let text = "a,b\n\"x,\"\"y\"\"\n\r\nz\",\"\"\nfive \"inch\",ö\n"

        #expect(
            try rows(text) == [["a", "b"], ["x,\"y\"\n\r\nz", ""], ["five \"inch\"", "ö"]])
    }

    @Test func linesAreThoseOfTheFile() throws {
        var reader = try CSVReader(Array("a,b\n\"1\n\r\n\",2\n\n3,4\r\n5,6".utf8), name: "t.csv")
        var lines: [Int] = []
        while let row = try reader.next() { lines.append(row.line) }

        #expect(lines == [2, 6, 7])
    }

    @Test func errorsNameTheLine() {
        #expect(complaint(Array("a,b\n1,2\n3\n".utf8)) == "t.csv:3: expected 2 fields, found 1")
        #expect(
            complaint(Array("a,b\n\"1\n\",2\n3,4,5".utf8)) == "t.csv:4: expected 2 fields, found 3")
        #expect(
            complaint(Array("a,b\n1,2\n\n\"3\n,4\n".utf8))
                == "t.csv:4: a quote is opened and never closed")
        #expect(
            complaint(Array("a,b\n\"1\"x,2".utf8))
                == "t.csv:2: expected a separator behind a closing quote, found text; "
                + "double the quotes inside of quoted text")
        #expect(complaint(Array("a,a\n".utf8)) == "t.csv:1: the column 'a' stands there twice")
        #expect(
            complaint([]) == "t.csv: expected a row with the names of columns, found nothing")
    }

    /// A truncated sequence of three bytes is as long as the sign that stands for it.
    @Test(arguments: [[0xFF], [0xC3], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xED, 0xA0, 0x80]])
    func otherEncodingsAreRefused(bytes: [UInt8]) {
        let text = Array("a,b\n1,2\n3,".utf8) + bytes

        #expect(
            complaint(text) == "t.csv:3: expected text in UTF-8, found other bytes; "
                + "save the table as CSV in UTF-8")
        #expect(complaint([0xFF, 0xFE, 0x61, 0])?.contains("found UTF-16") == true)
    }

    @Test func whatIsWrittenReadsBack() throws {
        let wanted = [["a", "b"], ["1,\n2", "\"\""], ["\r", " x "], ["", "ü"]]
        var writer = CSVWriter()
        for row in wanted { writer.write(row) }

        #expect(try rows(String(decoding: writer.bytes, as: UTF8.self)) == wanted)
        var single = CSVWriter()
        for row in [["a"], [""]] { single.write(row) }
        #expect(try rows(String(decoding: single.bytes, as: UTF8.self)) == [["a"], [""]])
    }

    /// Any bytes give rows or an error, never a crash.
    @Test func anyBytesAreSurvived() {
        var random = SeededRandom(seed: 1)
        let signs: [UInt8] = Array("\"\",\n\r;a\u{FEFF}ö".utf8) + [0, 0xFF]
        for _ in 0..<3000 {
            let count = Int.random(in: 0..<24, using: &random)
            _ = complaint(
                (0..<count).map { _ in signs[Int.random(in: 0..<signs.count, using: &random)] })
        }
    }
}
