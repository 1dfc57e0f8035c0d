import Foundation
import Randomness
import Testing

@testable import Datasets

/// A folder of small samples that lasts as long as the object.
final class SampleFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ name: String, _ text: String = "") throws {
        try FileManager.default.createDirectory(
            atPath: FilePath.folder(of: file(name)), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    }

    /// Reads a sample.
    func read(
        _ name: String = "", _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> Dataset {
        var options = ImportOptions()
        change(&options)
        return try Dataset(contentsOf: name.isEmpty ? path : file(name), options: options)
    }

    /// What a sample's error says behind the folder's path.
    func complaint(
        _ name: String = "", _ change: (inout ImportOptions) -> Void = { _ in }
    ) -> String? {
        do {
            _ = try read(name, change)
            return nil
        } catch {
            return "\(error)".replacingOccurrences(of: path + "/", with: "")
        }
    }
}

extension Dataset {
    /// The findings as kind, line and file name.
    var found: [String] {
        findings.map { "\($0.kind.rawValue) \(FilePath.name(of: $0.file)):\($0.line ?? 0)" }
    }
}

/// The real data beside the repository; `nil` where it is absent.
enum RealData {
    static let folder: String? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let data = package.deletingLastPathComponent().appendingPathComponent("shared/data").path
        return FileManager.default.fileExists(atPath: data) ? data : nil
    }()

    static let isThere = folder != nil

    static func read(_ name: String) throws -> Dataset {
        try Dataset(contentsOf: "\(folder ?? "")/\(name)")
    }
}

/// Tables for properties: animals with 1 to 8 photographs each, in encounters, days and files by number.
func randomTable(_ seed: UInt64, individuals: Int = 120) -> PhotographTable {
    var random = SeededRandom(seed: seed)
    var photographs: [Photograph] = []
    for individual in 0..<individuals {
        let count = Int.random(in: 1...8, using: &random) / Int.random(in: 1...3, using: &random)
        for _ in 0..<max(1, count) {
            var photograph = Photograph(path: "")
            photograph.individual = "w\(individual)"
            photograph.species = "species\(individual % 4)"
            let encounter = Int.random(in: 0..<60, using: &random)
            photograph.encounter = Bool.random(using: &random) ? "e\(encounter)" : nil
            photograph.date = PhotographDate("2020-07-\(10 + encounter % 20)")
            photographs.append(photograph)
        }
    }
    for _ in 0..<10 { photographs.append(Photograph(path: "")) }
    photographs = random.shuffled(photographs)
    var number = 1000
    for row in photographs.indices {
        number += Int.random(in: 1...3, using: &random)
        photographs[row].path = "IMG_\(number).jpg"
    }
    return PhotographTable(root: "/sea", photographs: photographs)
}
