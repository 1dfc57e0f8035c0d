import Foundation
import Imaging
import Testing

@testable import Datasets

/// What every exporter writes, read by the importer of its format.
@Suite struct ExportFormatTests {
    private let samples: SampleFolder
    private let table: PhotographTable

    /// Given what a detector found in three photographs: two boxes, one in fractions, none.
    init() throws {
        samples = try SampleFolder([
            "sea/a.jpg": "", "sea/deep/b & <c>.jpg": "", "sea/none.jpg": "",
        ])
        var photographs = ["a.jpg", "deep/b & <c>.jpg", "none.jpg"].map { Photograph(path: $0) }
        for row in photographs.indices {
            photographs[row].size = PictureSize(width: 640, height: 480)
            photographs[row].individual = row == 1 ? "Ada, \"A\"" : nil
            photographs[row].species = "bottlenose_dolphin"
        }
        photographs[0].boxes = [
            BoxLabel(
                Box(left: 10.123456789, top: 20.25, right: 200.1, bottom: 1 / 3 + 100),
                className: "fin", confidence: 0.87654321, origin: "yolov5n"),
            BoxLabel(
                Box(left: 300, top: 200, right: 340, bottom: 260), className: "body",
                confidence: 0.25, origin: "yolov5n"),
        ]
        photographs[1].boxes = [
            BoxLabel(
                Box(left: 0.1, top: 0.2, right: 0.3, bottom: 0.9, unit: .fractions),
                className: "fin", confidence: 1, origin: "yolov5n")
        ]
        table = PhotographTable(root: samples.file("sea"), photographs: photographs)
    }

    /// The boxes of a table in pixels, by photograph, in the order of its names.
    private func boxes(of table: PhotographTable) -> [[BoxLabel]] {
        Dictionary(grouping: table.photographs, by: { FilePath.name(of: $0.path) })
            .sorted { $0.key < $1.key }.map { _, rows in
                rows.flatMap(\.boxes).map { label in
                    var label = label
                    label.box = label.box.pixels(in: PictureSize(width: 640, height: 480))
                    return label
                }
            }
    }

