import Datasets
import Detectors
import Imaging
import Testing

@testable import Pipeline

@Suite struct MergedViewsTests {
    private func detection(
        _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ confidence: Double,
        of classIndex: Int = 0
    ) -> Detection {
        Detection(
            box: Box(left: left, top: top, right: right, bottom: bottom), classIndex: classIndex,
            confidence: confidence)
    }

    private let left = PixelRectangle(x: 0, y: 0, width: 100, height: 100)
    private let right = PixelRectangle(x: 80, y: 0, width: 100, height: 100)
    private var merged: MergedViews {
        MergedViews(row: 4, size: ImageSize(width: 180, height: 100))
    }

    @Test(
        "Given tiles, what their edges cut is left out, and what the photograph's edges cut is not")
    func cutBoxes() {
        var merged = merged
        merged.add(
            [
                detection(90, 20, 99, 40, 0.9), detection(0, 0, 30, 100, 0.8),
                detection(40, 20, 97, 40, 0.7),
            ], tile: left)
        merged.add(
            [detection(81, 20, 110, 40, 0.6), detection(150, 0, 180, 99, 0.5)], tile: right)

        let found = merged.detections(DetectionThresholds())

        #expect(found.map(\.confidence) == [0.8, 0.7, 0.5].map { Double(Float($0)) })
    }

    @Test("Given an animal in two tiles and in the whole, the surest box stays")
    func repeatedBoxes() {
        var merged = merged
        merged.add([detection(84, 20, 96, 40, 0.4)], tile: nil)
        merged.add([detection(84, 21, 96, 40, 0.9)], tile: left)
        merged.add(
            [detection(84, 20, 96, 41, 0.6), detection(84, 20, 96, 40, 0.5, of: 1)], tile: right)

        let found = merged.detections(DetectionThresholds())
        #expect(found.map(\.classIndex) == [0, 1])
        #expect(found[0].box == Box(left: 84, top: 21, right: 96, bottom: 40))
        var agnostic = DetectionThresholds()
        agnostic.isAgnostic = true
        #expect(merged.detections(agnostic).count == 1)
    }

    @Test("Given one view, its boxes stay as the detector gave them")
    func singleViews() {
        var merged = merged
        let boxes = [detection(0, 0, 50, 50, 0.3), detection(0, 0, 50, 51, 0.9)]
        merged.add(boxes, tile: nil)
        #expect(merged.detections(DetectionThresholds()) == boxes)
    }
}
