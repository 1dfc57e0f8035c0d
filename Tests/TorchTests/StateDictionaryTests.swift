import Foundation
import GoldenSupport
import TensorFiles
import Testing
import Torch

@Suite struct StateDictionaryTests {
    /// Runs a test with a path that is free, and removes what it left there.
    private func withPath(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("state-\(UUID().uuidString).safetensors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("Tensors of every element type come back from a file, bit for bit")
    func everyType() throws {
        try withPath { path in
            var state = StateDictionary()
            let generator = Generator(seed: 4)
            for dtype in DType.allCases {
                let values = Tensor.randn([3, 5], generator: generator) * 50
                state["values.\(dtype)"] =
                    dtype == .bool ? values .> 0 : values.to(dtype: dtype)
                state["scalar.\(dtype)"] = Tensor(1).to(dtype: dtype)
                state["empty.\(dtype)"] = Tensor.zeros([0, 3], dtype: dtype)
            }
            state["turned"] = Tensor.randn([4, 6], generator: generator).transpose()
            state["recorded"] = Tensor.ones([2]).requiringGrad() * 2
            state.metadata = ["format": "pt", "note": "naïve “quotes” \n"]
            try state.write(to: path)

            let loaded = try StateDictionary(contentsOf: path)
            #expect(Set(loaded.names) == Set(state.names))
            #expect(loaded.metadata == state.metadata)
            for (name, tensor) in state {
                expect(loaded[name], isIdenticalTo: tensor.detached(), name)
            }
        }
    }

    @Test("What was loaded can be written to, and the file stays as it is")
    func mappedTensorsAreWritable() throws {
        try withPath { path in
            var state = StateDictionary()
            state["weight"] = Tensor.ones([1000])
            try state.write(to: path)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))

            let loaded = try StateDictionary(contentsOf: path)
            var weight = try loaded.required("weight")
            weight += 1
            #expect(weight.sum().item() == 2000)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            let again = try StateDictionary(contentsOf: path)
            #expect(try again.required("weight").sum().item() == 1000)
        }
    }

    @Test("Tensors outlive the dictionary and the file that they came from")
    func outlivesFile() throws {
        var weight: Tensor?
        try withPath { path in
            var state = StateDictionary()
            state["weight"] = Tensor.arange(0..<5000)
            try state.write(to: path)
            weight = try StateDictionary(contentsOf: path)["weight"]
            // Written over and removed, as by a training that saves again.
            state["weight"] = Tensor.zeros([5000], dtype: .int64)
            try state.write(to: path)
        }
        #expect(weight?.sum().intItem() == 12_497_500)
    }

    @Test("A file can be written over by what was loaded from it")
    func writesOverItself() throws {
        try withPath { path in
            var state = StateDictionary()
            state["weight"] = Tensor.arange(0..<5000)
            try state.write(to: path)
            var loaded = try StateDictionary(contentsOf: path)
            loaded["more"] = Tensor(1)
            try loaded.write(to: path)
            let again = try StateDictionary(contentsOf: path)
            #expect(try again.required("weight").sum().intItem() == 12_497_500)
        }
    }

    @Test("A file that is not there, and one that is no weight file, are errors that name it")
    func unreadableFiles() throws {
        try withPath { path in
            let missing = try #require(throws: TensorFileError.self) {
                try StateDictionary(contentsOf: path)
            }
            #expect("\(missing)".contains(path))
            try Data("no weights".utf8).write(to: URL(fileURLWithPath: path))
            let strange = try #require(throws: TensorFileError.self) {
                try StateDictionary(contentsOf: path)
            }
            #expect("\(strange)".contains(path))
            #expect(throws: TensorFileError.self) {
                try StateDictionary().write(to: "\(path)/below/a/file.safetensors")
            }
        }
    }

    @Test("Names keep their order, are replaced in place, and are taken out by nil")
    func order() {
        var state = StateDictionary()
        for name in ["b", "a", "c"] { state[name] = Tensor(1) }
        state["a"] = Tensor(2)
        #expect(state.names == ["b", "a", "c"])
        state["b"] = nil
        state["none"] = nil
        #expect(state.names == ["a", "c"] && state.count == 2)
        #expect(state.map { $0.tensor.intItem() } == [2, 1])
    }

    @Test("Entries under a prefix are put in and taken out, whole names only")
    func prefixes() {
        var inner = StateDictionary()
        inner["weight"] = Tensor(1)
        var outer = StateDictionary()
        outer["modelling"] = Tensor(2)
        outer.insert(inner, under: "model")
        #expect(outer.names == ["modelling", "model.weight"])
        #expect(outer.entries(under: "model").names == ["weight"])
        #expect(outer.entries(under: "mod").names == [])
    }

    @Test("A file's format follows from its ending, and an ending that names none is refused")
    func formatFollowsEnding() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var state = StateDictionary()
        state["weight"] = Tensor.ones([3])
        for (name, start) in [("a.pth", "PK"), ("a.npy", "\u{93}NUMPY")] {
            let file = folder.appendingPathComponent(name)
            try state.write(to: file.path)
            let bytes = try Data(contentsOf: file)
            #expect(bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }))
            #expect(try StateDictionary(contentsOf: file.path).count == 1)
        }
        #expect(throws: (any Error).self) {
            try state.write(to: folder.appendingPathComponent("a.bin").path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
}
