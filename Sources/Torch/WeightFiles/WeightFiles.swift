import TensorFiles

extension Tensor {
    /// A tensor over a weight file's memory, which nobody else may have: nothing is read until it is
    /// used.
    ///
    /// Writing to it changes this process's copy, never the file. Elements that do not lie at a
    /// multiple of their size are copied, as are truth values, of which a file may hold any byte.
    convenience init(mapping stored: StoredTensor) {
        if stored.dtype == .bool {
            let bytes = stored.contiguousBytes().map { $0 != 0 }
            self.init(bytes, shape: stored.shape)
        } else if stored.isAligned, stored.elementCount > 0,
            let base = stored.file.bytes.baseAddress
        {
            self.init(
                wrapping: UnsafeMutableRawPointer(mutating: base + stored.byteOffset),
                shape: stored.shape, strides: stored.strides, dtype: stored.dtype,
                owner: stored.file)
        } else {
            let bytes = stored.contiguousBytes()
            self.init(
                owning: bytes.withUnsafeBytes {
                    Tensor.handleOfCopy($0, shape: stored.shape, dtype: stored.dtype)
                })
        }
    }
}

extension TensorDeclaration {
    /// What is declared for a tensor that will be written under a name.
    public init(_ name: String, _ tensor: Tensor) {
        self.init(name: name, dtype: tensor.dtype, shape: tensor.shape)
    }
}

extension StateDictionary {
    /// The tensors of a weight file (safetensors, PyTorch's `.pth`, NumPy's `.npy`), mapped.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - entry: which part of a nested PyTorch checkpoint; found by itself where it is clear.
    /// - Throws: `TensorFileError` where the file cannot be read or holds something else.
    public init(contentsOf path: String, entry: String? = nil) throws {
        let file = try TensorFile.open(path, entry: entry)
        self.init()
        metadata = file.metadata
        for stored in file.tensors { self[stored.name] = Tensor(mapping: stored) }
    }

    /// Writes all tensors to a file: beside the target first, then renamed, so that none is
    /// half-written. Metadata is kept by safetensors alone.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - format: how to write it; what the path's ending names, if left out.
    /// - Throws: `TensorFileError` where the disk refuses, the ending names no format, or the format
    ///   holds one tensor and there are more.
    public func write(to path: String, format: WeightFileFormat? = nil) throws {
        guard let format = format ?? WeightFileFormat(ending: path) else {
            throw TensorFileError(
                path: path, problem: "its ending names no format",
                advice: "let it end in .safetensors, .pth, .pt or .npy", kind: .unwritable)
        }
        let declarations = map { TensorDeclaration($0.name, $0.tensor) }
        switch format {
        case .safetensors:
            try write(with: SafetensorsWriter(path, tensors: declarations, metadata: metadata))
        case .torch:
            try write(with: TorchArchiveWriter(path, tensors: declarations))
        case .numPy:
            guard let only = declarations.first, count == 1 else {
                throw TensorFileError(
                    path: path, problem: "a .npy file holds one tensor, found \(count)",
                    advice: "write a .safetensors file")
            }
            try write(with: NumPyWriter(path, tensor: only))
        }
    }

    private func write(with writer: some TensorWriter) throws {
        for (name, tensor) in self {
            try tensor.withUnsafeBytes { try writer.write(name, bytes: $0) }
        }
        try writer.finish()
    }

    /// Converts all tensors of real numbers to an element type.
    public mutating func convertRealNumbers(to dtype: DType) {
        for (name, tensor) in self where tensor.dtype.isFloatingPoint {
            self[name] = tensor.to(dtype: dtype)
        }
    }
}
