import Detectors
import Imaging
import Testing
import Torch

@testable import Pipeline

@Suite struct PaddedBatchTests {
    /// A picture of one colour, of a photograph twice as large.
    private func view(_ width: Int, _ height: Int, index: Int) -> PaddedBatch.View {
        PaddedBatch.View(
            DecodedImage(
                image: PixelImage(
                    size: ImageSize(width: width, height: height),
                    filledWith: Pixel(red: 200, green: 30, blue: 90)),
                transform: PixelTransform(scaleX: 0.5, scaleY: 0.5),
                photographSize: ImageSize(width: 2 * width, height: 2 * height)), index: index)
    }

    @Test(
        "Given pictures of two shapes, each is padded for itself, and boxes lie where the photographs show them"
    )
    func padding() {
        var options = Detector.Options()
        options.thresholds.confidence = 1e-4
        options.thresholds.limit = 20
        let network = YOLOv5(
            YOLOv5Configuration(.nano, classCount: 1), generator: Generator(seed: 3))
        let detector = Detector(network, options: options)
        // Padded by hand to 64 × 64: 7 columns on either side, 12 rows above and below.
        let canvas = Tensor.full([1, 64, 64, 3], 114, dtype: .uint8)
        canvas[0, 12..<52, 7..<57] = Tensor([UInt8(200), 30, 90])
        let expected = detector(canvas)[0]
        #expect(expected.count == 20)

        let found = PaddedBatch([view(64, 32, index: 8), view(50, 40, index: 5)])
            .detections(by: detector)

        #expect(found.map(\.view.index) == [8, 5])
        #expect(found[1].found.count == expected.count)
        for (box, wanted) in zip(found[1].found.map(\.box), expected.map(\.box)) {
            #expect(abs(box.left - 2 * (wanted.left - 7)) < 1e-3)
            #expect(abs(box.top - 2 * (wanted.top - 12)) < 1e-3)
            #expect(abs(box.right - 2 * (wanted.right - 7)) < 1e-3)
            #expect(abs(box.bottom - 2 * (wanted.bottom - 12)) < 1e-3)
        }
    }
}
