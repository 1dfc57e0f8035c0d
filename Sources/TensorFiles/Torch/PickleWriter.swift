/// Writes the pickle of a state dictionary as `torch.save` does, protocol 2.
struct PickleWriter {
    private(set) var bytes: [UInt8] = []

    /// The pickle of an `OrderedDict` of tensors, each with a storage of its own: "0", "1", ….
    static func stateDictionary(_ tensors: [TensorDeclaration]) -> [UInt8] {
        var writer = PickleWriter()
        writer.bytes = [0x80, 2]
        writer.emptyOrderedDictionary()
        writer.mark()
        for (index, tensor) in tensors.enumerated() {
            writer.text(tensor.name)
            writer.tensor(tensor, key: String(index))
        }
        writer.code("u")
        writer.code(".")
        return writer.bytes
    }

    /// A call of `_rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)`.
    private mutating func tensor(_ tensor: TensorDeclaration, key: String) {
        var strides: [Int] = []
        var step = 1
        for size in tensor.shape.reversed() {
            strides.append(step)
            step *= max(size, 1)
        }
        global("torch._utils", "_rebuild_tensor_v2")
        mark()
        storage(tensor, key: key)
        integer(0)
        tuple(tensor.shape)
        tuple(strides.reversed())
        bytes.append(0x89)
        emptyOrderedDictionary()
        code("t")
        code("R")
    }

    private mutating func storage(_ tensor: TensorDeclaration, key: String) {
        mark()
        text("storage")
        global("torch", Self.storageClass(tensor.dtype))
        text(key)
        text("cpu")
        integer(tensor.byteCount / tensor.dtype.byteCount)
        code("t")
        code("Q")
    }

    private static func storageClass(_ dtype: DType) -> String {
        switch dtype {
        case .bool: "BoolStorage"
        case .uint8: "ByteStorage"
        case .int8: "CharStorage"
        case .int16: "ShortStorage"
        case .int32: "IntStorage"
        case .int64: "LongStorage"
        case .float16: "HalfStorage"
        case .bfloat16: "BFloat16Storage"
        case .float32: "FloatStorage"
        case .float64: "DoubleStorage"
        }
    }

    private mutating func emptyOrderedDictionary() {
        global("collections", "OrderedDict")
        code(")")
        code("R")
    }

    private mutating func tuple(_ values: [Int]) {
        mark()
        values.forEach { integer($0) }
        code("t")
    }

    private mutating func mark() { code("(") }

    private mutating func code(_ scalar: Unicode.Scalar) { bytes.append(UInt8(ascii: scalar)) }

    private mutating func global(_ module: String, _ name: String) {
        bytes += Array("c\(module)\n\(name)\n".utf8)
    }

    private mutating func text(_ text: String) {
        code("X")
        append(UInt32(text.utf8.count))
        bytes += Array(text.utf8)
    }

    private mutating func integer(_ value: Int) {
        if let narrow = Int32(exactly: value) {
            code("J")
            append(narrow)
        } else {
            bytes += [0x8A, 8]
            append(Int64(value))
        }
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
    }
}
