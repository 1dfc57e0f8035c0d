import Foundation
import Testing

@testable import Datasets

@Suite struct RoundTripTests {
    /// A table with something in every place, and texts that look like something else.
    private func table(root: String) -> PhotographTable {
        var full = Photograph(path: "deep/a, \"b\"\n.jpg", further: ["1", "x\r\ny"])
        full.individual = "Ada; 5 %"
        full.species = "orca"
        full.split = "fold-3"
        full.side = "left"
        full.encounter = "e 1"
        full.date = PhotographDate("2019-07-21T14:05:59")
        full.size = PictureSize(width: 1000, height: 500)
        full.boxes = [
            BoxLabel(
                Box(left: 0.1, top: 1.0 / 3, right: 10.25, bottom: 499), className: "tail; 5%\u{1}",
                confidence: 0.1, origin: "yolov5 s"),
            BoxLabel(
                Box(left: 0, top: 0, right: 1, bottom: 0.7, unit: .fractions), className: "-",
                origin: "ü"),
            BoxLabel(Box(left: 1, top: 2, right: 3, bottom: 4), className: "", origin: "voc"),
        ]
        return PhotographTable(
            root: root, furtherColumns: ["width", "further:note"],
            photographs: [full, Photograph(path: "plain.jpg")])
    }

    @Test func theCommonTableHoldsEverything() throws {
        let samples = try SampleFolder()
        for root in [samples.path, samples.file("photographs"), "/elsewhere"] {
            let table = table(root: root)

            try table.writeTable(to: samples.file("table.csv"))
            let dataset = try samples.read("table.csv")

            #expect(dataset.format == .table)
            #expect(dataset.findings.isEmpty)
            #expect(dataset.table == table)
            try FileManager.default.removeItem(atPath: samples.file("table.csv"))
        }
    }

    @Test func randomTablesReadBack() throws {
        let samples = try SampleFolder()
        for seed in 0..<5 as Range<UInt64> {
            let table = randomTable(seed)

            try table.writeTable(to: samples.file("\(seed).csv"))

            #expect(try samples.read("\(seed).csv").table == table)
        }
    }

    @Test(arguments: [
        ("1 2 3 4 pixels fin -", false), ("1 2 3 4 furlongs fin - voc", false),
        ("1 2 3 4 pixels fin%2 - voc", false), ("1 2 3 4 pixels fin - voc;", true),
    ])
    func boxesInOtherFormsAreRefused(text: String, isRight: Bool) throws {
        let samples = try SampleFolder(["t.csv": "photograph,boxes\n\na.jpg,\(text)\n"])

        let complaint = samples.complaint("t.csv")

        #expect((complaint == nil) == isRight)
        #expect(isRight || complaint?.hasPrefix("t.csv:3: expected boxes as") == true)
    }

