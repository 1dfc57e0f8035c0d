import Datasets
import Imaging
import Testing

@testable import Pipeline

@Suite struct CropRegionsTests {
    private func crop(_ box: Box) -> CropBox? {
        var photograph = Photograph(path: "a.jpg")
        photograph.boxes = [BoxLabel(box, className: "fin", origin: "test")]
        let table = PhotographTable(root: "", photographs: [photograph])
        return CropRegions(className: "fin", margin: 0.1).crops(of: table)[0]
    }

    @Test("Given a box, when it is cropped to, then a share of its width and height is around it")
    func margin() {
        #expect(
            crop(Box(left: 20, top: 30, right: 60, bottom: 50))
                == .pixels(PixelRectangle(x: 16, y: 28, width: 48, height: 24)))
    }

    @Test("Given a class that no box has, the error names those there are")
    func missingClass() throws {
        var photograph = Photograph(path: "a.jpg")
        photograph.boxes = [
            BoxLabel(Box(left: 1, top: 1, right: 2, bottom: 2), className: "fin", origin: "test")
        ]
        let table = PhotographTable(root: "", photographs: [photograph])
        let error = #expect(throws: DatasetError.self) {
            try CropRegions(className: "dorsal", margin: 0).check(table, path: "t.csv")
        }
        #expect(error?.advice == "the classes are fin")
        try CropRegions(className: "fin", margin: 0).check(table, path: "t.csv")
    }

    @Test("Given a box far beyond any picture, when it is cropped to, then it still is a crop")
    func farBox() {
        #expect(
            crop(Box(left: 1, top: 1, right: 1e300, bottom: 1e300))
                == .pixels(
                    PixelRectangle(
                        x: -1_000_000_000, y: -1_000_000_000, width: 2_000_000_000,
                        height: 2_000_000_000)))
    }
}
