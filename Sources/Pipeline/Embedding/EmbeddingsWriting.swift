import Datasets
import Ranking
import TensorFiles
import Torch

extension Embeddings {
    /// Writes a file in the format that its ending names: NumPy's `.npy` with the table of its rows beside it, else
    /// safetensors.
    ///
    /// Each file appears complete or not at all, and none where one of them cannot be written.
    ///
    /// - Parameter table: a row for each embedding, in their order.
    /// - Throws: `TensorFileError` or `DatasetError` where a file cannot be written.
    func write(to path: String, with table: PhotographTable) throws {
        guard WeightFileFormat(ending: path) == .numPy else { return try write(to: path) }
        precondition(table.count == count, "\(count) embeddings, \(table.count) rows of a table")
        let rows = vectors.contiguous()
        let file = try NumPyWriter(path, tensor: TensorDeclaration("embeddings", rows))
        try rows.withUnsafeBytes { try file.write("embeddings", bytes: $0) }
        try table.writeTable(to: Self.tablePath(beside: path))
        try file.finish()
    }
}
