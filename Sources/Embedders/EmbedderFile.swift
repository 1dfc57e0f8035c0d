import Foundation
import TensorFiles
import Torch
import TorchNN

// One safetensors file holds an embedder whole: the weights, and in the metadata entry `embedder` the configuration
// as JSON. Whoever trains may put more beside it: names of individuals, thresholds.
extension Embedder {
    /// The metadata entry that holds the configuration.
    static let metadataKey = "embedder"

    /// Writes weights and configuration to a safetensors file, which appears complete or not at all.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - metadata: further texts to store.
    /// - Throws: `TensorFileError` where the file cannot be written.
    public func write(to path: String, metadata: [String: String] = [:]) throws {
        var state = try completeState()
        state.metadata.merge(metadata) { own, _ in own }
        try state.write(to: path, format: .safetensors)
    }

    /// The weights, with the configuration in the metadata: what a file of the embedder holds; shares memory.
    ///
    /// What stands beside it under names that start with `head.` or `species_head.` is left alone when the file is read.
    public func completeState() throws -> StateDictionary {
        precondition(
            !backbone.isFolded, "a folded embedder cannot be read again; write the original")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var state = stateDictionary
        state.metadata[Self.metadataKey] = String(
            decoding: try encoder.encode(configuration), as: UTF8.self)
        return state
    }

    /// The embedder in a file, with its weights, ready for inference.
    ///
    /// - Throws: `TensorFileError` where the file cannot be read or holds something else.
    public convenience init(contentsOf path: String) throws {
        try self.init(StateDictionary(contentsOf: path), from: path)
    }

    /// The embedder whose state was read from a file, with its weights, ready for inference.
    ///
    /// - Throws: `TensorFileError` that names the file where it holds something else.
    public convenience init(_ state: StateDictionary, from path: String) throws {
        self.init(try EmbedderConfiguration(metadata: state.metadata, of: path))
        var own = state
        for name in state.names where name.hasPrefix("head.") || name.hasPrefix("species_head.") {
            own[name] = nil
        }
        try load(own, namingFile: path)
        eval()
    }
}

extension EmbedderConfiguration {
    /// Whether metadata are those of an embedder.
    public static func isDescribed(by metadata: [String: String]) -> Bool {
        metadata[Embedder.metadataKey] != nil
    }

    /// What the metadata of a file say.
    ///
    /// - Throws: `TensorFileError` that names the file where they describe no embedder.
    public init(metadata: [String: String], of path: String) throws {
        guard let json = metadata[Embedder.metadataKey] else {
            throw TensorFileError(
                path: path,
                problem: "it is no embedder: its metadata have no '\(Embedder.metadataKey)'",
                advice: "give a file that Flukeprint trained")
        }
        func refused(_ reason: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: "its description of the embedder cannot be used: \(reason)",
                advice: "give a file that this version of Flukeprint can read")
        }
        do {
            self = try JSONDecoder().decode(EmbedderConfiguration.self, from: Data(json.utf8))
        } catch let DecodingError.dataCorrupted(context) {
            throw refused(context.debugDescription)
        } catch let DecodingError.keyNotFound(key, _) {
            throw refused("'\(key.stringValue)' is missing")
        } catch {
            throw refused("\(error)")
        }
        if let problem { throw refused(problem) }
    }
}
