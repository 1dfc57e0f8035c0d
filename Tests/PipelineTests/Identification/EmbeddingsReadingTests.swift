import Datasets
import Foundation
import Ranking
import TensorFiles
import Testing
import Torch

@testable import Pipeline

/// NumPy's arrays with a table of their rows.
@Suite struct EmbeddingsReadingTests {
    private let folder: TemporaryFolder
    private let path: String

    /// Given an array of two rows.
    init() throws {
        folder = try TemporaryFolder()
        path = folder("e.npy")
        try write(Tensor([3, 4, 0, -2] as [Float], shape: [2, 2]))
    }

    private func write(_ array: Tensor) throws {
        var state = StateDictionary()
        state["array"] = array
        try state.write(to: path, format: .numPy)
    }

    private func table(_ rows: String...) throws -> PhotographTable {
        let text = (["photograph,individual"] + rows).joined(separator: "\n")
        try folder.write(text + "\n", to: "table.csv")
        return try Dataset(contentsOf: folder("table.csv")).table
    }

    private func refusal(_ table: PhotographTable? = nil) -> String {
        let error = #expect(throws: TensorFileError.self) {
            try Embeddings(contentsOf: path, table: table)
        }
        #expect(error?.path == path && error?.kind == .malformed)
        return error?.problem ?? ""
    }

    @Test("Given a table of its rows, they are named, and brought to length 1")
    func given() throws {
        for dtype in [DType.float32, .float64, .float16] {
            try write(Tensor([3, 4, 0, -2] as [Float], shape: [2, 2]).to(dtype: dtype))

            let found = try Embeddings(contentsOf: path, table: table("1.jpg,a", "2.jpg,"))

            #expect(found.images == ["1.jpg", "2.jpg"] && found.individuals == ["a", nil])
            #expect(found.vectors.array(of: Float.self) == [0.6, 0.8, 0, -1])
            #expect(found.model == nil)
        }
    }

    @Test("Given a table beside it, that one names the rows, and another whom they show")
    func beside() throws {
        try folder.write("photograph,individual\n1.jpg,a\n2.jpg,b\n", to: "e.csv")

        #expect(try Embeddings(contentsOf: path, table: nil).individuals == ["a", "b"])
        let other = try Embeddings(
            contentsOf: path, table: table("2.jpg,x", "1.jpg,y", "3.jpg,z"))
        #expect(other.images == ["1.jpg", "2.jpg"] && other.individuals == ["y", "x"])
        #expect(refusal(try table("2.jpg,x")).contains("no row for its photograph 1.jpg"))
    }

    @Test("Given another table beside it, the one that is given counts")
    func anotherBeside() throws {
        for text in ["photograph\n1.jpg\n2.jpg\n3.jpg\n", "something,else\n1,2\n"] {
            try folder.write(text, to: "e.csv")
            #expect(
                try Embeddings(contentsOf: path, table: table("8.jpg,a", "9.jpg,b")).images
                    == ["8.jpg", "9.jpg"])
        }
        #expect(throws: DatasetError.self) { try Embeddings(contentsOf: path, table: nil) }
    }

    @Test("Given no table, or one of other length, the numbers are told")
    func noTable() throws {
        #expect(refusal().contains("do not name photographs"))
        #expect(
            refusal(try table("1.jpg,a")).contains(
                "it holds 2 embeddings, but the table 1 rows"))
        try folder.write("photograph\n1.jpg\n2.jpg\n3.jpg\n", to: "e.csv")
        #expect(refusal().contains("but \(folder("e.csv")) 3 rows"))
    }

    @Test("Given something else than rows of finite numbers, it is refused")
    func otherArrays() throws {
        let table = try table("1.jpg,a", "2.jpg,b")
        let arrays: [(Tensor, String)] = [
            (Tensor.ones([2]), "found float32 [2]"),
            (Tensor([1, 2, 3, 4], shape: [2, 2]), "found int64 [2, 2]"),
            (Tensor.ones([2, 0]), "found float32 [2, 0]"),
            (Tensor([1, .nan, 0, 1] as [Float], shape: [2, 2]), "not finite"),
            (Tensor([1, .infinity, 0, 1] as [Float], shape: [2, 2]), "not finite"),
            // More than float32 can hold.
            (Tensor([1, 1e300, 0, 1], shape: [2, 2]), "not finite"),
        ]
        for (array, problem) in arrays {
            try write(array)
            #expect(refusal(table).contains(problem))
        }
    }

    @Test("Given embeddings written as an array, the same come back with their table")
    func roundTrip() throws {
        let written = randomEmbeddings(5, width: 3, individuals: 2, prefix: "x", seed: 1)
        var rows = try table("x0.jpg,0", "x1.jpg,1", "x2.jpg,0", "x3.jpg,1", "x4.jpg,0")
        rows[2].species = "whale"
        rows.root = folder("photographs")

        try written.write(to: folder("out.npy"), with: rows)

        let read = try Embeddings(contentsOf: folder("out.npy"), table: nil)
        #expect(read.images == written.images && read.individuals == written.individuals)
        #expect(read.vectors.isClose(to: written.vectors, absolute: 1e-6))
        let table = try Dataset(contentsOf: folder("out.csv")).table
        #expect(table[2].species == "whale" && table.file(at: 2) == folder("photographs/x2.jpg"))
    }

    @Test("Given a table that cannot be written, there is no array either")
    func unwritableTable() throws {
        let written = randomEmbeddings(1, width: 3, individuals: 1, prefix: "x", seed: 1)
        try FileManager.default.createDirectory(
            atPath: folder("out.csv"), withIntermediateDirectories: false)

        let error = #expect(throws: DatasetError.self) {
            try written.write(to: folder("out.npy"), with: table("x0.jpg,0"))
        }

        #expect(error?.kind == .unwritable && error?.path == folder("out.csv"))
        #expect(try folder.files == ["e.npy", "out.csv", "table.csv"])
    }
}
