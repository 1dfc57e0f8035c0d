import Testing

@testable import TensorFiles

/// Files that are damaged or malicious: each is an error, none a crash.
@Suite struct DamageTests {
    typealias Case = (name: String, bytes: [UInt8], words: String)

    static let safetensors: [Case] = [
        (
            "short length", [1, 2, 3, 4, 5, 6, 7, 8, 0x7B],
            "expected a safetensors header of at most"
        ),
        ("huge length", Crafted.safetensors("{}", length: .max), "found 18446744073709551615"),
        ("long length", Crafted.safetensors("{}", length: 3), "found 2"),
        ("text after the object", Crafted.safetensors("{}x"), "nothing after"),
        (
            "deep nesting", Crafted.safetensors(String(repeating: #"{"a":"#, count: 100_000)),
            "not \"a\""
        ),
        ("deep lists", Crafted.safetensors("{" + String(repeating: "[", count: 100_000)), "a key"),
        (
            "deep shape",
            Crafted.safetensors(Crafted.header(String(repeating: "[", count: 100_000), "0", "0")),
            "whole number"
        ),
        ("hole", Crafted.safetensors(Crafted.header("[1]", "4", "8"), data: 8), "hole or overlap"),
        (
            "beyond the end", Crafted.safetensors(Crafted.header("[2]", "0", "8"), data: 4),
            "holds 4 bytes"
        ),
        (
            "bytes left over", Crafted.safetensors(Crafted.header("[1]", "0", "4"), data: 8),
            "expected 4 bytes of data"
        ),
        (
            "wrong size", Crafted.safetensors(Crafted.header("[3]", "0", "8"), data: 8),
            "reaches outside"
        ),
        (
            "small shape", Crafted.safetensors(Crafted.header("[1]", "0", "8"), data: 8),
            "takes 4 bytes, found 8"
        ),
        (
            "negative shape", Crafted.safetensors(Crafted.header("[-1]", "0", "4"), data: 4),
            "whole number"
        ),
        (
            "fraction", Crafted.safetensors(Crafted.header("[1.5]", "0", "4"), data: 4),
            "whole number"
        ),
        (
            "exponent", Crafted.safetensors(Crafted.header("[1e9]", "0", "4"), data: 4),
            "whole number"
        ),
        (
            "padded number", Crafted.safetensors(Crafted.header("[01]", "0", "4"), data: 4),
            "whole number"
        ),
        (
            "huge shape",
            Crafted.safetensors(Crafted.header("[4294967296,4294967296]", "0", "4"), data: 4),
            "more elements"
        ),
        (
            "hidden shape",
            Crafted.safetensors(
                Crafted.header("[0,9223372036854775807,9223372036854775807]", "0", "0")),
            "more elements"
        ),
        (
            "number too wide",
            Crafted.safetensors(Crafted.header("[9223372036854775808]", "0", "4"), data: 4),
            "below 2^63"
        ),
        (
            "falling offsets", Crafted.safetensors(Crafted.header("[1]", "4", "0"), data: 4),
            "rising"
        ),
        (
            "three offsets", Crafted.safetensors(Crafted.header("[1]", "0", "4,4"), data: 4),
            "at most 2"
        ),
        (
            "many dimensions",
            Crafted.safetensors(
                Crafted.header("[" + String(repeating: "1,", count: 1000) + "1]", "0", "4"), data: 4
            ), "at most 64"
        ),
        (
            "duplicate key",
            Crafted.safetensors(
                #"{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}"#,
                data: 2), "twice"
        ),
        (
            "overlap",
            Crafted.safetensors(
                #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
                data: 3), "overlap"
        ),
        (
            "duplicate field", Crafted.safetensors(#"{"a":{"dtype":"U8","dtype":"U8"}}"#),
            "once each"
        ),
        ("missing field", Crafted.safetensors(#"{"a":{"dtype":"U8","shape":[]}}"#), "found fewer"),
        (
            "unknown type",
            Crafted.safetensors(Crafted.header("[1]", "0", "4", dtype: "U32"), data: 4), "\"U32\""
        ),
        ("number as metadata", Crafted.safetensors(#"{"__metadata__":{"a":1}}"#), "text of"),
        (
            "metadata twice", Crafted.safetensors(#"{"__metadata__":{},"__metadata__":{}}"#),
            "only once"
        ),
        ("lone surrogate", Crafted.safetensors(#"{"\ud800":{}}"#), "surrogate pair"),
        ("bad escape", Crafted.safetensors(#"{"\x":{}}"#), "a JSON escape"),
        ("short escape", Crafted.safetensors(#"{"\u12"#), "hexadecimal"),
        ("control character", Crafted.safetensors("{\"a\nb\\t\":{}}"), "a key"),
        (
            "bad UTF-8", Crafted.little(UInt64(5)) + Array("{\"".utf8) + [0xFF] + Array("\":".utf8),
            "UTF-8"
        ),
    ]

    static let numPy: [Case] = [
        ("version", numPy("", version: 9), "found 9.0"),
        ("long header", NumPyHeader.magic + [2, 0] + Crafted.little(UInt32.max), "at most"),
        ("cut header", NumPyHeader.magic + [1, 0, 90, 0, 0x7B], "found 1"),
        ("no dictionary", numPy("[]"), "expected `{`"),
        ("missing key", numPy("{'descr': '<f4', 'shape': (2,), }"), "expected descr"),
        ("unknown key", numPy("{'a': '<f4'}"), "found \"a\""),
        ("twice", numPy("{'descr': '<f4', 'descr': '<f4'}"), "once each"),
        (
            "negative", numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }"),
            "sizes below"
        ),
        (
            "huge",
            numPy(
                "{'descr': '<f4', 'fortran_order': True, 'shape': (9223372036854775807, 9223372036854775807), }"
            ), "more elements"
        ),
        (
            "too long", numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", data: 8),
            "reaches outside"
        ),
        (
            "too short",
            numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", data: 8), "found 8"
        ),
        ("order", numPy("{'fortran_order': 1}"), "True or False"),
        ("string", numPy("{'descr': <f4}"), "a string"),
        ("open", numPy("{'descr"), "closing quote"),
        (
            "after", numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (), } 1", data: 4),
            "nothing after"
        ),
    ]

    static func numPy(_ header: String, version: UInt8 = 1, data: Int = 0) -> [UInt8] {
        NumPyHeader.magic + [version, 0] + Crafted.little(UInt16(header.utf8.count))
            + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    }

    static let zip: [Case] = [
        (
            "no directory", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 60),
            "zip directory at the end"
        ),
        ("empty", Crafted.zip([]), "found 0 of them among 0 records"),
        ("two pickles", Crafted.zip([("a/data.pkl", []), ("b/data.pkl", [])]), "found 2"),
        ("same name", Crafted.zip([("a/data.pkl", []), ("a/data.pkl", [])]), "twice"),
        ("script", Crafted.zip([("a/data.pkl", []), ("a/constants.pkl", [])]), "TorchScript"),
        ("empty pickle", Crafted.archive(pickle: []), "found 0"),
        (
            "no storage",
            Crafted.archive(pickle: Crafted.pickle(Crafted.tensor(shape: [1], strides: [1]))),
            "\"archive/data/0\""
        ),
        ("overlap", overlapping, "overlap"),
        ("count", changed { $0[$0.count - 12] = 200 }, "200 zip records"),
        ("directory offset", changed { $0[$0.count - 6] ^= 1 }, "expected the zip directory"),
        ("local name", changed { $0[30] ^= 1 }, "expected the local header"),
        ("encrypted", changed { $0[$0.count - 22 - 46 - 16 + 8] |= 1 }, "encrypted"),
        (
            "quine",
            Crafted.zip([
                ("a/data.pkl", Crafted.zip([("a/data.pkl", Crafted.pickle(Crafted.op("}")))]))
            ]), "expected a pickle"
        ),
    ]

    /// An archive of one record, changed in one place.
    static func changed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes = Crafted.archive(pickle: Crafted.pickle(Crafted.op("}")))
        change(&bytes)
        return bytes
    }

    /// Two records whose local headers lie apart, but whose bytes overlap.
    static var overlapping: [UInt8] {
        let inner = Crafted.zip([("archive/data/0", [1, 2, 3, 4])])
        let records = [
            ("archive/data.pkl", inner), ("archive/data/0", [UInt8](repeating: 0, count: 4)),
        ]
        var bytes = Crafted.zip(records)
        let header = ZipLayout(records.map { ($0.0, $0.1.count) }).records[0].dataOffset
        // The second directory entry, 60 bytes before the end record, points into the first record.
        let entry = bytes.count - 22 - 60
        bytes.replaceSubrange(entry + 42..<entry + 46, with: Crafted.little(UInt32(header)))
        return bytes
    }

    @Test(
        "Given a damaged file, when it is read, then an error says why",
        arguments: [safetensors, numPy, zip])
    func damaged(cases: [Case]) throws {
        for (name, bytes, words) in cases {
            let error = #expect(throws: TensorFileError.self, "\(name)") {
                try readEverything(bytes)
            }
            #expect(
                error?.description.contains(words) == true, "\(name): \(error?.description ?? "")")
        }
    }

    static let small = [
        "model.safetensors", "every-dtype.safetensors", "scalar.npy", "fortran.npy",
        "version-3.npy",
        "bare.pth", "empty.pth", "legacy-protocol-4.pth", "parameters-legacy.pth",
    ]

    @Test(
        "Given a file cut short at any length, when it is read, then it is an error",
        arguments: small)
    func truncation(name: String) throws {
        let bytes = try contents(of: Golden.named(name).path)
        for count in bytes.indices {
            #expect(throws: TensorFileError.self, "\(count) bytes") {
                try readEverything(Array(bytes[..<count]))
            }
        }
    }

    @Test(
        "Given a file with one bit flipped, when it is read, then nothing crashes", arguments: small
    )
    func flips(name: String) throws {
        var bytes = try contents(of: Golden.named(name).path)
        for bit in 0..<bytes.count * 8 where bit % 3 == 0 {
            bytes[bit / 8] ^= 1 << (bit % 8)
            try? readEverything(bytes)
            bytes[bit / 8] ^= 1 << (bit % 8)
        }
    }
}
