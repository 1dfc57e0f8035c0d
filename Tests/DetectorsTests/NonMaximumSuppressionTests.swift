import GoldenSupport
import Testing
import Torch

@testable import Detectors

@Suite struct NonMaximumSuppressionTests {
    private struct Recording: Decodable {
        var agnostic: Bool
        var multiLabel: Bool
    }

    @Test(
        "Given clustered boxes, when suppressed, then those are kept that the package keeps",
        arguments: Golden.all("non_maximum_suppression", in: .module))
    func kept(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        let boxes: [Int] = try tensors.required("boxes").array()
        let counts: [Int] = try tensors.required("counts").array()
        let limits: [Int] = try tensors.required("limits").array()
        let numbers: [Double] = try tensors.required("thresholds").array()
        #expect(boxes.count == 20)
        for index in boxes.indices {
            var thresholds = DetectionThresholds()
            thresholds.confidence = numbers[2 * index]
            thresholds.overlap = numbers[2 * index + 1]
            thresholds.isAgnostic = recording.agnostic
            thresholds.isMultiLabel = recording.multiLabel
            thresholds.limit = limits[index]
            let predictions = try tensors.required("predictions")[index]
                .slice(0, start: 0, end: boxes[index])

            let found = NonMaximumSuppression(thresholds)(predictions)

            let expected = try tensors.required("detections")[index]
                .slice(0, start: 0, end: counts[index])
            let rows = found.flatMap { detection in
                [
                    detection.box.left, detection.box.top, detection.box.right,
                    detection.box.bottom, detection.confidence, Double(detection.classIndex),
                ].map { Float($0) }
            }
            expect(
                Tensor(rows, shape: [found.count, 6]), equals: expected, within: 1e-5,
                "\(golden.name), case \(index)")
        }
    }
}
