import GoldenSupport
import Testing
import Torch

@testable import Detectors

@Suite struct DetectionLossTests {
    private struct Recording: Decodable {
        var box: Double
        var obj: Double
        var cls: Double
        var objPw: Double
        var clsPw: Double
        var labelSmoothing: Double
        var flGamma: Double
        var anchorT: Double
        var balance: [Double]
        var anchors: [[Double]]
    }

    @Test(
        "Given random maps and targets, when judged, then parts and gradients are the package's",
        arguments: Golden.all("detection_loss", in: .module))
    func loss(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        var settings = DetectionLoss.Settings()
        settings.box = recording.box
        settings.objectness = recording.obj
        settings.classes = recording.cls
        settings.objectnessPositiveWeight = recording.objPw
        settings.classPositiveWeight = recording.clsPw
        settings.labelSmoothing = recording.labelSmoothing
        settings.focal = recording.flGamma
        settings.anchorFactor = recording.anchorT
        settings.balance = recording.balance
        let names = ["p3", "p4", "p5"]
        let maps = try names.map { try tensors.required($0).requiringGrad() }

        let parts = DetectionLoss(settings)(
            maps, try targets(tensors), cellAnchors: cellAnchors(recording))
        parts.total.backward()

        let found = Tensor.stack([parts.box, parts.objectness, parts.classes]).detached()
        expect(
            found, equals: try tensors.required("parts"), within: 1e-5, scale: .element,
            "\(golden.name): parts")
        expect(
            parts.total.detached().reshape([1]), equals: try tensors.required("total"),
            within: 1e-5, "\(golden.name): total")
        for (map, name) in zip(maps, names) {
            expect(
                map.grad, equals: try tensors.required("gradient.\(name)"), within: 1e-4,
                "\(golden.name): gradient of \(name)")
        }
    }

    private func targets(_ tensors: StateDictionary) throws -> DetectionTargets {
        let numbers = try tensors.required("targets")
        let rows: [Float] = numbers.array()
        return DetectionTargets(
            (0..<numbers.size(0)).map { row in
                let values = rows[6 * row..<6 * row + 6].map(Double.init)
                return .init(
                    image: Int(values[0]), classIndex: Int(values[1]), centreX: values[2],
                    centreY: values[3], width: values[4], height: values[5])
            })
    }

    private func cellAnchors(_ recording: Recording) -> Tensor {
        let sizes = recording.anchors.map { numbers in
            stride(from: 0, to: numbers.count, by: 2).map {
                Anchors.Size(width: numbers[$0], height: numbers[$0 + 1])
            }
        }
        return YOLOv5(
            YOLOv5Configuration(.nano, classCount: 1, anchors: Anchors(maps: sizes))
        ).head.cellAnchors
    }

    @Test(
        "Given pairs of boxes, when compared, then complete IoU and its gradients are the package's",
        arguments: Golden.all("ciou", in: .module))
    func completeIoUs(golden: Golden) throws {
        let tensors = try golden.tensors()
        let first = try tensors.required("first").requiringGrad()
        let second = try tensors.required("second").requiringGrad()
        let tolerance = first.dtype == .float64 ? 1e-9 : 1e-4

        let output = completeIoU(first, second)
        output.backward(gradient: try tensors.required("gradient_output").squeeze(1))

        expect(
            output.detached(), equals: try tensors.required("output").squeeze(1),
            within: tolerance, "\(golden.name): output")
        for (name, boxes) in [("first", first), ("second", second)] {
            expect(
                boxes.grad, equals: try tensors.required("gradient.\(name)"), within: tolerance,
                "\(golden.name): gradient of \(name)")
        }
    }
}
