import Foundation
import Testing

@testable import TensorFiles

@Suite struct WritingTests {
    @Test(
        "Given a reference safetensors file, when copied, then the copy is the same byte for byte",
        arguments: ["every-dtype", "metadata", "empty", "model"])
    func safetensors(name: String) throws {
        let folder = try TemporaryFolder()
        let path = Golden.named("\(name).safetensors").path
        let source = try TensorFile.open(path)
        let writer = try SafetensorsWriter(
            folder.file("copy"), tensors: source.tensors.reversed().map(TensorDeclaration.init),
            metadata: source.metadata)
        for tensor in source.tensors.reversed() { try writer.write(tensor) }
        #expect(folder.contents.allSatisfy { $0 != "copy" })
        try writer.finish()
        #expect(try contents(of: folder.file("copy")) == contents(of: path))
        #expect(folder.contents == ["copy"])
    }

    static let arrays = Golden.all.filter {
        $0.format == "numPy" && !$0.file.hasPrefix("version") && !$0.file.hasPrefix("fortran")
    }

    @Test(
        "Given a NumPy file, when copied, then the copy is the same byte for byte",
        arguments: arrays)
    func numPy(golden: Golden) throws {
        let folder = try TemporaryFolder()
        let tensor = try TensorFile.open(golden.path).tensor(named: TensorFile.unnamed)
        let writer = try NumPyWriter(folder.file("copy.npy"), tensor: TensorDeclaration(tensor))
        try writer.write(tensor)
        try writer.finish()
        #expect(try contents(of: folder.file("copy.npy")) == contents(of: golden.path))
        try keep(writer.path, of: golden)
    }

    /// Leaves a copy in the folder `FLUKEPRINT_KEEP`, for `Tools/Reference/check_tensor_files.py`.
    func keep(_ path: String, of golden: Golden) throws {
        guard let folder = ProcessInfo.processInfo.environment["FLUKEPRINT_KEEP"] else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        try AtomicFile.write(contents(of: path), to: "\(folder)/\(golden.file)+\(name)")
    }

    @Test(
        "Given any file, when converted, then every tensor reads back the same",
        arguments: Golden.all)
    func conversion(golden: Golden) throws {
        let folder = try TemporaryFolder()
        let source = try TensorFile.open(golden.path, entry: golden.entry)
        let declared = source.tensors.map { TensorDeclaration($0) }
        let writers: [any TensorWriter] = [
            try TorchArchiveWriter(folder.file("copy.pth"), tensors: declared),
            try TorchArchiveWriter(folder.file("wide.pth"), tensors: declared, wideFrom: 16),
            try SafetensorsWriter(folder.file("copy.safetensors"), tensors: declared),
        ]
        for writer in writers {
            for tensor in source.tensors { try writer.write(tensor) }
            try writer.finish()
            let copy = try TensorFile.open(writer.path)
            #expect(copy.tensors.count == source.tensors.count)
            for tensor in source.tensors {
                let other = try copy.tensor(named: tensor.name)
                #expect(other.dtype == tensor.dtype && other.shape == tensor.shape)
                #expect(other.isAligned && other.isContiguous)
                #expect(other.contiguousBytes() == tensor.contiguousBytes())
            }
            if copy.format == .torchArchive {
                #expect(copy.tensors.map(\.name) == source.tensors.map(\.name))
                #expect(copy.tensors.allSatisfy { $0.byteOffset % 64 == 0 })
            }
            try keep(writer.path, of: golden)
        }
    }

    @Test("Given an archive that torch wrote, when its checksums are computed, then they agree")
    func checksums() throws {
        let check = Array("123456789".utf8).withUnsafeBytes { CRC32.checksum($0) }
        #expect(check == 0xCBF4_3926)
    }

    @Test("Given bfloat16, when a NumPy file is asked for, then the error says what to do")
    func bfloat16() throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: TensorFileError.self) {
            try NumPyWriter(
                folder.file("a.npy"),
                tensor: TensorDeclaration(name: "a", dtype: .bfloat16, shape: [1]))
        }
        #expect(error.description.contains("convert it to float32"))
        #expect(folder.contents.isEmpty)
    }

    @Test("Given a declaration, when the tensors do not follow it, then nothing is left behind")
    func mistakes() throws {
        let folder = try TemporaryFolder()
        let declared = [
            TensorDeclaration(name: "a", dtype: .int8, shape: [2]),
            TensorDeclaration(name: "b", dtype: .int8, shape: []),
        ]
        try {
            let writer = try SafetensorsWriter(folder.file("x"), tensors: declared)
            try writer.write("a", bytes: [1, 2])
            for (name, bytes, words) in [
                ("a", [1, 2], "written twice"), ("b", [1, 2], "declared with 1 bytes, found 2"),
                ("c", [1], "not declared"),
            ] as [(String, [UInt8], String)] {
                let error = try #require(throws: TensorFileError.self) {
                    try writer.write(name, bytes: bytes)
                }
                #expect(error.description.contains(words))
            }
            let error = try #require(throws: TensorFileError.self) { try writer.finish() }
            #expect(error.description.contains("\"b\""))
        }()
        #expect(folder.contents.isEmpty)
        #expect(throws: TensorFileError.self) {
            try TorchArchiveWriter(folder.file("x"), tensors: declared + declared)
        }
        #expect(throws: TensorFileError.self) {
            try SafetensorsWriter(
                folder.file("x"),
                tensors: [TensorDeclaration(name: "__metadata__", dtype: .int8, shape: [])])
        }
        #expect(folder.contents.isEmpty)
    }
}
