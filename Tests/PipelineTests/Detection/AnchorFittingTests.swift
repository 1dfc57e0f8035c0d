import Datasets
import Detectors
import Testing

@testable import Pipeline

@Suite struct AnchorFittingTests {
    private let fitting = AnchorFitting(size: 640, factor: 4, seed: 1)

    private func views(_ sizes: [(width: Double, height: Double)]) -> PhotographViews {
        PhotographViews(
            whole: PhotographTable(
                root: "",
                photographs: sizes.map { size in
                    var photograph = Photograph(path: "x")
                    photograph.size = PictureSize(width: 1_280, height: 960)
                    photograph.boxes = [
                        BoxLabel(
                            Box(x: 10, y: 10, width: size.width, height: size.height),
                            className: "fin", origin: "test")
                    ]
                    return photograph
                }))
    }

    @Test("Given boxes that the published anchors fit, these stay")
    func good() {
        var lines: [String] = []
        let found = fitting.anchors(
            for: views([(60, 46), (120, 90), (320, 400)]), instead: .published,
            report: { lines.append($0) })

        #expect(found == nil)
        #expect(lines.count == 1 && lines[0].hasPrefix("100.0 % of the boxes fit an anchor"))
    }

    @Test("Given boxes that they do not fit, others are found that do, and told of")
    func better() throws {
        // Long, flat backs: at half the scale 80 × 4 and more.
        let sizes = (0..<60).map { number -> (width: Double, height: Double) in
            (width: Double(160 + 8 * number), height: Double(8 + number % 12))
        }
        var lines: [String] = []
        let fitted = fitting.anchors(
            for: views(sizes), instead: .published, report: { lines.append($0) })
        let found = try #require(fitted)

        let boxes = sizes.map { Anchors.Size(width: $0.width / 2, height: $0.height / 2) }
        let recall = AnchorFit(of: found.all, to: boxes, factor: 4).recall
        #expect(AnchorFit(of: Anchors.published.all, to: boxes, factor: 4).recall < 0.98)
        #expect(recall > 0.99)
        #expect(lines.count == 2 && lines[1].hasPrefix("new anchors fit 100.0 %: "))
        #expect(lines[1].split(separator: "×").count == 10)
        let again = fitting.anchors(for: views(sizes), instead: .published, report: { _ in })
        #expect(again == found)
    }

    @Test("Given no box, or fewer kinds than anchors, nothing changes")
    func tooFew() {
        #expect(fitting.anchors(for: views([]), instead: .published, report: { _ in }) == nil)
        let few = views(Array(repeating: (width: 600, height: 6), count: 50))
        #expect(fitting.anchors(for: few, instead: .published, report: { _ in }) == nil)
    }
}
