import Detectors
import Embedders
import Foundation
import Testing
import Torch
import TorchNN

@Suite struct ModelForwardCommandTests {
    private let scratch: ScratchFolder
    private let images: Tensor
    private let input: String
    private let output: String

    /// Given an input file with two small images.
    init() throws {
        scratch = try ScratchFolder()
        images = Tensor.randn([2, 3, 35, 40], generator: Generator(seed: 1))
        input = scratch.path("input.safetensors")
        output = scratch.path("output.safetensors")
        var state = StateDictionary()
        state["input"] = images
        try state.write(to: input)
    }

    private func writeNetwork(_ name: String) throws -> (EfficientNet, String) {
        let network = EfficientNet(
            try Architecture(named: name).network, classCount: 5, generator: Generator(seed: 2))
        let path = scratch.path("\(name).safetensors")
        try network.stateDictionary.write(to: path)
        return (network.eval(), path)
    }

    @Test func everyMapAndTheScoresAreWritten() throws {
        let (network, weights) = try writeNetwork("tf_efficientnet_lite0")

        let command = try Command(
            "model", "forward", "--arch", "tf_efficientnet_lite0", "--weights", weights,
            "--input", input, "--output", output)

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.hasPrefix("features.0  [2, 16, 18, 20]\n"))
        #expect(command.output.hasSuffix("head  [2, 1280, 2, 2]\nlogits  [2, 5]\n"))
        let found = try StateDictionary(contentsOf: output)
        let maps = noGrad { network.featureMaps(images) }
        #expect(Set(found.names) == Set(FeatureMap.allCases.map(\.description) + ["logits"]))
        for (map, expected) in maps {
            #expect(found[map.description]?.isClose(to: expected, relative: 1e-4) == true, "\(map)")
        }
        let logits = noGrad { network(images) }
        #expect(found["logits"]?.isClose(to: logits, relative: 1e-4, absolute: 1e-6) == true)
    }

    @Test func anEmbeddersFileNamesItsArchitecture() throws {
        let embedder = Embedder(
            EmbedderConfiguration(
                try Architecture(named: "tf_efficientnet_lite0"), width: 7,
                neck: NeckConfiguration(.gem)))
        let weights = scratch.path("embedder.safetensors")
        try embedder.write(to: weights)

        let command = try Command(
            "model", "forward", "--weights", weights, "--input", input, "--output", output)

        #expect(command.output == "embedding  [2, 7]\n")
        let expected = noGrad { embedder.eval()(images) }
        let found = try StateDictionary(contentsOf: output)
        #expect(found["embedding"]?.isClose(to: expected, relative: 1e-4, absolute: 1e-6) == true)
        let other = try Command(
            "model", "forward", "--arch", "efficientnet_b0", "--weights", weights,
            "--input", input, "--output", output)
        #expect(other.status == 64)
        #expect(other.errors.contains("is an embedder of tf_efficientnet_lite0"))
    }

    @Test func errorsSayWhatIsWrong() throws {
        let (_, weights) = try writeNetwork("tf_efficientnet_lite0")
        func run(
            arch: String? = "tf_efficientnet_lite0", weights file: String? = nil,
            input given: String? = nil, output written: String? = nil, extra: [String] = []
        ) throws -> Command {
            try Command(
                ["model", "forward"] + (arch.map { ["--arch", $0] } ?? [])
                    + ["--weights", file ?? weights, "--input", given ?? input]
                    + ["--output", written ?? output] + extra)
        }
        var state = StateDictionary()
        state["input"] = Tensor.zeros([3, 8, 8])
        let flat = scratch.path("flat.safetensors")
        try state.write(to: flat)

        #expect(try run(arch: "resnet50").status == 64)
        let unnamed = try run(arch: nil)
        #expect(unnamed.status == 64)
        #expect(unnamed.errors.contains("give --arch"))
        #expect(try run(output: scratch.path("output.npy")).status == 64)
        #expect(try run(extra: ["--classes", "0"]).status == 64)
        let another = try run(arch: "tf_efficientnet_b0")
        #expect(another.status == 65)
        #expect(another.errors.hasPrefix("error: \(weights): the tensors do not fit the model: "))
        #expect(try run(extra: ["--classes", "6"]).errors.contains("classifier.weight (expected"))
        #expect(try run(weights: scratch.path("nothing.pth")).status == 66)
        #expect(try run(input: weights).errors.contains("it holds no tensor 'input'"))
        #expect(try run(input: flat).errors.contains("float32 [3, 8, 8], expected float32 [N, 3"))
        #expect(try run(output: scratch.path("no/folder.safetensors")).status == 73)
    }

    @Test func aDetectorsMapsAndBoxesAreWritten() throws {
        let network = YOLOv5(
            YOLOv5Configuration(.nano, classCount: 2), generator: Generator(seed: 2))
        let weights = scratch.path("yolov5n.safetensors")
        try network.stateDictionary.write(to: weights)
        func run(_ shape: [Int], _ more: String...) throws -> Command {
            var state = StateDictionary()
            state["input"] = Tensor.randn(shape, generator: Generator(seed: 1))
            try state.write(to: input)
            return try Command(
                [
                    "model", "forward", "--arch", "yolov5n", "--weights", weights, "--input", input,
                    "--output", output,
                ] + more)
        }

        let plain = try run([2, 3, 64, 96])
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(
            plain.output == """
                p3  [2, 3, 8, 12, 7]
                p4  [2, 3, 4, 6, 7]
                p5  [2, 3, 2, 3, 7]
                predictions  [2, 378, 7]

                """)
        let expected = try StateDictionary(contentsOf: output)
        let folded = try run([2, 3, 64, 96], "--folded")
        #expect(folded.output == plain.output)
        let found = try StateDictionary(contentsOf: output)
        for (name, tensor) in expected {
            #expect(found[name]?.isClose(to: tensor, relative: 1e-4, absolute: 1e-4) == true)
        }

        let odd = try run([1, 3, 64, 90], "--folded")
        #expect(odd.status == 65)
        #expect(
            odd.errors.contains("multiples of 32, found [1, 3, 64, 90]"), "\(odd.errors)")
        #expect(try run([1, 3, 64, 64], "--classes", "5").status == 65)
    }

    @Test func listShowsEveryArchitecture() throws {
        struct Row: Decodable {
            struct Preprocessing: Decodable {
                var height: Int
                var standardDeviation: [Double]
            }
            var name: String
            var parameters: Int
            var multiplyAdds: Int
            var preprocessing: Preprocessing?
        }
        let table = try Command("model", "list")
        let json = try Command("model", "list", "--json")

        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let rows = try decoder.decode([Row].self, from: Data(json.output.utf8))
        let detectors = YOLOv5Size.allCases.map(\.rawValue)
        #expect(rows.map(\.name) == Architecture.all.map(\.name) + detectors)
        #expect(rows[0].parameters == 5_288_548 && rows[0].multiplyAdds == 385_814_752)
        #expect(rows[0].preprocessing?.standardDeviation == [0.229, 0.224, 0.225])
        let row = "tf_efficientnet_b7         66.3 M  600×600        37.75 G\n"
        #expect(table.output.contains(row))
        #expect(table.output.split(separator: "\n").count == 27)
    }
}
