import Foundation
import TensorFiles

/// The folder of a run, locked for as long as this object lives.
///
/// It holds the configuration, the versions of what computed, the log, checkpoints and results. A run that was
/// interrupted goes on in its folder; another configuration is refused there.
public final class RunFolder {
    /// The folder.
    public let path: String
    private let lock: FileLock

    /// Makes the folder, or enters it again.
    ///
    /// - Parameters:
    ///   - configuration: what is computed, and how; written on every entry.
    ///   - identity: the part of it that decides what comes out; compared with the first entry's.
    ///   - versions: of what computes; written on every entry.
    /// - Throws: `RunError` where another configuration or process has the folder, `TensorFileError` where it cannot be
    ///   written.
    public init(
        _ path: String, configuration: String, identity: String, versions: [String: String]
    ) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw TensorFileError(
                path: path, problem: "cannot be made: \(error.localizedDescription)",
                advice: "name another folder", kind: .unwritable)
        }
        lock = try FileLock("\(path)/.lock")
        let kept = file(".identity.yaml")
        let file = file("configuration.yaml")
        if let found = try? String(contentsOfFile: kept, encoding: .utf8) {
            guard found == identity else {
                throw RunError(
                    "\(file): another configuration has been run here, \(Self.difference(found, identity))",
                    advice: "name another folder, or remove this one")
            }
        } else {
            try AtomicFile.write(Array(identity.utf8), to: kept)
        }
        try AtomicFile.write(Array(configuration.utf8), to: file)
        let text = versions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        try AtomicFile.write(Array(text.joined().utf8), to: self.file("versions.yaml"))
    }

    /// A file in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The first line that differs.
    private static func difference(_ found: String, _ wanted: String) -> String {
        let lines = [found, wanted].map {
            $0.split(separator: "\n", omittingEmptySubsequences: false)
        }
        let line = zip(lines[0], lines[1]).enumerated().first { $1.0 != $1.1 }
        return line.map { "in line \($0 + 1): found '\($1.0)', expected '\($1.1)'" }
            ?? "with other lines at its end"
    }
}
