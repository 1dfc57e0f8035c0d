import Foundation
import Pipeline
import TensorFiles
import Testing

@Suite struct RunFolderTests {
    private let path = NSTemporaryDirectory() + "run-\(UUID().uuidString)"

    @Test("Given a run that is over, the same configuration enters again, and another does not")
    func configurationsAreCompared() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try RunFolder(
            path, configuration: "epochs: 2\nseed: 1\n", identity: "epochs: 2\nseed: 1\n",
            versions: ["a": "1"])
        _ = try RunFolder(
            path, configuration: "epochs: 2\nseed: 1\n", identity: "epochs: 2\nseed: 1\n",
            versions: ["a": "2"])
        let versions = try String(contentsOfFile: path + "/versions.yaml", encoding: .utf8)
        #expect(versions == "a: 2\n")

        let error = #expect(throws: RunError.self) {
            try RunFolder(
                path, configuration: "epochs: 2\nseed: 3\n", identity: "epochs: 2\nseed: 3\n",
                versions: [:])
        }
        #expect(error?.problem.contains("line 2: found 'seed: 1', expected 'seed: 3'") == true)
    }

    @Test("Given a run that goes on, nobody else enters its folder")
    func foldersAreLocked() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try RunFolder(path, configuration: "", identity: "", versions: [:])
        withExtendedLifetime(first) {
            _ = #expect(throws: RunError.self) {
                try RunFolder(path, configuration: "", identity: "", versions: [:])
            }
        }
    }

    @Test("Given a place that cannot be written, the error names it")
    func unwritablePlaces() throws {
        let file = path + ".txt"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "x".write(toFile: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: TensorFileError.self) {
            try RunFolder(file + "/run", configuration: "", identity: "", versions: [:])
        }
        #expect(error?.kind == .unwritable)
    }
}
