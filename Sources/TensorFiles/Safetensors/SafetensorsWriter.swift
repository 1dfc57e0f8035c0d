/// Writes a `.safetensors` file, byte for byte as the reference implementation does.
///
/// The header, which is known from the declarations, is written first; then the tensors, one at a
/// time and in any order. Metadata keys are sorted, so that equal content gives equal files.
public final class SafetensorsWriter: TensorWriter {
    /// The file being written.
    public var path: String { file.path }

    private let file: AtomicFile
    private var written: WrittenTensors

    /// Starts a file.
    ///
    /// - Throws: `TensorFileError` where two tensors have one name, a name is `__metadata__`, or the
    ///   disk refuses.
    public init(
        _ path: String, tensors: [TensorDeclaration], metadata: [String: String] = [:]
    ) throws {
        let tensors = SafetensorsHeader.ordered(tensors)
        guard !tensors.contains(where: { $0.name == SafetensorsHeader.metadataKey }) else {
            throw TensorFileError(
                path: path,
                problem: "a safetensors file cannot hold a tensor named "
                    + SafetensorsHeader.metadataKey,
                advice: "rename it")
        }
        let header = SafetensorsHeader.encode(tensors, metadata: metadata)
        guard header.count - 8 <= SafetensorsReader.maximumHeaderByteCount else {
            throw TensorFileError(
                path: path,
                problem: "a safetensors header holds at most "
                    + "\(SafetensorsReader.maximumHeaderByteCount) bytes, found \(header.count - 8)"
            )
        }
        var offset = header.count
        var places: [(TensorDeclaration, offset: Int)] = []
        for tensor in tensors {
            places.append((tensor, offset))
            offset += tensor.byteCount
        }
        written = try WrittenTensors(path: path, places: places)
        file = try AtomicFile(path)
        try file.write(header)
    }

    /// Writes the elements of a declared tensor; see `TensorWriter`.
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
