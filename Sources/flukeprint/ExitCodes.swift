import ArgumentParser
import Datasets
import Embedders
import Imaging
import Pipeline
import TensorFiles
import Torch
import TorchNN

extension ExitCode {
    /// Bad input data.
    static let badData = ExitCode(65)
    /// Missing input.
    static let missingInput = ExitCode(66)
    /// Cannot write.
    static let cannotWrite = ExitCode(73)

    /// The code for one of our own errors; `nil` for the argument parser's, which has its own.
    init?(describing error: any Error) {
        switch error {
        case let error as TensorFileError:
            self =
                switch error.kind {
                case .missing: .missingInput
                case .malformed: .badData
                case .unwritable: .cannotWrite
                }
        case let error as DatasetError:
            self =
                switch error.kind {
                case .missing: .missingInput
                case .malformed: .badData
                case .unwritable: .cannotWrite
                }
        case let error as ImageError:
            self =
                switch error.kind {
                case .missing: .missingInput
                case .malformed, .unsupported, .tooLarge: .badData
                case .unwritable: .cannotWrite
                }
        case is StateMismatch, is BadPhotographsError, is UnknownArchitecture: self = .badData
        case is TorchError, is RunError: self = .failure
        default: return nil
        }
    }
}
