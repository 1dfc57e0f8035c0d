import Foundation
import Testing
import Torch

/// One case of the reference library's: `Goldens/<subject>/<name>.safetensors`.
public struct Golden: Sendable, CustomTestStringConvertible {
    /// The folder, named after what is tested.
    public let subject: String
    /// The file's name without its extension.
    public let name: String
    private let file: URL

    /// Subject and name, for a failure's message.
    public var testDescription: String { "\(subject)/\(name)" }

    /// Every case of a subject; a subject without any ends the test run, lest it pass in silence.
    public static func all(_ subject: String, in bundle: Bundle) -> [Golden] {
        let files = contents(of: folder(in: bundle).appendingPathComponent(subject))
            .filter { $0.pathExtension == "safetensors" }
        precondition(!files.isEmpty, "there are no goldens of \(subject)")
        return files.map {
            Golden(
                subject: subject, name: $0.deletingPathExtension().lastPathComponent, file: $0)
        }
    }

    /// The names of all subjects in a test target's resources.
    public static func subjects(in bundle: Bundle) -> [String] {
        contents(of: folder(in: bundle)).filter(\.hasDirectoryPath).map(\.lastPathComponent)
    }

    /// The tensors of the case, by the generator's names.
    public func tensors() throws -> StateDictionary {
        try StateDictionary(contentsOf: file.path)
    }

    /// What the generator wrote down about the case; `kernel_size` is decoded as `kernelSize`.
    public func configuration<Configuration: Decodable>(
        _ type: Configuration.Type = Configuration.self
    ) throws -> Configuration {
        let json = try #require(try tensors().metadata["config"], "\(self) has no configuration")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(json.utf8))
    }

    private static func folder(in bundle: Bundle) -> URL {
        bundle.bundleURL.appendingPathComponent("Goldens")
    }

    private static func contents(of folder: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        return (found ?? []).sorted { $0.path < $1.path }
    }
}

extension StateDictionary {
    /// The tensor of that name; the test fails where there is none.
    public func required(
        _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Tensor {
        try #require(
            self[name], "the golden has no tensor \(name), only \(names)",
            sourceLocation: sourceLocation)
    }
}
