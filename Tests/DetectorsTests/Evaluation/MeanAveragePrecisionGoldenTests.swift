import Datasets
import GoldenSupport
import Testing
import Torch

@testable import Detectors

/// Against pycocotools.
@Suite struct MeanAveragePrecisionGoldenTests {
    private struct Configuration: Decodable {
        var images: Int
        var classes: Int
    }

    /// A golden's photographs, classes named by their numbers.
    private struct Case {
        let photographs: [EvaluatedPhotograph]
        let classCount: Int
        let tensors: StateDictionary

        init(_ golden: Golden) throws {
            tensors = try golden.tensors()
            let configuration = try golden.configuration(Configuration.self)
            classCount = configuration.classes
            // Image, class, corners, and whether it is a crowd, or the confidence.
            let truths = try Self.rows(of: tensors.required("truths"))
            let detections = try Self.rows(of: tensors.required("detections"))
            photographs = (0..<configuration.images).map { image in
                let own = truths.filter { $0[0] == Double(image) }
                return EvaluatedPhotograph(
                    "\(image)", truths: own.filter { $0[6] == 0 }.map { Self.label($0) },
                    crowds: own.filter { $0[6] == 1 }.map { Self.label($0) },
                    detections: detections.filter { $0[0] == Double(image) }
                        .map { Self.label($0, confidence: $0[6]) })
            }
        }

        private static func rows(of tensor: Tensor) -> [[Double]] {
            let values = tensor.array(of: Double.self)
            return stride(from: 0, to: values.count, by: 7).map { Array(values[$0..<$0 + 7]) }
        }

        private static func label(_ row: [Double], confidence: Double? = nil) -> BoxLabel {
            BoxLabel(
                Box(left: row[2], top: row[3], right: row[4], bottom: row[5]),
                className: "\(Int(row[1]))", confidence: confidence, origin: "golden")
        }
    }

    @Test(arguments: Golden.all("mean_average_precision", in: .module))
    func figuresAgree(_ golden: Golden) throws {
        let data = try Case(golden)

        let evaluation = BoxEvaluation(of: data.photographs)

        func expect(_ found: [Double?], _ name: String) throws {
            let expected = try data.tensors.required(name).array(of: Double.self)
            #expect(found.count == expected.count, "\(name)")
            for (place, (found, expected)) in zip(found, expected).enumerated() {
                // The reference writes -1 where there are no truths.
                #expect(abs((found ?? -1) - expected) < 1e-12, "\(name)[\(place)]")
            }
        }
        let classes = (0..<data.classCount).map { number in
            evaluation.figures.classes.first { $0.name == "\(number)" }
        }
        try expect(COCODefinition.overlaps, "overlaps")
        try expect(COCODefinition.recalls, "recalls")
        try expect(evaluation.figures.coco.values, "stats")
        try expect(classes.map { $0?.averagePrecision }, "average_precision")
        try expect(classes.map { $0?.averagePrecision50 }, "average_precision_50")
        let curves = (0..<data.classCount).flatMap { number -> [Double?] in
            evaluation.curves.classes.first { $0.name == "\(number)" }?.precisions
                ?? Array(repeating: nil, count: 101)
        }
        try expect(curves, "precision_50")
    }
}
