import Foundation
import TensorFiles

/// The model whose predictions become labels, and what it never learned from.
public struct PseudoLabelTeacher: Sendable, Equatable {
    /// The first digits of the digest of its file.
    public let name: String
    /// Which photographs it held out: a fold's number, or the name of a split; `nil` where that is not known.
    public let heldOut: String?

    /// Digits of a digest that are kept.
    static let digits = 12

    /// A teacher by its name.
    init(name: String, heldOut: String?) {
        self.name = name
        self.heldOut = heldOut
    }

    /// The teacher in a model's file.
    ///
    /// What it held out stands in the file's description or, of earlier versions, in its run's configuration beside it.
    ///
    /// - Parameters:
    ///   - path: a `model.safetensors` of `train`; `nil` where it is not at hand, and the predictions' digest names it.
    ///   - predictions: the file with its answers.
    ///   - heldOut: what it held out, where the caller knows.
    /// - Throws: `TensorFileError` or `DatasetError` where a file cannot be read, `RunError` where the model tells of
    ///   another part than the caller.
    public init(model path: String?, predictions: String, heldOut: String?) throws {
        guard let path else {
            let digest = try FileDigest(of: predictions).hexadecimal.prefix(Self.digits)
            self.init(name: "predictions-\(digest)", heldOut: heldOut)
            return
        }
        let found = try Self.heldOut(by: path)
        if let found, let heldOut, found != heldOut {
            throw RunError(
                "\(path) held out '\(found)', not '\(heldOut)'",
                advice: "leave out --teacher-fold, or name the model that held out '\(heldOut)'")
        }
        let digest = try FileDigest(of: path).hexadecimal.prefix(Self.digits)
        self.init(name: String(digest), heldOut: found ?? heldOut)
    }

    private static func heldOut(by path: String) throws -> String? {
        let description = try TrainedModel.Description(
            metadata: TensorFile.open(path).metadata, of: path)
        if let heldOut = description?.heldOut { return heldOut }
        let configuration = URL(fileURLWithPath: path).deletingLastPathComponent()
            .appendingPathComponent("configuration.yaml").path
        guard FileManager.default.fileExists(atPath: configuration) else { return nil }
        return try TrainingConfiguration(contentsOf: configuration).data.fold.map { "\($0)" }
    }
}
