import Foundation
import TensorFiles
import Torch
import TorchNN

/// All that the next step of a training depends on, in one file.
struct Checkpoint {
    let learner: Learner
    let random: Generator

    private static let stateKey = "training"

    /// Writes the file, which appears complete or not at all.
    ///
    /// - Throws: `TensorFileError` where it cannot be written, `RunError` where a number is none that training can go
    ///   on from; the file before it stays.
    func write(_ state: TrainingState, to path: String) throws {
        try check(after: state.step)
        var file = tensors
        file["random"] = random.state
        file.metadata[Self.stateKey] = String(
            decoding: try JSONEncoder().encode(state), as: UTF8.self)
        try file.write(to: path, format: .safetensors)
    }

    /// Looks whether training can go on from all numbers.
    ///
    /// - Throws: `RunError` that names what it cannot go on from.
    func check(after step: Int) throws {
        for (name, tensor) in tensors where tensor.isFinite.all().item() == 0 {
            throw RunError.notFinite("\(name) after step \(step)")
        }
    }

    private var tensors: StateDictionary {
        var tensors = StateDictionary()
        tensors.insert(learner.embedder.stateDictionary, under: "embedder")
        tensors.insert(learner.heads.stateDictionary, under: "heads")
        tensors.insert(learner.optimizer.stateDictionary, under: "optimizer")
        if let average = learner.average {
            tensors.insert(average.stateDictionary, under: "average")
        }
        return tensors
    }

    /// Takes up where the file was written; `nil` where there is none.
    ///
    /// - Throws: `TensorFileError` where it is damaged, or of another training.
    func restore(from path: String) throws -> TrainingState? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let file = try StateDictionary(contentsOf: path)
        func refusal(_ problem: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: problem,
                advice: "remove the run's folder to start anew", kind: .malformed)
        }
        guard let text = file.metadata[Self.stateKey], let numbers = file["random"],
            let state = try? JSONDecoder().decode(TrainingState.self, from: Data(text.utf8))
        else { throw refusal("it is no checkpoint of a training") }
        do {
            try learner.embedder.load(file.entries(under: "embedder"))
            try learner.heads.load(file.entries(under: "heads"))
            try learner.optimizer.load(file.entries(under: "optimizer"))
            try learner.average?.load(file.entries(under: "average"))
            try random.restore(numbers)
        } catch let mismatch as StateMismatch {
            throw refusal(mismatch.description)
        }
        return state
    }
}
