import Testing
import Torch
import TorchNN

@testable import Detectors

@Suite struct DetectorTests {
    private let network: YOLOv5
    /// Two pictures, 320 × 256.
    private let pixels: Tensor
    private var thresholds = DetectionThresholds()

    /// Given a network that sees something everywhere.
    init() {
        network = YOLOv5(YOLOv5Configuration(.nano, classCount: 3))
        let generator = Generator(seed: 2)
        network.randomize(generator)
        network.eval()
        pixels = Tensor.randint(0..<256, [2, 256, 320, 3], generator: generator).to(.uint8)
        thresholds.confidence = 0.3
    }

    private func expect(_ found: [Detection], equal expected: [Detection]) {
        #expect(found.count == expected.count && expected.count > 10)
        for (one, other) in zip(found, expected) {
            #expect(one.classIndex == other.classIndex)
            #expect(abs(one.confidence - other.confidence) < 1e-4)
            #expect(abs(one.box.left - other.box.left) < 0.05)
            #expect(abs(one.box.top - other.box.top) < 0.05)
            #expect(abs(one.box.right - other.box.right) < 0.05)
            #expect(abs(one.box.bottom - other.box.bottom) < 0.05)
        }
    }

    @Test("Given pictures, the boxes are those of the network that was not folded")
    func plain() {
        var options = Detector.Options()
        options.thresholds = thresholds

        let found = Detector(network, options: options)(pixels)

        let predictions = noGrad { network.head.decoded(network(YOLOv5.images(of: pixels))) }
        for picture in 0..<2 {
            expect(
                found[picture], equal: NonMaximumSuppression(thresholds)(predictions[picture]))
        }
    }

    @Test("Given test-time augmentation, boxes of smaller and mirrored pictures come back in place")
    func augmented() {
        var options = Detector.Options()
        options.thresholds = thresholds
        options.augmentsTests = true

        let found = Detector(network, options: options)(pixels)

        // Sizes at 0.83 and 0.67, up to the next multiple of 32.
        let views = [(320, 256, false), (288, 224, true), (224, 192, false)]
        let images = YOLOv5.images(of: pixels)
        let parts = noGrad {
            views.map { width, height, isMirrored in
                let seen = (isMirrored ? images.flip(3) : images)
                    .resized(height: height, width: width)
                let boxes = network.head.decoded(network(width == 320 ? images : seen))
                let scales = Tensor(
                    [320 / Float(width), 256 / Float(height)], shape: [2])
                let centres = boxes.slice(-1, start: 0, end: 2) * scales
                let (x, y) = (
                    centres.slice(-1, start: 0, end: 1), centres.slice(-1, start: 1, end: 2)
                )
                return Tensor.cat(
                    [
                        isMirrored ? x * -1.0 + 320.0 : x, y,
                        boxes.slice(-1, start: 2, end: 4) * scales, boxes.slice(-1, start: 4),
                    ], -1)
            }
        }
        let all = Tensor.cat(parts, 1)
        for picture in 0..<2 {
            expect(found[picture], equal: NonMaximumSuppression(thresholds)(all[picture]))
        }
    }
}
