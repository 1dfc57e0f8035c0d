import Torch

extension EfficientNetConfiguration {
    /// Weights of the `efficientnet_pytorch` and `efficientnet_lite_pytorch` family under this library's names.
    ///
    /// That family numbers blocks through all stages (`_blocks.3._bn0.weight`). Names of other kinds stay as they are.
    func renamed(_ state: StateDictionary) -> StateDictionary {
        let positions = blocks.enumerated().flatMap { stage, blocks in
            blocks.indices.map { (path: "blocks.\(stage).\($0)", block: blocks[$0]) }
        }
        var result = StateDictionary()
        result.metadata = state.metadata
        for (name, tensor) in state {
            var parts = name.split(separator: ".").map(String.init)
            if parts.first == "_blocks", parts.count > 3, let index = Int(parts[1]),
                positions.indices.contains(index)
            {
                let names = Self.layerNames(hasExpansion: positions[index].block.expansion > 1)
                parts.replaceSubrange(
                    0...2, with: [positions[index].path, names[parts[2]] ?? parts[2]])
            } else if let first = parts.first {
                parts[0] = Self.outerNames[first] ?? first
            }
            result[parts.joined(separator: ".")] = tensor
        }
        return result
    }

    private static let outerNames = [
        "_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2",
        "_fc": "classifier",
    ]

    private static func layerNames(hasExpansion: Bool) -> [String: String] {
        var names = [
            "_depthwise_conv": "conv_dw", "_se_reduce": "se.conv_reduce",
            "_se_expand": "se.conv_expand",
        ]
        let others =
            hasExpansion
            ? [
                "_expand_conv": "conv_pw", "_bn0": "bn1", "_bn1": "bn2",
                "_project_conv": "conv_pwl", "_bn2": "bn3",
            ]
            : ["_bn1": "bn1", "_project_conv": "conv_pw", "_bn2": "bn2"]
        names.merge(others) { first, _ in first }
        return names
    }
}
