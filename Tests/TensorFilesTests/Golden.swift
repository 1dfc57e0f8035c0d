import Foundation
import Testing

@testable import TensorFiles

/// A weight file that a reference library wrote, and what it holds.
///
/// Made by `Tools/Reference/tensor_files.py`.
struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    struct Tensor: Decodable, Sendable {
        let name: String
        let dtype: String
        let shape: [Int]
        let bytes: String
    }

    let file: String
    let format: String
    let metadata: [String: String]
    let entry: String?
    let foundEntry: String?
    let tensors: [Tensor]

    var testDescription: String { file }
    var path: String { Golden.folder + "/" + file }

    static let folder: String = {
        guard let folder = Bundle.module.resourcePath else { fatalError("no resources") }
        return folder + "/Goldens"
    }()

    static let all: [Golden] = {
        struct List: Decodable { let files: [Golden] }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
            return try JSONDecoder().decode(List.self, from: data).files
        } catch {
            fatalError("expected.json: \(error)")
        }
    }()

    static func named(_ file: String) -> Golden {
        guard let golden = all.first(where: { $0.file == file }) else { fatalError(file) }
        return golden
    }

    static func refused(_ file: String) -> String { folder + "/refused/" + file }

    /// The bytes of every golden, the refused ones too, by name and in a fixed order.
    static let corpus: [(name: String, bytes: [UInt8])] = {
        let manager = FileManager.default
        let names = (try? manager.subpathsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            guard !name.hasSuffix(".json"),
                manager.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue, let data = manager.contents(atPath: path)
            else { return nil }
            return (name, Array(data))
        }
    }()
}

/// The bytes in hexadecimal.
func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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

    var contents: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }
}

func contents(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}
