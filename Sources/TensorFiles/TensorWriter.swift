/// Writes tensors into one file, one at a time and in any order.
///
/// The file appears under its name, complete, when `finish()` returns; until then, and after any
/// error, whatever the name held before is untouched.
public protocol TensorWriter: AnyObject {
    /// The file being written.
    var path: String { get }

    /// Writes the elements of a declared tensor: contiguous, little-endian, the last dimension
    /// fastest.
    ///
    /// - Throws: `TensorFileError` where the tensor was not declared, was written before, has another
    ///   number of bytes than its shape says, or the disk refuses.
    func write(_ name: String, bytes: UnsafeRawBufferPointer) throws

    /// Completes the file and puts it under its name.
    ///
    /// - Throws: `TensorFileError` where a declared tensor was not written, or the disk refuses.
    func finish() throws
}

extension TensorWriter {
    /// Writes the elements of a declared tensor; see `write(_:bytes:)`.
    public func write(_ name: String, bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write(name, bytes: $0) }
    }

    /// Copies a tensor out of another file; it was declared under its own name.
    public func write(_ tensor: StoredTensor) throws {
        try tensor.withContiguousBytes { try write(tensor.name, bytes: $0) }
    }
}

/// Which declared tensor belongs where in a file, and which have been written.
struct WrittenTensors {
    private let path: String
    private var slots: [String: (offset: Int, count: Int, isWritten: Bool)] = [:]

    /// - Parameter places: each tensor, and where in the file its bytes go.
    init(path: String, places: [(TensorDeclaration, offset: Int)]) throws {
        self.path = path
        for (tensor, offset) in places {
            let slot = (offset: offset, count: tensor.byteCount, isWritten: false)
            guard slots.updateValue(slot, forKey: tensor.name) == nil else {
                throw TensorFileError(
                    path: path, problem: "tensor \(quoted(tensor.name)) is declared twice")
            }
        }
    }

    /// Where the bytes of a tensor go, checked.
    func offset(of name: String, byteCount: Int) throws -> Int {
        func refusal(_ problem: String) -> TensorFileError {
            TensorFileError(path: path, problem: "tensor \(quoted(name)) \(problem)")
        }
        guard let slot = slots[name] else { throw refusal("was not declared before writing") }
        guard !slot.isWritten else { throw refusal("is written twice") }
        guard slot.count == byteCount else {
            throw refusal("was declared with \(slot.count) bytes, found \(byteCount)")
        }
        return slot.offset
    }

    /// Remembers that the bytes of a tensor are in the file.
    mutating func finish(_ name: String) {
        slots[name]?.isWritten = true
    }

    /// Checks that no tensor is missing.
    func checkComplete() throws {
        let missing = slots.filter { !$0.value.isWritten }.keys.sorted()
        guard missing.isEmpty else {
            throw TensorFileError(
                path: path,
                problem: "\(missing.count) declared tensors were not written: "
                    + missing.prefix(5).map(quoted).joined(separator: ", "))
        }
    }
}
