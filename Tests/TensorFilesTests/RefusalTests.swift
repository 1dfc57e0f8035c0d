import Testing

@testable import TensorFiles

@Suite struct RefusalTests {
    static let files: [(file: String, words: [String])] = [
        ("command.pth", ["system", "weight files may hold only tensors; nothing was executed"]),
        ("command-legacy.pth", ["system", "nothing was executed"]),
        ("whole-model.pth", ["torch.nn.modules.linear.Linear", "save model.state_dict()"]),
        ("complex.pth", ["ComplexFloatStorage", "bfloat16"]),
        ("uint16.pth", ["torch.uint16", "int64"]),
        ("set.pth", ["refuses pickle instruction 0x8f"]),
        ("sparse.pth", ["refuses \"torch._utils._rebuild_sparse_tensor\""]),
        ("big-endian.npy", ["big-endian", "\">f4\""]),
        ("object.npy", ["Python objects"]),
        ("record.npy", ["records"]),
        ("unsigned.npy", ["\"<u2\""]),
        ("arrays.npz", ["NumPy .npz"]),
        ("plain.pickle", ["magic number"]),
        ("float8.safetensors", ["\"F8_E4M3\"", "BF16"]),
        ("compressed.pth", ["archive/data.pkl", "compressed (method 8)"]),
        ("big-endian.pth", ["byte order", "\"big\""]),
    ]

    @Test("Given what is no plain tensor, when opened, then the error names it", arguments: files)
    func refused(file: String, words: [String]) throws {
        let path = Golden.refused(file)
        let error = try #require(throws: TensorFileError.self) { try TensorFile.open(path) }
        #expect(error.path == path)
        for word in words { #expect(error.description.contains(word), "\(error)") }
    }

    static let others: [(start: String, words: String)] = [
        ("", "an empty file"),
        ("version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        ("<!DOCTYPE html><html>", "a web page"),
        ("hello", "starts with bytes 68 65 6c 6c 6f"),
    ]

    @Test(
        "Given a file of no known format, when opened, then the error says what", arguments: others)
    func unknown(start: String, words: String) throws {
        let error = try #require(throws: TensorFileError.self) {
            try TensorFile(FileBytes(start.utf8, name: "weights.pth"))
        }
        #expect(error.description.contains(words), "\(error)")
    }
}
