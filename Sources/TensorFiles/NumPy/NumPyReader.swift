/// Reads a NumPy array; the one tensor is called `TensorFile.unnamed`.
enum NumPyReader {
    /// A header of plain numbers is about a hundred bytes; more is refused.
    private static let maximumHeaderByteCount = 1 << 16

    static func read(_ file: FileBytes) throws -> TensorFile {
        var cursor = ByteCursor(file)
        let magic = try cursor.take(NumPyHeader.magic.count, for: "NumPy's first bytes")
        guard file.bytes[magic].elementsEqual(NumPyHeader.magic) else {
            throw file.failure("expected a NumPy array, found other first bytes")
        }
        let version = try cursor.byte(for: "the NumPy version")
        let minor = try cursor.byte(for: "the NumPy version")
        guard (1...3).contains(version), minor == 0 else {
            throw file.failure("expected NumPy version 1.0, 2.0 or 3.0, found \(version).\(minor)")
        }
        let length =
            version == 1
            ? try cursor.count(UInt16.self, for: "the header's length")
            : try cursor.count(UInt32.self, for: "the header's length")
        guard length <= maximumHeaderByteCount else {
            throw file.failure(
                "expected a NumPy header of at most \(maximumHeaderByteCount) bytes, found \(length)"
            )
        }
        let text = try cursor.text(length, for: "the NumPy header")
        let header = try NumPyHeader(parsing: text, file: file)
        let tensor = try StoredTensor(
            name: TensorFile.unnamed, dtype: header.dtype, shape: header.shape,
            strides: header.isFortranOrder ? fortranStrides(header.shape) : nil,
            storage: cursor.offset..<cursor.end, file: file)
        guard tensor.byteCount == cursor.remaining else {
            throw file.failure(
                "an array of shape \(header.shape) takes \(tensor.byteCount) bytes, "
                    + "found \(cursor.remaining)",
                advice: "the file is cut short or damaged, fetch it again")
        }
        return try TensorFile(file: file, format: .numPy, tensors: [tensor])
    }

    /// Column-major strides; they wrap where the size is impossible, which is refused afterwards.
    private static func fortranStrides(_ shape: [Int]) -> [Int] {
        var step = 1
        return shape.map { size in
            defer { step &*= max(size, 1) }
            return step
        }
    }
}
