import Foundation
import Testing

/// `flukeprint run` on drawn animals, with a network that learns in seconds.
struct SmallRun {
    /// What became of the stages, by their titles.
    struct Figures: Decodable {
        struct Stage: Decodable {
            let name: String
            let title: String
            let fate: String
            let seconds: Double?
        }
        /// How photographs of known animals do, where the table tells whom those to name show.
        struct Known: Decodable { let count: Int }
        struct Summary: Decodable {
            let queryCount: Int
            let databaseCount: Int
            let unseen: [String]
            let known: Known?
        }
        let stages: [Stage]
        let rounds: [Double]
        let summary: Summary?

        /// The stages with this fate.
        func names(_ fate: String) -> [String] {
            stages.filter { $0.fate == fate }.map(\.name)
        }
    }

    let scratch: ScratchFolder
    let animals: DrawnAnimals

    init(in scratch: ScratchFolder) throws {
        self.scratch = scratch
        animals = try DrawnAnimals(in: scratch)
        let text = """
            workers: 1
            data: { folds: 2 }
            crop: { box: fin }
            train:
              configuration:
                input: { width: 32, height: 32, augmentation: none }
                model: { architecture: tf_efficientnet_lite0, embedding: 16, drop_path: 0 }
                training: { epochs: 2, batch_size: 6, precision: float32 }
            pseudo_labels: { precision: 0.01, least: 1 }

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: configuration))
    }

    var configuration: String { scratch.path("run.yaml") }

    func arguments(_ folder: String, _ settings: [String] = [], _ more: [String] = []) -> [String] {
        ["run", configuration, "--table", animals.table, "--output", scratch.path(folder)] + more
            + settings.flatMap { ["--set", $0] }
    }

    /// Runs to the end.
    func figures(
        _ folder: String, _ settings: [String] = [], _ more: [String] = []
    ) throws -> Figures {
        let command = try Command(arguments(folder, settings, more + ["--json"]))
        try #require(command.status == 0, "\(command.errors)")
        return try JSONDecoder().decode(Figures.self, from: Data(command.output.utf8))
    }

    func path(_ folder: String, _ file: String) -> String { scratch.path("\(folder)/\(file)") }

    func text(_ folder: String, _ file: String) throws -> String {
        try String(contentsOfFile: path(folder, file), encoding: .utf8)
    }

    /// Looks whether a submission answers all photographs to name: in order, once, by five different names.
    func checkSubmission(_ folder: String) throws {
        let rows = try text(folder, "rank/submission.csv").split(separator: "\n")
            .map { $0.split(separator: ",").map(String.init) }
        #expect(rows.first == ["image", "predictions"])
        #expect(rows.dropFirst().map { $0[0] } == animals.queries)
        let individuals = Set((0..<6).map { "animal\($0)" } + ["new_individual"])
        for row in rows.dropFirst() {
            let names = row[1].split(separator: " ").map(String.init)
            #expect(names.count == 5 && Set(names).count == 5, "\(row)")
            #expect(individuals.isSuperset(of: names), "\(row)")
        }
    }

    /// What is half written in a run's folder.
    func partialFiles(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: scratch.path(folder))
            .filter { $0.hasSuffix(".partial") }
    }
}
