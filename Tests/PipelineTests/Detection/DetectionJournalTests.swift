import Datasets
import Foundation
import TensorFiles
import Testing

@testable import Pipeline

@Suite struct DetectionJournalTests {
    private let folder: FinFolder
    private var output: String { folder.path + "/out.csv" }

    init() throws {
        folder = try FinFolder(["x": ""])
    }

    /// Given as many photographs as are asked for, none of which is there.
    private let photographs = PhotographTable(
        root: "", photographs: (0..<9).map { Photograph(path: "\($0).jpg") })

    private func journal(_ key: String, beside output: String? = nil) throws -> DetectionJournal {
        try DetectionJournal(beside: output ?? self.output, key: key, of: photographs)
    }

    private func entry(_ row: Int) -> DetectionJournal.Entry {
        DetectionJournal.Entry(
            row: row, size: PictureSize(width: 40, height: 30),
            boxes: (0..<row).map {
                BoxLabel(
                    Box(x: Double($0) / 3, y: 0.1, width: 5, height: 5), className: "fin",
                    confidence: 1 / 3, origin: "detector")
            }, state: .init("\(row).jpg"))
    }

    @Test("Given a run that was killed, what it found is there, to the last digit")
    func resumes() throws {
        do {
            let journal = try self.journal("one")
            for row in [2, 0, 1] { try journal.append(entry(row)) }
        }
        do {
            let journal = try self.journal("one")
            #expect(Set(journal.entries.keys) == [0, 1, 2])
            #expect(journal.entries[2]?.boxes == entry(2).boxes)
            #expect(journal.entries[0]?.boxes.isEmpty == true)
            try journal.append(entry(3))
            // Another process is refused meanwhile.
            #expect(throws: RunError.self) { try self.journal("one") }
        }
        let journal = try self.journal("one")
        #expect(journal.entries.count == 4)

        journal.remove()
        #expect(!FileManager.default.fileExists(atPath: output + ".found"))
    }

    @Test(
        "Given a run that did nothing, nothing of it stays, and a lock stays for as long as its run"
    )
    func nothingStays() throws {
        func files() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        }
        do {
            let journal = try self.journal("one")
            #expect(try files() == ["x", "out.csv.found", "out.csv.found.lock"])
            #expect(throws: RunError.self) { try self.journal("one") }
            #expect(try files().contains("out.csv.found.lock"))
            #expect(journal.entries.isEmpty)
        }
        #expect(try files() == ["x"])
        do {
            try self.journal("one").append(entry(1))
        }
        #expect(try files() == ["x", "out.csv.found"])
    }

    @Test("Given a last line that was cut short, it does not count, and the next one is whole")
    func tornLines() throws {
        do {
            let journal = try self.journal("one")
            for row in 0..<3 { try journal.append(entry(row)) }
        }
        let url = URL(fileURLWithPath: output + ".found")
        let whole = try Data(contentsOf: url)
        try whole.dropLast(9).write(to: url)

        do {
            let journal = try self.journal("one")
            #expect(Set(journal.entries.keys) == [0, 1])
            try journal.append(entry(2))
        }
        let again = try journal("one")
        #expect(again.entries.count == 3 && again.entries[2]?.boxes == entry(2).boxes)
    }

    @Test("Given another model, or other photographs, nothing of it is taken")
    func otherKeys() throws {
        do {
            try self.journal("one").append(entry(1))
        }
        #expect(try self.journal("two").entries.isEmpty)
        #expect(try self.journal("one").entries.isEmpty)
    }

    @Test("Given a place that cannot be written, the error names it")
    func unwritable() {
        let error = #expect(throws: TensorFileError.self) {
            try journal("one", beside: folder.path + "/x/out.csv")
        }
        #expect(error?.kind == .unwritable)
        #expect(error?.path.hasPrefix(folder.path) == true)
    }
}
