import Testing

@testable import TensorFiles

/// Pickles that are damaged or malicious.
@Suite struct PickleTests {
    static let data: [UInt8] = [UInt8](repeating: 0, count: 16)

    static func open(_ pickle: [UInt8], entry: String? = nil) throws -> TensorFile {
        let bytes = Crafted.archive(pickle: pickle, storages: [("0", data)])
        let file = try TensorFile(FileBytes(bytes, name: "crafted"), entry: entry)
        touch(file)
        return file
    }

    static func repeated(_ part: [UInt8], _ count: Int) -> [UInt8] {
        Array(repeatElement(part, count: count).joined())
    }

    static let tensor = Crafted.tensor(shape: [2, 2], strides: [2, 1])

    static let cases: [(name: String, pickle: [UInt8], words: String)] = [
        (
            "command",
            Crafted.pickle(
                Crafted.op("cos\nsystem\n") + Crafted.text("echo") + [0x85] + Crafted.op("R")),
            "refuses \"os.system\": weight files may hold only tensors; nothing was executed"
        ),
        (
            "command by stack",
            Crafted.pickle(Crafted.text("posix") + Crafted.text("system") + [0x93]), "posix.system"
        ),
        ("builtin", Crafted.pickle(Crafted.op("c__builtin__\neval\n")), "__builtin__.eval"),
        ("instance", Crafted.pickle(Crafted.op("(ios\nsystem\n")), "instruction 0x69"),
        ("object", Crafted.pickle(Crafted.op("(o")), "instruction 0x6f"),
        ("extension", Crafted.pickle([0x82, 1]), "instruction 0x82"),
        ("text identifier", Crafted.pickle(Crafted.op("P0\n")), "instruction 0x50"),
        (
            "endless name", Crafted.pickle(Crafted.op("c") + repeated([0x61], 5000)),
            "no end of line"
        ),
        ("not a call", Crafted.pickle(Crafted.op("N)R")), "expected a call"),
        (
            "storage called", Crafted.pickle(Crafted.op("ctorch\nFloatStorage\n)R")),
            "expected a call"
        ),
        ("empty stack", Crafted.pickle([]), "found none"),
        ("no mark", Crafted.pickle(Crafted.op("t")), "expected a mark"),
        ("below the mark", Crafted.pickle(Crafted.op("N(0")), "found none"),
        ("odd items", Crafted.pickle(Crafted.op("}(Nu")), "keys and values"),
        ("items of none", Crafted.pickle(Crafted.op("N(NNu")), "keys and values"),
        ("append to none", Crafted.pickle(Crafted.op("NNa")), "a list to append to"),
        (
            "attributes of a tensor", Crafted.pickle(tensor + Crafted.op("}b")),
            "attributes of a dictionary"
        ),
        ("unknown memo", Crafted.pickle(Crafted.op("h\u{5}")), "expected memo 5"),
        ("two values", Crafted.pickle(Crafted.op("NN")), "expected one value, found 2"),
        ("open mark", Crafted.pickle(Crafted.op("N(")), "found none"),
        (
            "endless text", Crafted.pickle(Crafted.op("X") + Crafted.little(UInt32.max)),
            "expected 4294967295 bytes"
        ),
        ("endless bytes", Crafted.pickle([0x8E] + Crafted.little(UInt64.max)), "possible size"),
        ("endless integer", Crafted.pickle([0x8B] + Crafted.little(Int32(-1))), "possible size"),
        ("wide integer", Crafted.pickle([0x8A, 65] + repeated([1], 65)), "one of 65 bytes"),
        ("bad identifier", Crafted.pickle(Crafted.op("NQ")), "description of a storage"),
        (
            "negative count", Crafted.pickle(Crafted.tensor(count: -1, shape: [1], strides: [1])),
            "description of a storage"
        ),
        (
            "huge count", Crafted.pickle(Crafted.tensor(count: .max, shape: [1], strides: [1])),
            "larger than memory"
        ),
        (
            "other count", Crafted.pickle(Crafted.tensor(count: 5, shape: [1], strides: [1])),
            "expected 20 bytes"
        ),
        (
            "two descriptions",
            Crafted.pickle(
                tensor + Crafted.op("0")
                    + Crafted.tensor(storage: "torch\nIntStorage", shape: [1], strides: [1])),
            "in two ways"
        ),
        (
            "untyped",
            Crafted.pickle(
                Crafted.tensor(
                    storage: "torch.storage\nUntypedStorage", count: 16, shape: [1], strides: [1])),
            "untyped storage"
        ),
        (
            "shape", Crafted.pickle(Crafted.tensor(shape: [3, 2], strides: [2, 1])),
            "reaches outside"
        ),
        (
            "negative size", Crafted.pickle(Crafted.tensor(shape: [-1], strides: [1])),
            "negative size"
        ),
        (
            "negative stride", Crafted.pickle(Crafted.tensor(offset: 3, shape: [2], strides: [-1])),
            "none negative"
        ),
        (
            "negative offset", Crafted.pickle(Crafted.tensor(offset: -1, shape: [1], strides: [1])),
            "reaches outside"
        ),
        (
            "offset", Crafted.pickle(Crafted.tensor(offset: 4, shape: [1], strides: [1])),
            "reaches outside"
        ),
        (
            "huge offset", Crafted.pickle(Crafted.tensor(offset: .max, shape: [2], strides: [1])),
            "reaches outside"
        ),
        (
            "huge stride", Crafted.pickle(Crafted.tensor(shape: [3], strides: [.max])),
            "reaches outside"
        ),
        (
            "huge shape",
            Crafted.pickle(Crafted.tensor(shape: [1 << 40, 1 << 40], strides: [0, 0])),
            "more elements"
        ),
        (
            "expanded bomb", Crafted.pickle(Crafted.tensor(shape: [1 << 40], strides: [0])),
            "repeats a storage of 16 bytes"
        ),
        (
            "many dimensions",
            Crafted.pickle(Crafted.tensor(shape: Array(repeating: 1, count: 65), strides: [])),
            "at most 64"
        ),
        (
            "fewer strides", Crafted.pickle(Crafted.tensor(shape: [2, 2], strides: [1])),
            "one per dimension"
        ),
        (
            "number alone", Crafted.pickle(Crafted.integer(1)),
            "expected tensors by name, found an integer"
        ),
        (
            "key", Crafted.pickle(Crafted.op("}N") + tensor + Crafted.op("s")),
            "as a key, found None"
        ),
        (
            "name twice",
            Crafted.pickle(
                Crafted.op("}(") + Crafted.text("a") + tensor + Crafted.text("a") + tensor
                    + Crafted.op("u")), "\"a\" twice"
        ),
        (
            "itself",
            Crafted.pickle(Crafted.op("}q\u{1}") + Crafted.text("a") + Crafted.op("h\u{1}s")),
            "nested deeper than 16"
        ),
        ("protocol", [0x80, 1] + Crafted.op("}."), "protocol 2 to 5"),
    ]

