import Datasets
import Detectors
import Imaging
import Randomness
import Testing

@testable import Pipeline

@Suite struct PhotographViewsTests {
    private func photograph(
        _ path: String, _ size: PictureSize?, _ boxes: [Box] = []
    ) -> Photograph {
        var photograph = Photograph(path: path)
        photograph.size = size
        photograph.boxes = boxes.map { BoxLabel($0, className: "fin", origin: "test") }
        return photograph
    }

    private func tile(_ crop: CropBox?) throws -> PixelRectangle {
        guard case .pixels(let tile)? = crop else {
            Issue.record("expected a tile in pixels")
            return PixelRectangle(x: 0, y: 0, width: 1, height: 1)
        }
        return tile
    }

    @Test("Given any size, tiles cover it, lie inside, and overlap as far as is asked or more")
    func tilesCover() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<60 {
            let size = ImageSize(
                width: random.integer(1...2_000), height: random.integer(1...2_000))
            let side = random.integer(100...900)
            let overlap = Double(random.integer(0...6)) / 10
            let tiles = PhotographViews.tiles(of: size, side: side, overlap: overlap)
            if size.width <= side, size.height <= side {
                #expect(tiles.isEmpty)
                continue
            }
            for (starts, length) in [(tiles.map(\.x), size.width), (tiles.map(\.y), size.height)] {
                let sorted = Set(starts).sorted()
                let width = min(side, length)
                #expect(sorted.first == 0)
                #expect(sorted.last.map { $0 + width } == length)
                for (one, next) in zip(sorted, sorted.dropFirst()) {
                    // Tiles begin at whole pixels.
                    #expect(Double(one + width - next) >= overlap * Double(side) - 1)
                }
            }
            #expect(tiles.count == Set(tiles.map(\.x)).count * Set(tiles.map(\.y)).count)
            #expect(
                tiles.allSatisfy {
                    $0.width == min(side, size.width) && $0.height == min(side, size.height)
                })
        }
    }

    @Test("Given photographs, each is seen as a whole first, then in tiles where it is larger")
    func wholesComeFirst() throws {
        let table = PhotographTable(
            root: "",
            photographs: [
                photograph("large", PictureSize(width: 200, height: 100)),
                photograph("small", PictureSize(width: 100, height: 90)),
            ])
        let views = PhotographViews(tiling: table, side: 100, overlap: 0)

        #expect(views.rows == [0, 0, 0, 1])
        #expect(views.table.photographs.map(\.path) == ["large", "large", "large", "small"])
        #expect(views.crops[0] == nil && views.crops[3] == nil)
        #expect(try tile(views.crops[1]) == PixelRectangle(x: 0, y: 0, width: 100, height: 100))
        #expect(try tile(views.crops[2]) == PixelRectangle(x: 100, y: 0, width: 100, height: 100))
        var input = DetectorConfiguration.Input()
        #expect(PhotographViews(of: table, input).rows == [0, 1])
        input.tile = 100
        input.tileOverlap = 0
        #expect(PhotographViews(of: table, input).rows == views.rows)
    }

    @Test("Given a photograph whose size nobody knows, its file tells it; a bad one is one view")
    func sizesAreRead() throws {
        let folder = try FinFolder(["bad.png": "no picture"], photographs: ["good.png"])
        let table = PhotographTable(
            root: folder.path,
            photographs: ["good.png", "bad.png", "gone.png"].map { photograph($0, nil) })

        let views = PhotographViews(tiling: table, side: 32, overlap: 0)

        #expect(views.rows == [0, 0, 0, 1, 2])
        #expect(views.table[0].size == PictureSize(width: 40, height: 30))
        #expect(views.table[3].size == nil && views.crops[3] == nil)
    }

    @Test("Given boxes to learn from, tiles that show the middle of none are left out")
    func emptyTiles() throws {
        let size = PictureSize(width: 300, height: 100)
        let table = PhotographTable(
            root: "",
            photographs: [
                photograph(
                    "a", size,
                    [
                        Box(left: 90, top: 10, right: 130, bottom: 30),
                        Box(left: 0.9, top: 0.1, right: 1, bottom: 0.2, unit: .fractions),
                    ]),
                photograph("b", size),
            ])

        let views = PhotographViews(tiling: table, side: 100, overlap: 0)
            .withFewEmptyTiles(seed: 1)

        // Of each photograph's empty tiles, one stays: the first one's only, and one of the second one's three.
        #expect(views.rows == [0, 0, 0, 0, 1, 1])
        #expect(try views.crops[1...3].map { try tile($0).x } == [0, 100, 200])
        #expect(views.boxes(in: 0).count == 2 && views.boxes(in: 2).count == 1)
    }

    @Test("Given small animals in tiles, anchors are fitted to how large they are there")
    func anchorsInTiles() {
        // In the whole photograph 4 × 2 pixels of the network's, in a tile 40 × 20.
        let table = PhotographTable(
            root: "",
            photographs: [
                photograph(
                    "a", PictureSize(width: 6_400, height: 640),
                    (0..<5).map { Box(x: 640 * Double($0) + 100, y: 50, width: 40, height: 20) })
            ])
        func told(_ views: PhotographViews) -> String {
            var lines: [String] = []
            _ = AnchorFitting(size: 640, factor: 4, seed: 0).anchors(
                for: views, instead: .published, report: { lines.append($0) })
            return lines.first ?? ""
        }

        #expect(told(PhotographViews(whole: table)).hasPrefix("0.0 % of the boxes fit an anchor"))
        let tiled = PhotographViews(tiling: table, side: 640, overlap: 0)
            .withFewEmptyTiles(seed: 1)
        #expect(told(tiled).hasPrefix("50.0 % of the boxes fit an anchor"))
    }
}
