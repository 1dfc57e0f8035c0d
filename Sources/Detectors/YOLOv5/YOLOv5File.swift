import TensorFiles
import Torch
import TorchNN

extension YOLOv5 {
    /// Loads the weights of a file, under Ultralytics' names; every weight must be there, none too many.
    ///
    /// - Parameters:
    ///   - path: a safetensors or PyTorch file of a state dictionary.
    ///   - entry: which part of a nested PyTorch checkpoint; found by itself where it is clear.
    /// - Throws: `TensorFileError` where the file cannot be read, or holds the weights of another network.
    public func loadWeights(from path: String, entry: String? = nil) throws {
        try load(StateDictionary(contentsOf: path, entry: entry), from: path)
    }

    /// Loads weights that were read from a file, as ``loadWeights(from:entry:)`` does.
    ///
    /// - Throws: `TensorFileError` that names the file where they are of another network.
    public func load(_ state: StateDictionary, from path: String) throws {
        guard isFolded || state["model.0.conv.bias"] == nil else {
            throw TensorFileError(
                path: path, problem: "its batch norms are folded into the convolutions",
                advice: "give the file from before the folding (Ultralytics: before `fuse`)")
        }
        try load(state, namingFile: path)
    }

    /// How many classes the network tells apart whose weights were read from a file; `nil` where it is no YOLOv5.
    public static func classCount(of state: StateDictionary) -> Int? {
        guard let bias = state["model.24.m.0.bias"], bias.count % Anchors.perMap == 0,
            bias.count / Anchors.perMap > 5
        else { return nil }
        return bias.count / Anchors.perMap - 5
    }
}

extension YOLOv5 {
    /// Takes over the weights of a file that was trained on other classes, all but those of the last layers, which then
    /// stay as they are; of the same number of classes, all of them.
    ///
    /// - Throws: `TensorFileError` where the file cannot be read, or holds the weights of another network.
    public func transferWeights(from path: String) throws {
        let state = try StateDictionary(contentsOf: path)
        guard let found = Self.classCount(of: state), found != configuration.classCount else {
            return try load(state, from: path)
        }
        var adapted = state
        for (name, tensor) in stateDictionary where name.hasPrefix("model.24.m.") {
            adapted[name] = tensor
        }
        try load(adapted, from: path)
    }
}
