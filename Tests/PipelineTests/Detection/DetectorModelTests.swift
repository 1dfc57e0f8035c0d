import Detectors
import Foundation
import TensorFiles
import Testing
import Torch

@testable import Pipeline

@Suite struct DetectorModelTests {
    private let folder: FinFolder
    private var path: String { folder.path + "/model.safetensors" }
    private let network = YOLOv5(
        YOLOv5Configuration(.nano, classCount: 2), generator: Generator(seed: 4))
    private let description = DetectorModel.Description(
        architecture: .nano, classes: ["fin", "fluke"], size: 96, tile: 512, tileOverlap: 0.25,
        confidence: 0.37, results: ["val_map50": 0.5])

    init() throws {
        folder = try FinFolder(["x": ""])
    }

    @Test("Given a model in a file, weights, anchors and what it says are read again")
    func roundTrip() throws {
        network.head.anchors = Anchors(
            maps: (1...3).map { map in
                (1...3).map { Anchors.Size(width: Double(8 * map), height: Double(16 * $0)) }
            })
        try DetectorModel(network: network, description: description).write(to: path)

        let model = try DetectorModel(contentsOf: path)

        let found = model.description
        #expect(found.architecture == .nano && found.classes == ["fin", "fluke"])
        #expect(found.size == 96 && found.tile == 512 && found.tileOverlap == 0.25)
        #expect(found.confidence == 0.37 && found.results == ["val_map50": 0.5])
        #expect(model.network.head.anchors == network.head.anchors)
        let images = Tensor.randn([1, 3, 64, 64], generator: Generator(seed: 5))
        network.eval()
        let (expected, maps) = noGrad { (network(images), model.network(images)) }
        for (one, other) in zip(maps, expected) { #expect(one.isEqual(to: other)) }
    }

    @Test("Given other files, the error names them, and says what to give")
    func refusals() throws {
        func error(_ change: (inout StateDictionary) -> Void) throws -> TensorFileError? {
            try DetectorModel(network: network, description: description).write(to: path)
            var state = try StateDictionary(contentsOf: path)
            change(&state)
            try state.write(to: path, format: .safetensors)
            return #expect(throws: TensorFileError.self) { try DetectorModel(contentsOf: path) }
        }
        let plain = try error { $0.metadata = [:] }
        #expect(plain?.path == path && plain?.problem.contains("it is no detector") == true)
        #expect(plain?.advice?.contains("flukeprint detect train") == true)
        let damaged = try error { $0.metadata["detector"] = "{}" }
        #expect(damaged?.problem.contains("cannot be read") == true)
        #expect(damaged?.kind == .malformed)
        let odd = try error {
            $0.metadata["detector"] = $0.metadata["detector"]?.replacingOccurrences(
                of: "\"size\":96", with: "\"size\":97")
        }
        #expect(odd?.problem.contains("cannot be read") == true)
        let other = try error {
            $0.metadata["detector"] = $0.metadata["detector"]?.replacingOccurrences(
                of: "yolov5n", with: "yolov5s")
        }
        #expect(other?.description.contains("model.0.conv.weight") == true)

        let missing = #expect(throws: TensorFileError.self) {
            try DetectorModel(contentsOf: folder.path + "/gone.safetensors")
        }
        #expect(missing?.kind == .missing)
        let text = #expect(throws: TensorFileError.self) {
            try DetectorModel(contentsOf: folder.path + "/x")
        }
        #expect(text?.kind == .malformed)
    }
}
