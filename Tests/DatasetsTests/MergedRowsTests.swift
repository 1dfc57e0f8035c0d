import Datasets
import Testing

@Suite struct MergedRowsTests {
    private func row(
        _ path: String, _ boxes: [Double], split: SplitName? = nil, size: PictureSize? = nil
    ) -> Photograph {
        var photograph = Photograph(path: path)
        photograph.boxes = boxes.map {
            BoxLabel(Box(x: $0, y: 0, width: 9, height: 9), className: "fin", origin: "test")
        }
        photograph.split = split
        photograph.size = size
        return photograph
    }

    private let size = PictureSize(width: 40, height: 30)

    @Test("Given rows of the same photographs, there is one of each, with every box once")
    func merging() {
        let table = PhotographTable(
            root: "sea",
            photographs: [
                row("a", [1, 2]), row("b", []), row("a", [2, 3, 3], split: .train, size: size),
            ])

        let merged = table.mergedByPhotograph()

        #expect(merged.root == "sea")
        #expect(merged.photographs.map(\.path) == ["a", "b"])
        #expect(merged.photographs.map { $0.boxes.map(\.box.left) } == [[1, 2, 3], []])
        #expect(merged[0].split == .train && merged[0].size == size)
    }

    @Test("Given parts that are kept apart, rows of a photograph meet within each")
    func parts() {
        let table = PhotographTable(
            root: "",
            photographs: [
                row("a", [1], split: .test), row("a", [2]), row("a", [3], split: .train),
            ])

        let merged = table.mergedByPhotograph { $0.split ?? .train }

        #expect(merged.photographs.map { $0.boxes.map(\.box.left) } == [[1], [2, 3]])
    }
}
