import Datasets
import Foundation

/// What is known of a stage that was begun: a file in the run's folder.
struct StageRecord: Codable {
    /// A file that it made.
    struct Output: Codable, Equatable {
        let path: String
        let digest: String
    }

    /// Stands for all that it depended on.
    var key: String
    /// What it made; `nil` while it is not finished.
    var outputs: [Output]?
    /// What it took, all sessions together but those that were killed.
    var seconds: Double

    /// The record in a file; `nil` where there is none, or it cannot be read.
    init?(contentsOf path: String) {
        guard let bytes = FileManager.default.contents(atPath: path),
            let found = try? JSONDecoder().decode(StageRecord.self, from: bytes)
        else { return nil }
        self = found
    }

    /// A stage that begins.
    init(key: String) {
        self.key = key
        seconds = 0
    }

    /// Writes the record.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    func write(to path: String) throws {
        try JSONFile.write(self, to: path)
    }

    /// Whether the stage was begun with what it depends on now, and not finished.
    func isInterrupted(key: String) -> Bool { outputs == nil && self.key == key }

    /// Whether the stage is finished, and what it makes is there as it left it.
    func isFinished(_ stage: Stage, _ digests: DigestCache) -> Bool {
        guard let outputs, Set(stage.outputs).isSubset(of: outputs.map(\.path)) else {
            return false
        }
        return outputs.allSatisfy { (try? digests.digest(of: $0.path)) == $0.digest }
    }
}
