import Foundation
import Ranking
import Torch

/// Embeddings as directions in a plane: images, angles in degrees, individuals.
func angledEmbeddings(
    _ points: [(image: String, angle: Double, individual: String?)], model: String? = nil
) -> Embeddings {
    let angles = Tensor(points.map { $0.angle * .pi / 180 })
    return Embeddings(
        vectors: Tensor.stack([angles.cos(), angles.sin()], 1), images: points.map(\.image),
        individuals: points.map(\.individual), model: model)
}

/// The cosine of an angle in degrees.
func cosine(_ degrees: Double) -> Float { Float(cos(degrees * .pi / 180)) }

/// Random embeddings, those of an individual more alike than others.
func randomEmbeddings(
    _ count: Int, width: Int = 8, individuals: Int = 12, prefix: String, seed: UInt64
) -> Embeddings {
    let generator = Generator(seed: seed)
    let centres = Tensor.randn([individuals, width], generator: Generator(seed: 99))
    let shown = (0..<count).map { $0 % individuals }
    return Embeddings(
        vectors: centres.indexSelect(0, Tensor(shown))
            + Tensor.randn([count, width], generator: generator),
        images: (0..<count).map { "\(prefix)\($0).jpg" }, individuals: shown.map { "\($0)" })
}

/// A folder that is removed with the object.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "identification-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// The names of its files.
    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: self(name), encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: self(name), atomically: true, encoding: .utf8)
    }
}
