import Datasets
import Detectors
import Foundation
import TensorFiles
import Torch
import TorchNN

/// A trained detector in one file, `model.safetensors`: the weights under Ultralytics' names, and in the metadata entry
/// `detector` what it finds, and how well.
public struct DetectorModel {
    /// What the metadata say.
    public struct Description: Codable, Sendable {
        /// How deep and wide the network is.
        public var architecture: YOLOv5Size
        /// What is found, by the classes' numbers.
        public var classes: [String]
        /// The side of the network's input, in pixels.
        public var size: Int
        /// The side of tiles in photographs' pixels; 0 for whole photographs.
        public var tile: Int
        /// How far tiles overlap, as a share of their side.
        public var tileOverlap: Double
        /// The confidence with the best F1 on the photographs held out; `nil` where there were none.
        public var confidence: Double?
        /// Results on these photographs, by name.
        public var results: [String: Double]

        /// Whether a detector can be run by it.
        fileprivate var isValid: Bool {
            !classes.isEmpty && size > 0 && size % YOLOv5.strides[2] == 0 && tile >= 0
                && (0..<1).contains(tileOverlap) && confidence.map { (0...1).contains($0) } ?? true
        }
    }

    private static let metadataKey = "detector"

    /// The network, with its weights.
    public let network: YOLOv5
    /// What it finds, and how well.
    public let description: Description

    /// A network with what it finds.
    init(network: YOLOv5, description: Description) {
        self.network = network
        self.description = description
    }

    /// Reads a detector that Flukeprint trained.
    ///
    /// - Throws: `TensorFileError` where the file cannot be read, or holds something else.
    public init(contentsOf path: String) throws {
        let state = try StateDictionary(contentsOf: path)
        guard let text = state.metadata[Self.metadataKey] else {
            throw TensorFileError(
                path: path,
                problem: "it is no detector: its metadata have no '\(Self.metadataKey)'",
                advice: "give the model.safetensors of a `flukeprint detect train`")
        }
        guard let found = try? JSONDecoder().decode(Description.self, from: Data(text.utf8)),
            found.isValid
        else {
            throw TensorFileError(
                path: path, problem: "its description of the detector cannot be read",
                advice: "train it anew, or use the version of Flukeprint that trained it",
                kind: .malformed)
        }
        description = found
        network = YOLOv5(
            YOLOv5Configuration(found.architecture, classCount: found.classes.count),
            generator: Generator(seed: 0))
        try network.load(state, from: path)
        network.eval()
    }

    /// Looks whether it finds what photographs are to be cropped to.
    ///
    /// - Parameter path: its file, for the error.
    /// - Throws: `DatasetError` that lists what it finds.
    public func checkFinds(_ className: String, path: String) throws {
        guard !description.classes.contains(className) else { return }
        throw DatasetError(
            path: path, problem: "expected a detector of the class '\(className)', found none",
            advice: "the classes are \(description.classes.joined(separator: ", "))")
    }

    /// Writes the file, which appears complete or not at all.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var state = network.stateDictionary
        state.metadata[Self.metadataKey] = String(
            decoding: try encoder.encode(description), as: UTF8.self)
        try state.write(to: path, format: .safetensors)
    }
}
