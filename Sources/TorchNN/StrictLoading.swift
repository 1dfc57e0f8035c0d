import TensorFiles
import Torch

extension Module {
    /// Loads strictly, with errors that name the file.
    ///
    /// - Throws: `TensorFileError` that lists missing, unexpected and misshapen weights.
    public func load(_ state: StateDictionary, namingFile path: String) throws {
        do {
            try load(state)
        } catch let mismatch as StateMismatch {
            throw TensorFileError(
                path: path, problem: mismatch.description,
                advice: "check that architecture and number of classes are those of the file")
        }
    }
}
