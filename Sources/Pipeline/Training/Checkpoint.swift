import Foundation
import TensorFiles
import Torch
import TorchNN

/// Something whose state a checkpoint holds.
protocol Resumable {
    var stateDictionary: StateDictionary { get }

    /// Takes up where the state that was saved stood.
    ///
    /// - Throws: `StateMismatch` where it is of something else.
    func load(_ state: StateDictionary) throws
}

extension Module: Resumable {}
extension TorchNN.Optimizer: Resumable {}
extension ExponentialMovingAverage: Resumable {}

/// Where a training stands, beside its tensors.
protocol CheckpointedState: Codable {
    /// Steps made.
    var step: Int { get }
}

/// All that the next step of a training depends on, in one file.
struct Checkpoint<State: CheckpointedState> {
    /// What learns, by the names that tensors stand under.
    let parts: [(name: String, part: any Resumable)]
    let random: Generator

    private var stateKey: String { "training" }

    /// Writes the file, which appears complete or not at all.
    ///
    /// - Throws: `TensorFileError` where it cannot be written, `RunError` where a number is none that training can go
    ///   on from; the file before it stays.
    func write(_ state: State, to path: String) throws {
        try check(after: state.step)
        var file = tensors
        file["random"] = random.state
        file.metadata[stateKey] = String(
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
        for (name, part) in parts { tensors.insert(part.stateDictionary, under: name) }
        return tensors
    }

    /// Takes up where the file was written; `nil` where there is none.
    ///
    /// - Throws: `TensorFileError` where it is damaged, or of another training.
    func restore(from path: String) throws -> State? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let file = try StateDictionary(contentsOf: path)
        func refusal(_ problem: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: problem,
                advice: "remove the run's folder to start anew", kind: .malformed)
        }
        guard let text = file.metadata[stateKey], let numbers = file["random"],
            let state = try? JSONDecoder().decode(State.self, from: Data(text.utf8))
        else { throw refusal("it is no checkpoint of a training") }
        do {
            for (name, part) in parts { try part.load(file.entries(under: name)) }
            try random.restore(numbers)
        } catch let mismatch as StateMismatch {
            throw refusal(mismatch.description)
        }
        return state
    }
}
