import GoldenSupport
import Testing
import Torch
import TorchNN

@testable import Detectors

@Suite struct YOLOv5Tests {
    private struct Recording: Decodable {
        var training: Bool
        var dtype: String
        var seed: UInt64
        var shape: [Int]
        var classes: Int
    }

    @Test(
        "Given Ultralytics' weights from a seed, when drawn here, then weights, maps and gradients agree",
        arguments: Golden.all("yolov5", in: .module))
    func network(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        let generator = Generator(seed: recording.seed)
        let network = YOLOv5(YOLOv5Configuration(.nano, classCount: recording.classes))
            .train(recording.training)
        network.randomize(generator)
        let images = Tensor.empty(recording.shape)
            .fillUniform(from: 0, to: 1, generator: generator)
        let parameters = Dictionary(uniqueKeysWithValues: network.namedParameters)
        func check(_ actual: Tensor?, _ name: String, _ tolerance: Double) throws {
            expect(
                actual.map(sample), equals: try tensors.required(name), within: tolerance,
                "\(golden.testDescription): \(name)")
        }
        for name in tensors.entries(under: "weight").names {
            try check(parameters[name], "weight.\(name)", 0)
        }
        let dtype = try #require(DType(rawValue: recording.dtype))
        let cotangents = YOLOv5.strides.map { stride in
            let shape = recording.shape
            return Tensor.randn(
                [shape[0], 3, shape[2] / stride, shape[3] / stride, 5 + recording.classes],
                generator: generator)
        }
        network.to(dtype: dtype)

        let maps = network(images.to(dtype))

        for (map, name) in zip(maps, ["p3", "p4", "p5"]) { try check(map, "output.\(name)", 1e-4) }
        guard recording.training else {
            try check(network.head.decoded(maps), "output.predictions", 1e-4)
            let folded = network.folded()(images)
            for (map, name) in zip(folded, ["p3", "p4", "p5"]) {
                try check(map, "output.\(name)", 1e-4)
            }
            return
        }
        zip(maps, cotangents).map { $0 * $1.to(dtype) }.map { $0.sum() }.reduce(
            Tensor.zeros([], dtype: dtype), +
        ).backward()
        let recorded = tensors.entries(under: "gradient").names
        #expect(recorded.count >= 6)
        for name in recorded { try check(parameters[name]?.grad, "gradient.\(name)", 1e-3) }
    }

    private func sample(_ tensor: Tensor) -> Tensor {
        tensor.detached().flatten().slice(0, step: max(1, tensor.count / 300) | 1)
    }

    @Test(
        arguments: zip(
            YOLOv5Size.allCases, [1_872_157, 7_235_389, 21_190_557, 46_563_709, 86_749_405]))
    func parametersAreAsManyAsPublishedFor80Classes(size: YOLOv5Size, count: Int) {
        #expect(YOLOv5(YOLOv5Configuration(size, classCount: 80)).parameterCount == count)
        #expect(size.cost(classCount: 80, side: 640).parameters == count)
    }

    @Test func theSmallOneCostsAsManyOperationsAsPublished() {
        // 16.5 billion operations, two for each multiply-add (release 6.0's table).
        let cost = YOLOv5Size.small.cost(classCount: 80, side: 640)

        #expect(abs(2 * Double(cost.multiplyAdds) / 1e9 - 16.5) < 0.3)
    }

    @Test func boxesOfRawMapsAreThoseOfAllPredictions() {
        // Given a head whose maps are anything
        let network = YOLOv5(
            YOLOv5Configuration(.nano, classCount: 3), generator: Generator(seed: 1))
        let generator = Generator(seed: 2)
        let maps = [8, 4, 2].map { Tensor.randn([2, 3, $0, $0, 8], generator: generator) * 2 }
        var thresholds = DetectionThresholds()
        thresholds.isMultiLabel = true
        let suppression = NonMaximumSuppression(thresholds)

        // When boxes are sought in the maps
        let found = network.head.candidates(in: maps, thresholds).map(suppression.kept)

        // Then they are those of the decoded predictions
        let predictions = network.head.decoded(maps)
        for picture in 0..<2 {
            let expected = suppression(predictions[picture])
            #expect(found[picture].count == expected.count)
            #expect(expected.count > 20)
            for (a, b) in zip(found[picture], expected) {
                #expect(a.classIndex == b.classIndex)
                #expect(abs(a.confidence - b.confidence) < 1e-5)
                #expect(abs(a.box.left - b.box.left) < 1e-2)
                #expect(abs(a.box.bottom - b.box.bottom) < 1e-2)
            }
        }
    }
}
