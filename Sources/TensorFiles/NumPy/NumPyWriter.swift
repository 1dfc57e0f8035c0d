/// Writes one array as a `.npy` file, byte for byte as `numpy.save` does.
public final class NumPyWriter: TensorWriter {
    /// The file being written.
    public var path: String { file.path }

    private let file: AtomicFile
    private var written: WrittenTensors

    /// Starts a file; the tensor's name is not kept.
    ///
    /// - Throws: `TensorFileError` where NumPy has no such element type (bfloat16), or the disk
    ///   refuses.
    public init(_ path: String, tensor: TensorDeclaration) throws {
        guard let header = NumPyHeader(dtype: tensor.dtype, shape: tensor.shape).encoded() else {
            throw TensorFileError(
                path: path,
                problem: "NumPy cannot hold \(tensor.dtype.rawValue) of shape \(tensor.shape)",
                advice: "convert it to float32 first, or write safetensors")
        }
        written = try WrittenTensors(path: path, places: [(tensor, header.count)])
        file = try AtomicFile(path)
        try file.write(header)
    }

    /// Writes the elements of the declared tensor; see `TensorWriter`.
    public func write(_ name: String, bytes: UnsafeRawBufferPointer) throws {
        try file.write(bytes, at: written.offset(of: name, byteCount: bytes.count))
        written.finish(name)
    }

    /// Completes the file and puts it under its name; see `TensorWriter`.
    public func finish() throws {
        try written.checkComplete()
        try file.commit()
    }
}
