import Embedders
import Foundation
import TensorFiles
import Testing
import Torch
import TorchNN

@Suite struct WeightNameTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func network(
        _ name: String, classes: Int? = 4, seed: UInt64 = 1
    ) throws -> EfficientNet {
        EfficientNet(
            try Architecture(named: name).network, classCount: classes,
            generator: Generator(seed: seed))
    }

    /// A network's state under the names of `efficientnet_pytorch`, spelt out for the blocks that are looked at.
    private func renamed(_ state: StateDictionary) -> StateDictionary {
        let stages = [1, 2, 2, 3, 3, 4, 1]
        let expanded = [
            "conv_pw": "_expand_conv", "bn1": "_bn0", "conv_dw": "_depthwise_conv", "bn2": "_bn1",
            "conv_pwl": "_project_conv", "bn3": "_bn2",
        ]
        let plain = [
            "conv_dw": "_depthwise_conv", "bn1": "_bn1", "conv_pw": "_project_conv", "bn2": "_bn2",
        ]
        let outer = [
            "conv_stem": "_conv_stem", "bn1": "_bn0", "conv_head": "_conv_head", "bn2": "_bn1",
            "classifier": "_fc",
        ]
        var result = StateDictionary()
        for (name, tensor) in state {
            let parts = name.split(separator: ".").map(String.init)
            guard parts[0] == "blocks", let stage = Int(parts[1]), let position = Int(parts[2])
            else {
                result[([outer[parts[0]] ?? ""] + parts[1...]).joined(separator: ".")] = tensor
                continue
            }
            let index = stages[..<stage].reduce(0, +) + position
            let layer =
                parts[3] == "se"
                ? ["_se_" + parts[4].dropFirst("conv_".count)]
                : [(stage == 0 ? plain : expanded)[parts[3]] ?? ""]
            let rest = parts[(parts[3] == "se" ? 5 : 4)...]
            result[(["_blocks", "\(index)"] + layer + rest).joined(separator: ".")] = tensor
        }
        return result
    }

    @Test(arguments: ["tf_efficientnet_b0", "tf_efficientnet_lite0"])
    func namesOfTheEfficientNetPyTorchFamilyAreUnderstood(name: String) throws {
        let original = try network(name)
        let path = folder.appendingPathComponent("family.pth").path
        let family = renamed(original.stateDictionary)
        #expect(family["_blocks.15._depthwise_conv.weight"] != nil)
        try family.write(to: path)
        let other = try network(name, seed: 2)

        try other.loadWeights(from: path)

        for (name, tensor) in original.stateDictionary {
            #expect(other.stateDictionary[name]?.isEqual(to: tensor) == true, "\(name)")
        }
    }

    @Test func aBackboneLeavesTheClassifierOfTheFile() throws {
        let original = try network("tf_efficientnet_lite0")
        let path = folder.appendingPathComponent("whole.safetensors").path
        try original.stateDictionary.write(to: path)
        let backbone = try network("tf_efficientnet_lite0", classes: nil, seed: 2)

        try backbone.loadWeights(from: path)

        #expect(
            backbone.stateDictionary["conv_head.weight"]?.isEqual(
                to: try #require(original.stateDictionary["conv_head.weight"])) == true)
        #expect(EfficientNet.classCount(of: original.stateDictionary) == 4)
    }

    @Test func weightsOfAnotherNetworkAreRefusedByName() throws {
        let path = folder.appendingPathComponent("lite.safetensors").path
        try network("tf_efficientnet_lite0").stateDictionary.write(to: path)

        let error = try #require(
            throws: TensorFileError.self,
            performing: { try network("tf_efficientnet_b0").loadWeights(from: path) })

        #expect(error.path == path)
        #expect(error.problem.contains("missing: blocks.0.0.se.conv_reduce.weight"))
    }
}
