@testable import TensorFiles

/// Files made by hand, valid or not.
enum Crafted {
    /// A safetensors file of any header and data.
    static func safetensors(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
        let bytes = Array(header.utf8)
        return little(length ?? UInt64(bytes.count)) + bytes + [UInt8](repeating: 1, count: data)
    }

    /// A safetensors header of one tensor.
    static func header(
        _ shape: String, _ start: String, _ end: String, dtype: String = "F32"
    ) -> String {
        #"{"a":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}}"#
    }

    /// A PyTorch archive of any pickle and storages.
    static func archive(pickle: [UInt8], storages: [(key: String, bytes: [UInt8])] = []) -> [UInt8]
    {
        zip([("archive/data.pkl", pickle)] + storages.map { ("archive/data/\($0.key)", $0.bytes) })
    }

    /// A zip archive of stored records.
    static func zip(_ records: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        let layout = ZipLayout(records.map { ($0.name, $0.bytes.count) })
        var file: [UInt8] = []
        for (index, record) in records.enumerated() {
            file += layout.localHeader(of: index) + record.bytes
        }
        return file + layout.directory()
    }

    /// A pickle: the protocol, instructions, the end.
    static func pickle(_ parts: [UInt8]...) -> [UInt8] {
        [0x80, 2] + parts.flatMap { $0 } + op(".")
    }

    static func op(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func text(_ text: String) -> [UInt8] {
        op("X") + little(UInt32(text.utf8.count)) + Array(text.utf8)
    }

    static func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + little(Int64(value)) }

    static func tuple(_ values: [Int]) -> [UInt8] {
        op("(") + values.flatMap { integer($0) } + op("t")
    }

    /// A tensor of storage "0".
    static func tensor(
        storage: String = "torch\nFloatStorage", count: Int = 4, offset: Int = 0, shape: [Int],
        strides: [Int]
    ) -> [UInt8] {
        let identifier =
            op("(") + text("storage") + op("c\(storage)\n") + text("0") + text("cpu")
            + integer(count) + op("tQ")
        let arguments = integer(offset) + tuple(shape) + tuple(strides) + [0x89] + op("N")
        return op("ctorch._utils\n_rebuild_tensor_v2\n(") + identifier + arguments + op("tR")
    }

    static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

/// Opens bytes and touches every element that they are said to hold.
func readEverything(_ bytes: [UInt8], entry: String? = nil) throws {
    let file = FileBytes(bytes, name: "crafted")
    try touch(TensorFile(file, entry: entry))
}

/// Reads every element of every tensor.
func touch(_ file: TensorFile) {
    for tensor in file.tensors {
        precondition(tensor.contiguousBytes().count == tensor.byteCount)
    }
}
