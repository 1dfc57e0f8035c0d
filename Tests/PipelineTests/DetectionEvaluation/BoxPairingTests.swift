import Datasets
import Detectors
import Foundation
import Imaging
import Pipeline
import Testing

@Suite struct BoxPairingTests {
    private func photograph(
        _ path: String, _ boxes: [Box] = [], size: PictureSize? = nil, split: SplitName? = nil,
        confidence: Double? = nil
    ) -> Photograph {
        var photograph = Photograph(path: path)
        photograph.boxes = boxes.map {
            BoxLabel($0, className: "fin", confidence: confidence, origin: "test")
        }
        photograph.size = size
        photograph.split = split
        return photograph
    }

    private func pairing(
        _ truths: [Photograph], _ detections: [Photograph], roots: (String, String) = ("t", "d"),
        splits: [String] = []
    ) throws -> BoxPairing {
        try BoxPairing(
            truths: .init(
                PhotographTable(root: roots.0, photographs: truths), path: "truths.csv"),
            detections: .init(
                PhotographTable(root: roots.1, photographs: detections), path: "found.csv"),
            splits: splits)
    }

    private let box = Box(x: 10, y: 20, width: 30, height: 40)

    @Test("Given paths, names alone and names that stand twice, the same photographs meet")
    func photographsMeet() throws {
        let found = try pairing(
            [
                photograph("images/a.jpg", [box]), photograph("images/b.jpg", [box]),
                photograph("2019/c.jpg", [box]), photograph("2020/c.jpg", [box]),
                photograph("d.jpg", [box]),
            ],
            [
                photograph("./images/a.jpg", [box]), photograph("elsewhere/b.jpg", [box, box]),
                photograph("c.jpg", [box]), photograph("x.jpg"), photograph("d/d/d.jpg"),
            ])

        #expect(found.photographs.map(\.detections.count) == [1, 2, 0, 0, 0])
        #expect(found.undetected == ["2019/c.jpg", "2020/c.jpg"])
        #expect(found.unknown == ["c.jpg", "x.jpg"])
        #expect(found.photographs.allSatisfy { $0.truths.map(\.box) == [box] })
    }

    @Test("Given several rows of a photograph, their boxes come together, each of them once")
    func rowsMerge() throws {
        let other = Box(x: 100, y: 20, width: 30, height: 40)
        let found = try pairing(
            [photograph("a.jpg", [box]), photograph("a.jpg", [box, other])],
            [photograph("t/a.jpg", [other]), photograph("a.jpg", [box])])

        #expect(found.photographs.count == 1)
        #expect(found.photographs[0].truths.map(\.box) == [box, other])
        #expect(found.photographs[0].detections.map(\.box) == [box])
    }

    @Test("Given parts of the data set, classes are those of what is judged alone")
    func classesOfSplits() throws {
        func named(_ name: String, _ path: String, _ split: SplitName? = nil) -> Photograph {
            var row = photograph(path, [box], split: split)
            row.boxes[0].className = name
            return row
        }
        let truths = [named("fin", "a.jpg", .train), named("fluke", "b.jpg", .validation)]
        // Of the classes that the other part has, none is judged; nor are detections in it.
        #expect(throws: DatasetError.self) {
            try pairing(truths, [named("fin", "b.jpg")], splits: ["validation"])
        }
        #expect(throws: DatasetError.self) {
            try pairing(
                truths, [named("fluke", "a.jpg"), named("fin", "b.jpg")], splits: ["validation"])
        }
        let found = try pairing(
            truths, [named("body", "a.jpg"), named("fluke", "b.jpg")], splits: ["validation"])
        #expect(found.photographs.map(\.name) == ["b.jpg"])
    }

    @Test("Given parts of the data set, only theirs are judged, and the others are not unknown")
    func splits() throws {
        let truths = [
            photograph("a.jpg", [box], split: .train),
            photograph("b.jpg", [box], split: .validation), photograph("c.jpg", [box]),
        ]
        let found = try pairing(
            truths, [photograph("a.jpg", [box]), photograph("b.jpg")], splits: ["validation"])

        #expect(found.photographs.map(\.name) == ["b.jpg"])
        #expect(found.unknown.isEmpty && found.undetected.isEmpty)
        let error = #expect(throws: DatasetError.self) {
            try pairing(truths, truths, splits: ["test"])
        }
        #expect(error?.description == "truths.csv: expected boxes to judge by, found none in test")
    }

    @Test(
        "Given a detector that saw smaller copies, and fractions, boxes are in pixels of the true ones"
    )
    func unitsMeet() throws {
        let large = PictureSize(width: 400, height: 200)
        let fractions = Box(left: 0.025, top: 0.1, right: 0.1, bottom: 0.3, unit: .fractions)
        let found = try pairing(
            [photograph("a.jpg", [box], size: large), photograph("b.jpg", [box], size: large)],
            [
                photograph(
                    "a.jpg", [Box(x: 5, y: 10, width: 15, height: 20)],
                    size: PictureSize(width: 200, height: 100)),
                photograph("b.jpg", [fractions]),
            ])

        for photograph in found.photographs {
            let overlap = photograph.detections[0].box.intersectionOverUnion(box)
            #expect(abs(overlap - 1) < 1e-9, "\(photograph.name)")
            #expect(photograph.size == large)
        }
    }

    @Test(
        "Given fractions and no size, the photograph's file tells it, or the error says what to do")
    func sizesAreRead() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try PixelImage(
            size: ImageSize(width: 80, height: 40), filledWith: Pixel(red: 1, green: 2, blue: 3)
        ).write(to: folder.appendingPathComponent("a.png").path)
        let whole = Box(left: 0, top: 0, right: 1, bottom: 1, unit: .fractions)

        let found = try pairing(
            [photograph("a.png", [whole])], [photograph("a.png")], roots: (folder.path, "d"))
        #expect(found.photographs[0].truths[0].box == Box(x: 0, y: 0, width: 80, height: 40))

        let missing = #expect(throws: DatasetError.self) {
            try pairing(
                [photograph("a.jpg", [box])], [photograph("a.jpg", [whole])],
                roots: (folder.path, "d"))
        }
        #expect(missing?.path == "found.csv" && missing?.kind == .missing)
        #expect(missing?.description.contains("'a.jpg' has boxes in fractions") == true)
        #expect(missing?.description.contains("--root") == true)
    }

    @Test("Given data sets without a photograph in common, the error shows how either names them")
    func nothingInCommon() {
        let error = #expect(throws: DatasetError.self) {
            try pairing([photograph("a.jpg", [box])], [photograph("b.jpg", [box])])
        }
        #expect(
            error?.description.hasPrefix(
                "found.csv: no photograph is one of truths.csv: found 'b.jpg', expected such as 'a.jpg'"
            ) == true)
    }
}
