import Datasets
import Foundation
import Imaging
import Testing

@testable import Pipeline

@Suite struct CropResumeTests {
    private let samples: CropSamples
    private let table: PhotographTable

    /// Given three photographs that were cropped.
    init() throws {
        samples = try CropSamples()
        var rows: [Photograph] = []
        for path in ["a.png", "deep/b.png", "c.png"] {
            try samples.paint(path)
            rows.append(CropSamples.row(path, [CropSamples.redFin(0.9)]))
        }
        table = samples.table(rows)
        _ = try samples.run(table)
    }

    @Test("Given nothing new, nothing is made, and the table stays the same")
    func again() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: samples.output + "/crops.csv"))

        let outcome = try samples.run(table)

        #expect(outcome.madeCount == 0 && outcome.keptCount == 3 && outcome.cropCount == 3)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: samples.output + "/crops.csv")) == before)
    }

    @Test(
        "Given another box, a photograph that changed or a crop that is gone, only that is made again"
    )
    func changes() throws {
        var moved = table
        moved[0].boxes = [CropSamples.blueFin()]
        #expect(try samples.run(moved).madeCount == 1)
        #expect(try samples.crop("a.png").width == 24)

        try samples.paint("deep/b.png", shift: 10)
        #expect(try samples.run(moved).madeCount == 1)
        #expect(try samples.crop("deep/b.png")[4, 10] == CropSamples.grey)

        try FileManager.default.removeItem(atPath: samples.output + "/c.png")
        #expect(try samples.run(moved).madeCount == 1)

        #expect(try samples.run(moved) { $0.margin = 0.3 }.madeCount == 3)
        #expect(
            try samples.run(moved) {
                $0.margin = 0.3
                $0.startsAnew = true
            }.madeCount == 3)
    }

    @Test("Given a run that was killed, its journal is gone on with, but for a line cut short")
    func killed() throws {
        let journal = URL(fileURLWithPath: samples.output + "/" + CropJournal.name)
        let text = try String(contentsOf: journal, encoding: .utf8)
        try Data(text.dropLast(20).utf8).write(to: journal)
        try FileManager.default.removeItem(atPath: samples.output + "/crops.csv")

        let outcome = try samples.run(table)

        #expect(outcome.madeCount == 1 && outcome.keptCount == 2)
        #expect(try Dataset(contentsOf: samples.output).table.count == 3)
    }

    private func exists(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(
            atPath: "\(samples.output)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
    }

    @Test("Given a run that ended while pages were drawn, the next one draws them")
    func interruptedPages() throws {
        #expect(try samples.run(table) { $0.drawsSheets = true }.madeCount == 0)
        #expect(exists("review.html") && exists("contact-sheet.jpg"))
        try samples.paint("a.png", shift: 10)
        let page = samples.output + "/review.html"
        try FileManager.default.removeItem(atPath: page)
        try FileManager.default.createDirectory(
            atPath: page + "/x", withIntermediateDirectories: true)
        #expect(throws: (any Error).self) { try samples.run(table) { $0.drawsSheets = true } }
        try FileManager.default.removeItem(atPath: page)

        #expect(try samples.run(table) { $0.drawsSheets = true }.madeCount == 0)

        #expect(exists("review.html"))
    }

    @Test(
        "Given other crops and no sheets, old sheets go, and the next run with them draws new ones")
    func staleSheets() throws {
        _ = try samples.run(table) { $0.drawsSheets = true }
        _ = try samples.run(table)
        #expect(exists("review.html") && exists("contact-sheet.jpg"))
        try samples.paint("a.png", shift: 10)

        #expect(try samples.run(table).madeCount == 1)

        #expect(!exists("review.html") && !exists("contact-sheet.jpg") && exists("review.csv"))
        #expect(try samples.run(table) { $0.drawsSheets = true }.madeCount == 0)
        #expect(exists("review.html") && exists("contact-sheet.jpg"))
    }

    @Test("Given files that killed runs left half written, they are removed, and no lock stays")
    func partialFiles() throws {
        let names = [".flukeprint-1f.partial", "deep/.flukeprint-2e.partial"]
        for name in names {
            try Data().write(to: URL(fileURLWithPath: "\(samples.output)/\(name)"))
        }

        _ = try samples.run(table)

        #expect(!names.contains(where: exists) && !exists(".lock"))
    }

    @Test("Given a table without a photograph of before, its crop stays, and is named")
    func outdated() throws {
        let outcome = try samples.run(table.rows([0]))

        #expect(outcome.outdated == ["c.png", "deep/b.png"])
        #expect(outcome.crops.count == 1)
        #expect(FileManager.default.fileExists(atPath: samples.output + "/c.png"))
    }

    @Test("Given a folder of other files, or of the photographs themselves, it is left alone")
    func foreignFolders() throws {
        let run = CroppingRun(options: CropSamples.options)
        let foreign = #expect(throws: DatasetError.self) { try run.run(table, to: samples.sea) }
        var options = CropSamples.options
        options.startsAnew = true
        let own = #expect(throws: DatasetError.self) {
            try CroppingRun(options: options).run(table, to: samples.sea)
        }

        // Nor does it become one of crops by that.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: samples.sea).sorted() == [
                "a.png", "c.png", "deep",
            ])
        #expect(foreign?.problem.contains("holds no crops of an earlier run") == true)
        #expect(own?.problem.contains("would be replaced by its crop") == true)
        #expect(foreign?.kind == .unwritable && own?.kind == .unwritable)
        let untouched = try ImageDecoder().decode(ImageFile(path: samples.sea + "/a.png")).image
        #expect(untouched.size == ImageSize(width: 200, height: 160))
    }
}
