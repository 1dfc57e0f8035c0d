import Foundation
import Imaging
import Testing

/// What Pillow makes of a photograph.
///
/// Made by `Tools/Reference/photographs.py`.
struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let expected: String
    /// Mean absolute difference in levels.
    let tolerance: Double
    let crop: [Int]?
    let kernel: String?
    let width: Int
    let height: Int

    var testDescription: String { expected }

    /// Whether libvips may have been built without what reads it.
    var isHEIF: Bool { file.hasSuffix(".avif") || file.hasSuffix(".heic") }

    var box: CropBox? {
        crop.map { .pixels(PixelRectangle(x: $0[0], y: $0[1], width: $0[2], height: $0[3])) }
    }

    var resizing: Resizing? {
        let kernels: [String: Resizing.Kernel] = [
            "nearest": .nearest, "linear": .linear, "cubic": .cubic, "lanczos": .lanczos,
            "area": .area,
        ]
        return kernel.flatMap { kernels[$0] }.map {
            Resizing(to: ImageSize(width: width, height: height), kernel: $0)
        }
    }

    static let folder: String = {
        guard let folder = Bundle.module.resourcePath else { fatalError("no resources") }
        return folder + "/Goldens"
    }()

    static let all: [Golden] = {
        struct List: Decodable { let cases: [Golden] }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
            return try JSONDecoder().decode(List.self, from: data).cases
        } catch {
            fatalError("expected.json: \(error)")
        }
    }()

    static func path(_ name: String) -> String { folder + "/" + name }
    static func file(_ name: String) -> ImageFile { ImageFile(path: path(name)) }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The pixels of a golden.
    static func image(_ name: String) throws -> PixelImage {
        try ImageDecoder().decode(file(name)).image
    }
}

/// The mean absolute difference, in levels of 0 to 255; infinite where sizes differ.
func difference(_ left: PixelImage, _ right: PixelImage) -> Double {
    guard left.size == right.size else { return .infinity }
    let sum = zip(left.bytes, right.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(left.bytes.count)
}

/// A picture in which every pixel differs from its neighbours, smoothly.
func gradient(_ width: Int, _ height: Int) -> PixelImage {
    PixelImage(size: ImageSize(width: width, height: height)) { bytes in
        for y in 0..<height {
            for x in 0..<width {
                let offset = (y * width + x) * 3
                bytes[offset] = UInt8(x * 255 / max(width - 1, 1))
                bytes[offset + 1] = UInt8(y * 255 / max(height - 1, 1))
                bytes[offset + 2] = UInt8((x + 2 * y) % 64 + 96)
            }
        }
    }
}

/// A folder that is removed when the object is let go.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/flukeprint-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}
