import Datasets
import Foundation
import Imaging
import Testing

@testable import Pipeline

@Suite struct EarlyCropsTests {
    private let samples: CropSamples
    private let table: PhotographTable

    /// Given five photographs with a fin each; the crops of two of them meet.
    init() throws {
        samples = try CropSamples()
        var rows: [Photograph] = []
        for path in ["a.png", "deep/b.png", "c.png", "c.jpg", "gone.png"] {
            if path != "gone.png" { try samples.paint(path) }
            var row = CropSamples.row(path, [CropSamples.redFin(0.9), CropSamples.blueFin(0.8)])
            row.size = PictureSize(width: 200, height: 160)
            rows.append(row)
        }
        table = samples.table(rows)
    }

    private func started(_ options: CroppingRun.Options = CropSamples.options) throws -> EarlyCrops
    {
        try EarlyCrops(of: table, to: samples.output, options: options)
    }

    /// The photographs that the journal names, as often as it does.
    private func cropped() throws -> [String] {
        let text = try String(
            contentsOfFile: "\(samples.output)/\(CropJournal.name)", encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(CropJournal.Entry.self, from: Data($0.utf8)).source
        }.sorted()
    }

    private func wait(for count: Int) throws {
        let end = Date(timeIntervalSinceNow: 60)
        while try cropped().count < count, end.timeIntervalSinceNow > 0 { usleep(1000) }
    }

    @Test("Given photographs one by one, crops are there before all are, and are not made again")
    func early() throws {
        let crops = try started()
        for photograph in table.photographs { try crops.add(photograph) }
        try wait(for: 2)
        // Those whose names are not settled, and the one that cannot be read, wait.
        #expect(try cropped() == ["a.png", "deep/b.png"])
        #expect(try samples.names() == ["a.png", "deep/b.png"])

        let outcome = try crops.finish(table)

        #expect(outcome.madeCount == 4 && outcome.keptCount == 0 && outcome.skipped.count == 1)
        #expect(try cropped() == ["a.png", "c.jpg", "c.png", "deep/b.png"])
        #expect(
            try samples.names() == [
                "a.png", "c-jpg.png", "c-png.png", "crops.csv", "deep/b.png", "review.csv",
            ])
    }

    @Test("Given boxes that turn out otherwise, the crops follow the table")
    func otherBoxes() throws {
        let crops = try started()
        try crops.add(table[0])
        try wait(for: 1)
        var other = table.rows([0, 1])
        other[0].boxes = [CropSamples.blueFin()]

        let outcome = try crops.finish(other)

        #expect(outcome.cropCount == 2)
        #expect(try samples.crop("a.png").width == 24)
    }

    @Test("Given crops of an earlier run, they stay, unless all shall be made again")
    func again() throws {
        _ = try samples.run(table.rows([0, 1]))
        for startsAnew in [false, true] {
            var options = CropSamples.options
            options.startsAnew = startsAnew
            let crops = try started(options)
            for row in 0..<2 { try crops.add(table[row]) }
            let outcome = try crops.finish(table.rows([0, 1]))
            #expect(outcome.madeCount == (startsAnew ? 2 : 0))
            #expect(outcome.keptCount == (startsAnew ? 0 : 2))
        }
    }

    @Test("Given nothing that was cropped, no folder stays")
    func nothing() throws {
        do {
            let crops = try started()
            #expect(FileManager.default.fileExists(atPath: samples.output))
            withExtendedLifetime(crops) {}
        }
        #expect(!FileManager.default.fileExists(atPath: samples.output))
    }

    @Test("Given more photographs than may wait, the further ones are left for the end")
    func fullQueue() throws {
        let folder = try CropFolder(samples.output, takesOver: false)
        let queue = EarlyCropQueue(
            options: CropSamples.options, folder: folder, photographs: [], capacity: 2)
        for row in [0, 1, 2, 3] {
            try queue.add(CropPlan(table.rows([row]), options: CropSamples.options))
        }
        #expect(queue.count == 2)

        let worker = Thread { queue.run() }
        worker.start()
        try wait(for: 2)

        #expect(queue.stop() && queue.count == 0)
        #expect(try cropped() == ["a.png", "deep/b.png"])
    }

    @Test("Given a place that cannot be written, the next photograph is told")
    func unwritable() throws {
        let crops = try started()
        // A file stands where a folder is needed.
        try Data().write(to: URL(fileURLWithPath: samples.output + "/deep"))
        try crops.add(table[1])
        #expect(throws: (any Error).self) {
            for _ in 0..<2000 {
                try crops.add(table[0])
                usleep(1000)
            }
        }
    }

    @Test(
        "Given names that may meet, whatever the number of crops, they are not settled",
        arguments: [
            (["a.jpg", "b.jpg"], []), (["a.jpg", "a.png", "b.jpg"], ["a.jpg", "a.png"]),
            (["a.jpg", "A.jpg", "b/a.jpg"], ["a.jpg", "A.jpg"]),
            (["a.jpg", "a_12.jpg", "a_x.jpg"], ["a.jpg", "a_12.jpg"]),
            (["a_1.jpg", "a_2.jpg", "a_01.jpg"], []),
            (["a.jpg", "a.png", "a-jpg.jpg"], ["a.jpg", "a.png", "a-jpg.jpg"]),
            (["a.jpg", "a.png", "a-jpg_3.jpg"], ["a.jpg", "a.png", "a-jpg_3.jpg"]),
            (
                ["a.jpg", "a.png", "a-jpg_3.jpg", "a-jpg_3-jpg.jpg"],
                ["a.jpg", "a.png", "a-jpg_3.jpg", "a-jpg_3-jpg.jpg"]
            ),
            (["contact-sheet.jpg", "a.jpg"], ["contact-sheet.jpg"]),
        ] as [([String], [String])])
    func names(photographs: [String], expected: [String]) {
        let found = CropNames.unsettled(photographs, root: "sea")
        #expect(Set(found.map { photographs[$0] }) == Set(expected))
        // The others are called as if they were alone, with any numbers of crops.
        for counts in 0..<27 {
            let all = photographs.enumerated().map {
                ($1, [1, 2, 12][counts / [1, 3, 9, 1][$0] % 3])
            }
            let names = CropNames(of: all, root: "sea", ending: "jpg")
            for place in photographs.indices where !found.contains(place) {
                let alone = CropNames(of: [all[place]], root: "sea", ending: "jpg")
                for number in 0..<all[place].1 {
                    #expect(
                        names.name(of: place, number: number) == alone.name(of: 0, number: number))
                }
            }
        }
    }
}
