import TensorFiles
import Torch
import TorchNN

extension EfficientNet {
    /// Loads the weights of a file, under timm's names or those of the `efficientnet_pytorch` family.
    ///
    /// Every weight must be there, none too many; but a network without a classifier leaves the file's, and of an
    /// embedder's file the backbone alone is taken. The networks of
    /// that family pad by amounts fixed for one input size; scores are the same where sides are multiples of 32.
    ///
    /// - Parameters:
    ///   - path: a safetensors or PyTorch file.
    ///   - entry: which part of a nested PyTorch checkpoint; found by itself where it is clear.
    /// - Throws: `TensorFileError` where the file cannot be read, or holds the weights of another network.
    public func loadWeights(from path: String, entry: String? = nil) throws {
        try load(StateDictionary(contentsOf: path, entry: entry), from: path)
    }

    /// Loads weights that were read from a file, as ``loadWeights(from:entry:)`` does.
    ///
    /// - Throws: `TensorFileError` that names the file where they are of another network.
    public func load(_ state: StateDictionary, from path: String) throws {
        let isEmbedder = EmbedderConfiguration.isDescribed(by: state.metadata)
        var weights = configuration.renamed(isEmbedder ? state.entries(under: "backbone") : state)
        if stateDictionary["classifier.weight"] == nil {
            for name in weights.names where name.hasPrefix("classifier.") { weights[name] = nil }
        }
        try load(weights, namingFile: path)
    }

    /// How many classes the classifier tells apart whose weights were read from a file; `nil` where it has none.
    public static func classCount(of state: StateDictionary) -> Int? {
        (state["classifier.bias"] ?? state["_fc.bias"])?.count
    }
}