    @Test func yoloReadsBack() throws {
        let samples = try SampleFolder(["sea/a.jpg": "", "sea/images/b.jpg": "", "sea/c.jpg": ""])
        var photographs = ["a.jpg", "images/b.jpg", "c.jpg"].map { Photograph(path: $0) }
        photographs[0].size = PictureSize(width: 200, height: 100)
        photographs[0].boxes = [
            BoxLabel(
                Box(left: 50, top: 25, right: 100, bottom: 75), className: "tail \"fluke\"",
                confidence: 0.5, origin: "x")
        ]
        photographs[1].split = .validation
        photographs[1].boxes = [
            BoxLabel(
                Box(left: 0, top: 0, right: 0.5, bottom: 1, unit: .fractions), className: "fin",
                origin: "x")
        ]
        let table = PhotographTable(root: samples.file("sea"), photographs: photographs)

        for held in [HeldPhotographs.links, .copies] {
            try table.writeYOLO(to: samples.file("out"), photographs: held)
            let dataset = try samples.read("out")

            #expect(dataset.format == .yolo && dataset.findings.isEmpty)
            let read = dataset.table.photographs
            #expect(
                read.map(\.path) == [
                    "images/train/a.jpg", "images/train/c.jpg", "images/val/b.jpg",
                ])
            let first = try #require(read[0].boxes.first)
            #expect(
                first.box.pixels(in: PictureSize(width: 200, height: 100)) == table[0].boxes[0].box)
            #expect(first.className == "tail \"fluke\"" && first.confidence == 0.5)
            #expect(read[2].boxes[0].box == table[1].boxes[0].box)
            #expect(read[2].boxes[0].className == "fin" && read[2].split == .validation)
        }
        #expect(
            throws: DatasetError.self,
            performing: { try table.writeYOLO(to: samples.file("no"), classes: []) })
    }

    @Test func photographsAreNotWrittenOver() throws {
        // Given a table of a YOLO folder's own photographs
        let samples = try SampleFolder(["sea/images/train/a.jpg": "the only copy"])
        var photograph = Photograph(path: "images/train/a.jpg")
        photograph.split = .train
        let table = PhotographTable(root: samples.file("sea"), photographs: [photograph])

        // When it is written to that folder, then it is refused, and the photograph is there
        for held in [HeldPhotographs.links, .copies] {
            #expect(
                throws: DatasetError.self,
                performing: { try table.writeYOLO(to: samples.file("sea"), photographs: held) })
        }
        let path = samples.file("sea/images/train/a.jpg")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "the only copy")
    }

    @Test func rowsOfOnePhotographShareItsLabelFile() throws {
        let samples = try SampleFolder()
        var rows = ["ada", "bo"].enumerated().map { number, name in
            var photograph = Photograph(path: "a.jpg")
            photograph.individual = name
            let left = Double(number) / 2
            photograph.boxes = [
                BoxLabel(
                    Box(left: left, top: 0, right: left + 0.5, bottom: 1, unit: .fractions),
                    className: "fin", origin: "x")
            ]
            return photograph
        }
        try PhotographTable(root: "/sea", photographs: rows)
            .writeYOLO(to: samples.file("out"), photographs: .none)

        #expect(
            try String(contentsOfFile: samples.file("out/labels/train/a.txt"), encoding: .utf8)
                == "0 0.25 0.5 0.5 1\n0 0.75 0.5 0.5 1\n")
        rows[1].path = "a.png"
        #expect {
            try PhotographTable(root: "/sea", photographs: rows)
                .writeYOLO(to: samples.file("no"), photographs: .none)
        } throws: {
            "\($0)".contains("'a.png' stands beside another that differs in its ending alone")
        }
    }

    @Test func cocoReadsBack() throws {
        let samples = try SampleFolder()
        var table = table(root: "/elsewhere")
        table[0].boxes.removeAll { $0.box.unit == .fractions }

        try table.writeCOCO(to: samples.file("out.json"))
        let read = try samples.read("out.json").table

        var wanted = table[0]
        wanted.further = []
        for index in wanted.boxes.indices {
            let (one, other) = (wanted.boxes[index], read[0].boxes[index])
            #expect(abs(one.box.bottom - other.box.bottom) < 1e-9)
            #expect(one.className == other.className && one.origin == other.origin)
        }
        wanted.boxes = read[0].boxes
        #expect(read[0] == wanted)
        #expect(read.count == 2 && read.root == "/elsewhere")
    }

    @Test func sizesThatAreNeededAreAskedFor() throws {
        let samples = try SampleFolder()
        var photograph = Photograph(path: "a.jpg")
        photograph.boxes = [
            BoxLabel(Box(left: 1, top: 1, right: 2, bottom: 2), className: "fin", origin: "x")
        ]
        let table = PhotographTable(root: "/sea", photographs: [photograph])

        #expect {
            try table.writeYOLO(to: samples.file("out"), photographs: .none)
        } throws: {
            "\($0)".contains("a box of 'a.jpg' is in pixels, and the picture's size is needed")
        }
        var asked: [String] = []
        try table.writeYOLO(to: samples.file("out"), photographs: .none) {
            asked.append($0)
            return PictureSize(width: 4, height: 4)
        }
        #expect(asked == ["/sea/a.jpg"])
        #expect(
            try String(contentsOfFile: samples.file("out/labels/train/a.txt"), encoding: .utf8)
                == "0 0.375 0.375 0.25 0.25\n")
    }

    @Test func whatCannotBeWrittenIsSaid() throws {
        let table = PhotographTable(root: "/sea", photographs: [Photograph(path: "../a.jpg")])
        let samples = try SampleFolder(["file": ""])

        #expect { try table.writeTable(to: samples.file("no/such.csv")) } throws: {
            ($0 as? DatasetError)?.kind == .unwritable
        }
        #expect { try table.writeYOLO(to: samples.file("yolo")) } throws: {
            "\($0)".contains("leads out of the root")
        }
        #expect { try table.writeYOLO(to: samples.file("file/x")) } throws: {
            ($0 as? DatasetError)?.kind == .unwritable
        }
    }
}
