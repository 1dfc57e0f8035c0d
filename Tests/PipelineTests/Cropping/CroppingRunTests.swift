import Datasets
import Foundation
import Imaging
import Testing

@testable import Pipeline

@Suite struct CroppingRunTests {
    private let samples: CropSamples

    /// Given three photographs: two boxes, one box, none.
    init() throws {
        samples = try CropSamples()
        for path in ["a.png", "deep/b.png", "none.png"] { try samples.paint(path) }
    }

    private var table: PhotographTable {
        var rows = [
            CropSamples.row("a.png", [CropSamples.blueFin(0.9), CropSamples.redFin(0.6)]),
            CropSamples.row("deep/b.png", [CropSamples.redFin()]), CropSamples.row("none.png"),
        ]
        rows[1].individual = "ada"
        rows[1].side = "left"
        rows[1].encounter = "e1"
        rows[1].split = .train
        return samples.table(rows)
    }

    @Test(
        "Given boxes, the best of each photograph is cut out with its margin; without one, it stays whole"
    )
    func best() throws {
        let outcome = try samples.run(table)

        #expect(
            try samples.names() == ["a.png", "crops.csv", "deep/b.png", "none.png", "review.csv"])
        let blue = try samples.crop("a.png")
        #expect(blue.size == ImageSize(width: 24, height: 12))
        #expect(blue[1, 1] == CropSamples.grey && blue[2, 1] == CropSamples.blue)
        #expect(blue[21, 10] == CropSamples.blue && blue[22, 10] == CropSamples.grey)
        let red = try samples.crop("deep/b.png")
        #expect(red.size == ImageSize(width: 48, height: 36))
        #expect(red[3, 3] == CropSamples.grey && red[4, 3] == CropSamples.red)
        #expect(try samples.crop("none.png").size == ImageSize(width: 200, height: 160))
        #expect(outcome.cropCount == 3 && outcome.wholeCount == 1 && outcome.madeCount == 3)
    }

    @Test(
        "Given several boxes, all give crops of their own, decoded at once, numbered as the table has them"
    )
    func all() throws {
        _ = try samples.run(table) {
            $0.selection.choice = .all
            $0.margin = 0
            $0.keepsWhole = false
        }

        #expect(
            try samples.names() == ["a_1.png", "a_2.png", "crops.csv", "deep/b.png", "review.csv"])
        #expect(try samples.crop("a_1.png").size == ImageSize(width: 20, height: 10))
        let red = try samples.crop("a_2.png")
        #expect(red.size == ImageSize(width: 40, height: 30))
        #expect(red.pixelSet == [CropSamples.red])
        #expect(try samples.crop("a_1.png").pixelSet == [CropSamples.blue])
    }

    @Test(
        "Given crops, their table tells where they come from, and reads back by the folder's name")
    func cropsTable() throws {
        let outcome = try samples.run(table) { $0.margin = 0.5 }

        let read = try Dataset(contentsOf: samples.output)
        #expect(read.format == .table && read.findings.isEmpty)
        #expect(read.table.photographs == outcome.crops.photographs)
        let crops = read.table
        #expect(crops.photographs.map(\.path) == ["a.png", "deep/b.png", "none.png"])
        #expect(crops[1].individual == "ada" && crops[1].side == "left")
        #expect(crops[1].encounter == "e1" && crops[1].split == .train)
        #expect(crops[1].boxes.map(\.box) == [Box(left: 20, top: 15, right: 60, bottom: 45)])
        #expect(crops[1].size == PictureSize(width: 80, height: 60))
        #expect(crops.value("source", at: 1) == "deep/b.png")
        #expect(crops.value("source_box", at: 1) == "80 60 120 90")
        #expect(crops.value("source_crop", at: 1) == "60 45 140 105")
        #expect(crops.value("source_width", at: 1) == "200")
        #expect(crops.value("confidence", at: 0) == "0.9")
        #expect((0..<3).map { crops.value("whole", at: $0) } == ["false", "false", "true"])
        #expect(crops[2].boxes.isEmpty)
    }

    @Test("Given a margin that reaches out of the photograph, the crop ends at its edge")
    func edge() throws {
        _ = try samples.run(
            samples.table([
                CropSamples.row(
                    "a.png",
                    [
                        BoxLabel(
                            Box(left: 190, top: -5, right: 250, bottom: 20), className: "fin",
                            origin: "test")
                    ])
            ])
        ) { $0.margin = 0.5 }

        let crop = try samples.crop("a.png")
        // 10 × 20 pixels of the box lie inside.
        #expect(crop.size == ImageSize(width: 15, height: 30))
    }

    @Test("Given a class and a least confidence, other boxes do not count, but a person's do")
    func selection() throws {
        var body = CropSamples.redFin(0.99)
        body.className = "body"
        let rows = [
            CropSamples.row("a.png", [body, CropSamples.blueFin(0.3)]),
            CropSamples.row("deep/b.png", [body, CropSamples.redFin(0.2)]),
            CropSamples.row("none.png", [CropSamples.redFin(0.9), CropSamples.blueFin()]),
        ]

        let outcome = try samples.run(samples.table(rows)) {
            $0.selection.className = "fin"
            $0.selection.leastConfidence = 0.25
        }

        #expect(try samples.crop("a.png").width == 24)
        #expect(try samples.crop("deep/b.png").width == 200)
        #expect(try samples.crop("none.png").width == 24)
        #expect(outcome.wholeCount == 1)
        let review = try Dataset(contentsOf: samples.output + "/review.csv").table
        #expect(review.photographs.map(\.path) == ["deep/b.png", "a.png", "none.png"])
        #expect(
            review.value("details", at: 0) == "no box, the most confident one has 0.20")
        #expect(review.value("reasons", at: 1)?.hasPrefix("doubtful; tiny") == true)
    }

    @Test(
        "Given a photograph in several rows without a box, its whole crop is one file in as many rows"
    )
    func wholeRows() throws {
        var rows = [CropSamples.row("a.png"), CropSamples.row("a.png")]
        rows[0].individual = "ada"
        rows[1].individual = "bo"

        let outcome = try samples.run(samples.table(rows))

        #expect(try samples.names() == ["a.png", "crops.csv", "review.csv"])
        #expect(outcome.crops.photographs.map(\.individual) == ["ada", "bo"])
        #expect(outcome.crops.photographs.map(\.path) == ["a.png", "a.png"])
        #expect(outcome.cropCount == 1 && outcome.photographCount == 1)
    }

    @Test(
        "Given a table of a smaller copy, boxes grow with it; of another picture, the photograph is skipped"
    )
    func sizes() throws {
        var rows = [CropSamples.row("a.png"), CropSamples.row("deep/b.png")]
        for row in 0..<2 {
            rows[row].boxes = [
                BoxLabel(
                    Box(left: 40, top: 30, right: 60, bottom: 45), className: "fin", origin: "test")
            ]
        }
        rows[0].size = PictureSize(width: 100, height: 80)
        rows[1].size = PictureSize(width: 80, height: 100)

        let outcome = try samples.run(samples.table(rows)) { $0.margin = 0 }

        #expect(try samples.crop("a.png").pixelSet == [CropSamples.red])
        #expect(try samples.crop("a.png").size == ImageSize(width: 40, height: 30))
        #expect(outcome.skipped.map(\.row) == [1])
        #expect(
            outcome.skipped[0].reason.contains(
                "the table tells of 80×100 pixels, the photograph has 200 × 160"))
    }

    @Test("Given bad photographs, the others are cropped, and the bad ones are named and counted")
    func badPhotographs() throws {
        try Data("no photograph at all".utf8).write(
            to: URL(fileURLWithPath: samples.sea + "/deep/b.png"))
        var rows = table.photographs
        rows.append(CropSamples.row("gone.png", [CropSamples.redFin()]))

        let outcome = try samples.run(samples.table(rows))

        #expect(outcome.skipped.map(\.row) == [1, 3])
        #expect(outcome.skipped[1].reason.contains("gone.png"))
        #expect(outcome.crops.photographs.map(\.path) == ["a.png", "none.png"])
        let review = try Dataset(contentsOf: samples.output + "/review.csv").table
        #expect(review.value("reasons", at: 0) == "unreadable")
        #expect(throws: BadPhotographsError.self) { try outcome.check(toleratedBadShare: 0.1) }
        try outcome.check(toleratedBadShare: 0.5)
    }

    @Test("Given a shortest edge, longer crops shrink, and boxes with them")
    func shrinking() throws {
        let outcome = try samples.run(table) {
            $0.resizing = Resizing(
                to: ImageSize(width: 18, height: 18), fit: .shrinkOutside, kernel: .area)
        }

        #expect(try samples.crop("a.png").size == ImageSize(width: 24, height: 12))
        #expect(try samples.crop("deep/b.png").size == ImageSize(width: 24, height: 18))
        let box = try #require(outcome.crops[1].boxes.first).box
        #expect(abs(box.left - 2) < 1e-9 && abs(box.right - 22) < 1e-9)
    }

    @Test(
        "Given sheets, they show crops and photographs to look at, on pages complete in themselves")
    func sheets() throws {
        _ = try samples.run(table) {
            $0.drawsSheets = true
            $0.selection.choice = .all
        }

        let sheet = try samples.crop("contact-sheet.jpg")
        #expect(sheet.width > 4 * 150)
        let page = try String(contentsOfFile: samples.output + "/review.html", encoding: .utf8)
        #expect(page.contains("<h2>No box</h2>") && page.contains("<h2>Tiny</h2>"))
        // Three photographs and three crops; what was kept whole has none.
        #expect(page.components(separatedBy: "src=\"data:image/jpeg;base64,").count == 7)
        #expect(!page.contains("src=\"http") && !page.contains("<h2>Doubtful</h2>"))
    }
}

extension PixelImage {
    /// The colours that there are.
    fileprivate var pixelSet: Set<Pixel> {
        Set((0..<size.pixelCount).map { self[$0 % width, $0 / width] })
    }
}
