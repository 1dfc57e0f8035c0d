import Datasets
import Embedders
import Foundation
import Imaging
import TensorFiles
import Torch

extension RunContext {
    /// Looks whether what the configuration names is there and can be used, before any long work.
    ///
    /// - Throws: `DatasetError`, `TensorFileError` or `UnknownArchitecture` that names what is wrong.
    func check() throws {
        let named = [
            ("data.table", configuration.data.table), ("data.root", configuration.data.root),
            ("data.queries", configuration.data.queries),
            ("detect.boxes", configuration.detect.boxes),
            ("detect.weights", configuration.detect.weights),
            ("train.model", configuration.train.model),
            ("embed.known", configuration.embed.known),
            ("embed.queries", configuration.embed.queries),
        ]
        for (key, path) in named { try Self.checkFile(path, key) }
        try checkFolder()
        let model = configuration.train.model
        if !model.isEmpty {
            _ = try EmbedderConfiguration(metadata: TensorFile.open(model).metadata, of: model)
        }
        let detector = configuration.detect.weights
        if !detector.isEmpty {
            let found = try DetectorModel(contentsOf: detector)
            if !configuration.crop.box.isEmpty {
                try found.checkFinds(configuration.crop.box, path: detector)
            }
        }
        if trains { try checkTraining() }
    }

    /// Looks whether what the run writes would be read as photographs.
    private func checkFolder() throws {
        func absolute(_ path: String) -> String {
            URL(fileURLWithPath: path).standardizedFileURL.path
        }
        for source in [configuration.data.table, configuration.data.queries]
        where !source.isEmpty && FilePath.isFolder(source) {
            guard absolute(paths.folder).hasPrefix(absolute(source) + "/") else { continue }
            throw DatasetError(
                path: paths.folder, problem: "the run's folder lies in the data set \(source)",
                advice: "name a folder elsewhere", kind: .unwritable)
        }
    }

    private func checkTraining() throws {
        let training = try trainingConfiguration(0, fold: 0)
        guard training.data.label == "individual" else {
            throw DatasetError(
                path: "train.configuration",
                problem: "expected data.label to be individual, found '\(training.data.label)'",
                advice: "train what tells other things apart by `flukeprint train`")
        }
        try Self.checkFile(training.model.weights, "train.configuration.model.weights")
        _ = try Architecture(named: training.model.architecture)
        _ = try AugmentationPipeline(
            yaml: training.input.augmentation, path: "train.configuration.input.augmentation",
            size: ImageSize(width: training.input.width, height: training.input.height))
    }

    private static func checkFile(_ path: String, _ key: String) throws {
        guard path.isEmpty || FileManager.default.fileExists(atPath: path) else {
            throw DatasetError(
                path: path, problem: "there is no such file, though \(key) names it",
                advice: "set \(key) to one that is there", kind: .missing)
        }
    }

    /// Makes the run's folder, or enters it again.
    ///
    /// - Throws: `DatasetError` where the folder holds other things, and what ``RunFolder`` throws.
    func enterFolder() throws -> RunFolder {
        try checkOwnership()
        // What a stage depends on decides whether it is run again: the folder may see any configuration.
        return try RunFolder(
            paths.folder, configuration: configuration.yaml, identity: "flukeprint run\n",
            versions: ["libtorch": Runtime.version, "threads": "\(Runtime.threads)"])
    }

    /// Looks whether the folder is a run's, or empty.
    ///
    /// - Throws: `DatasetError` where it holds other things.
    func checkOwnership() throws {
        let path = paths.folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        // A run that was stopped at its very beginning has left its lock, and no more.
        let isOwn =
            names.contains(".identity.yaml")
            || names.allSatisfy { $0 == ".lock" || $0.hasSuffix(".partial") }
        guard isOwn else {
            throw DatasetError(
                path: path, problem: "the folder holds other things than a run",
                advice: "name a new folder", kind: .unwritable)
        }
    }
}