    @Test("Given a pickle that is more than tensors, when it is read, then an error says why")
    func refused() throws {
        for (name, pickle, words) in Self.cases {
            let error = #expect(throws: TensorFileError.self, "\(name)") { try Self.open(pickle) }
            #expect(
                error?.description.contains(words) == true, "\(name): \(error?.description ?? "")")
        }
    }

    @Test("Given deep nesting, when it is read, then it is neither followed nor freed recursively")
    func deep() throws {
        let count = 200_000
        for pickle in [
            Crafted.pickle(Crafted.op(")") + Self.repeated([0x85], count)),
            Crafted.pickle(
                Self.repeated(Crafted.op("]"), count) + Self.repeated(Crafted.op("a"), count - 1)),
            Crafted.pickle(Self.repeated(Crafted.op("("), count)),
        ] {
            #expect(throws: TensorFileError.self) { try Self.open(pickle) }
        }
    }

    @Test("Given containers that hold one another many times over, when read, then work is bounded")
    func laughs() throws {
        // Fifteen levels, each a list of a thousand times the level below.
        var pickle = Crafted.op("]q\u{0}")
        for level in 1..<15 {
            let below = Crafted.op("h") + [UInt8(level - 1)]
            pickle +=
                Crafted.op("0](") + Self.repeated(below, 1000) + Crafted.op("eq") + [UInt8(level)]
        }
        let error = try #require(throws: TensorFileError.self) {
            try Self.open([0x80, 2] + pickle + Crafted.op("."))
        }
        #expect(error.description.contains("refer to one another"))

        // One long list of pairs, made into a dictionary ten thousand times.
        let pairs =
            Crafted.op("](") + Self.repeated(Crafted.op("NN") + [0x86], 20_000) + Crafted.op("e")
        let copy =
            Crafted.op("ccollections\nOrderedDict\nq\u{2}0")
            + Self.repeated(Crafted.op("h\u{2}h\u{1}") + [0x85] + Crafted.op("R0"), 10_000)
        let copies = try #require(throws: TensorFileError.self) {
            try Self.open(Crafted.pickle(pairs + Crafted.op("q\u{1}") + copy))
        }
        #expect(copies.description.contains("more values than its length allows"))

        // A name of a hundred thousand letters, shared by a hundred thousand tensors.
        let inner =
            Crafted.op("}q\u{1}(") + Self.tensor + Crafted.op("q\u{2}0")
            + (0..<20_000).flatMap { Crafted.text(String($0)) + Crafted.op("h\u{2}") }
            + Crafted.op("u")
        let outer =
            Crafted.op("}") + Crafted.text(String(repeating: "n", count: 100_000)) + inner
            + Crafted.op("s")
            + Crafted.text("t") + Crafted.op("h\u{2}s")
        #expect(throws: TensorFileError.self) { try Self.open(Crafted.pickle(outer)) }
    }

    @Test("Given memo indices far apart, when read, then they cost no more than near ones")
    func memo() throws {
        let pickle = (0..<1000).flatMap {
            Crafted.op("r") + Crafted.little(UInt32($0) &* 4_294_967)
        }
        let file = try Self.open(Crafted.pickle(Crafted.op("}") + pickle))
        #expect(file.tensors.isEmpty)
    }

    @Test("Given what Python 2 and PyTorch also write, when it is read, then the tensor is there")
    func allowed() throws {
        let pair = Crafted.op("](") + Crafted.op("U\u{1}a") + Self.tensor + Crafted.op("e")
        let ordered =
            Crafted.op("ccollections\nOrderedDict\n](") + pair + Crafted.op("e") + [0x85]
            + Crafted.op("R")
        #expect(try Self.open(Crafted.pickle(ordered)).tensors.map(\.name) == ["a"])
        let state = Crafted.op("}") + Crafted.text("_metadata") + Crafted.op("}sb")
        #expect(try Self.open(Crafted.pickle(ordered + state)).tensors.map(\.shape) == [[2, 2]])
        let parameter =
            Crafted.op("ctorch._utils\n_rebuild_parameter_with_state\n(") + Self.tensor
            + [0x88] + Crafted.op("}}tR")
        #expect(try Self.open(Crafted.pickle(parameter)).tensors.map(\.name) == ["array"])
        let version3 =
            Crafted.op("ctorch._utils\n_rebuild_tensor_v3\n((") + Crafted.text("storage")
            + Crafted.op("ctorch.storage\nUntypedStorage\n") + Crafted.text("0")
            + Crafted.text("cuda:0")
            + Crafted.integer(16) + Crafted.op("tQ") + Crafted.integer(1) + Crafted.tuple([3])
            + Crafted.tuple([2]) + [0x89] + Crafted.op("}ctorch\nint16\nNtR")
        let tensor = try #require(try Self.open(Crafted.pickle(version3)).tensors.first)
        #expect(tensor.dtype == .int16 && tensor.strides == [2])
    }
}