    @Test(
        "Given a detector's boxes, when written in a format and read back, then they are the same",
        arguments: ExportFormat.allCases.filter { $0 != .cocoResults })
    func roundTrip(_ format: ExportFormat) throws {
        let name = format.isFolder ? "out" : format == .coco ? "out.json" : "out.csv"

        try table.write(as: format, to: samples.file(name))
        let dataset = try samples.read(name)

        #expect(dataset.format.rawValue == format.rawValue)
        #expect(dataset.findings.allSatisfy { $0.kind == .duplicatePhotograph })
        let (read, wanted) = (boxes(of: dataset.table), boxes(of: table))
        #expect(read.map(\.count) == [2, 1, 0])
        for (one, other) in zip(read.joined(), wanted.joined()) {
            let corners = [\Box.left, \.top, \.right, \.bottom]
            #expect(
                corners.allSatisfy { abs(one.box[keyPath: $0] - other.box[keyPath: $0]) < 1e-6 })
            let hasClasses = format.contents.contains(.classes)
            #expect(one.className == (hasClasses ? other.className : "animal"))
            let hasConfidences = format.contents.contains(.confidences)
            #expect(one.confidence == (hasConfidences ? other.confidence : nil))
        }
        let hasIndividuals = format.contents.contains(.individuals)
        let individuals = Set(dataset.table.photographs.compactMap(\.individual))
        #expect(individuals == (hasIndividuals ? ["Ada, \"A\""] : []))
        let hasSpecies = format.contents.contains(.species)
        #expect(Set(dataset.table.species.keys) == (hasSpecies ? ["bottlenose_dolphin"] : []))
    }

    @Test("Given a Pascal VOC folder, its photographs are found where the links lead")
    func linksOfVOC() throws {
        try table.writeVOC(to: samples.file("sea/voc"))

        let read = try samples.read("sea/voc") { $0.checksPhotographs = true }

        #expect(read.findings.isEmpty)
        #expect(Set(read.table.photographs.map(\.path)) == Set(table.photographs.map(\.path)))
        #expect(read.table.root == samples.file("sea/voc/JPEGImages"))
    }

    @Test("Given boxes of a person beside a detector's, then they count as sure in its table")
    func mixedConfidences() throws {
        var mixed = table
        mixed[0].boxes[1].confidence = nil
        mixed[1].boxes[0].confidence = nil

        try mixed.writeDetectorBoxes(to: samples.file("out.csv"))
        let read = try samples.read("out.csv").table

        #expect(read[0].boxes.map(\.confidence) == [0.87654321, 1])
        #expect(read[1].boxes.map(\.confidence) == [nil])
    }

    @Test("Given boxes, COCO's results number photographs and classes as the COCO file does")
    func resultsOfCOCO() throws {
        try table.writeCOCOResults(to: samples.file("results.json"))
        try table.writeCOCO(to: samples.file("truth.json"))

        let results = try JSONDecoder().decode(
            [COCODocument.Annotation].self,
            from: Data(contentsOf: URL(fileURLWithPath: samples.file("results.json"))))
        let truth = try JSONDecoder().decode(
            COCODocument.self,
            from: Data(contentsOf: URL(fileURLWithPath: samples.file("truth.json"))))

        #expect(results.map(\.imageID.description) == ["1", "1", "2"])
        #expect(results.map(\.score) == [0.87654321, 0.25, 1])
        #expect(results[2].bbox == [64, 96, 128, 336])
        let annotations = truth.annotations ?? []
        #expect(results.map(\.categoryID) == annotations.map(\.categoryID))
        #expect(results.map(\.bbox) == annotations.map(\.bbox))
    }

    @Test("Given a table, what a format has no place for is named")
    func leftOut() {
        #expect(table.contentsLeftOut(by: .table).isEmpty)
        #expect(table.contentsLeftOut(by: .yolo) == [.individuals, .species])
        #expect(
            table.contentsLeftOut(by: .tensorflow) == [.confidences, .individuals, .species])
        #expect(table.contentsLeftOut(by: .detectorBoxes) == [.classes])
        #expect(ExportFormat(name: "csv") == .table && ExportFormat(name: "xml") == nil)
    }

    @Test("Given boxes in fractions and no sizes, those are asked for, or missed by name")
    func sizes() throws {
        var photograph = table[1]
        photograph.size = nil
        let unsized = PhotographTable(root: samples.file("sea"), photographs: [photograph])
        for format in [ExportFormat.voc, .tensorflow, .detectorBoxes, .happywhale, .wildlife] {
            let error = #expect(throws: DatasetError.self) {
                try unsized.write(as: format, to: samples.file("\(format.rawValue)"))
            }
            #expect(error?.problem.contains("a box of 'deep/b & <c>.jpg' is in fractions") == true)
            var options = ExportOptions()
            options.size = { _ in PictureSize(width: 10, height: 10) }
            try unsized.write(
                as: format, to: samples.file("\(format.rawValue).csv"), options: options)
        }
    }

    @Test("Given a photograph's file, its size is read from the header")
    func headerSize() throws {
        let path = samples.file("drawn.png")
        try PixelImage(size: ImageSize(width: 7, height: 5)).write(to: path)

        #expect(try PictureSize(ofPhotograph: path) == PictureSize(width: 7, height: 5))
        #expect(throws: ImageError.self) { try PictureSize(ofPhotograph: path + ".missing") }
    }

    @Test("Given names that XML or a folder cannot hold, then that is said")
    func impossibleNames() throws {
        let control = PhotographTable(root: "/sea", photographs: [Photograph(path: "a\u{1}.jpg")])
        let twins = PhotographTable(
            root: "/sea", photographs: ["a.jpg", "a.png"].map { Photograph(path: $0) })

        let first = #expect(throws: DatasetError.self) {
            try control.writeVOC(to: samples.file("x"), photographs: .none)
        }
        let second = #expect(throws: DatasetError.self) {
            try twins.writeVOC(to: samples.file("y"), photographs: .none)
        }
        #expect(first?.problem.contains("a control character, which XML cannot") == true)
        #expect(second?.problem.contains("differs in its ending alone") == true)
    }
}
