/// A weight file that has been opened: its tensors, by name and in the order of the file.
///
/// The elements stay in the mapped file until they are touched.
public struct TensorFile: Sendable {
    /// How a file is laid out.
    public enum Format: String, Sendable, CaseIterable {
        /// A `.safetensors` file.
        case safetensors
        /// A `.pth` or `.pt` zip archive, as PyTorch writes since 1.6.
        case torchArchive
        /// A `.pth` stream, as PyTorch wrote before 1.6.
        case legacyTorch
        /// A NumPy `.npy` array.
        case numPy
    }

    /// The name of the tensor in a file that holds one tensor without a name: a `.npy` file, or a
    /// PyTorch file that holds a bare tensor.
    public static let unnamed = "array"

    /// The bytes that the tensors lie in.
    public let file: FileBytes
    /// How the file is laid out.
    public let format: Format
    /// Every tensor, in the order of the file.
    public let tensors: [StoredTensor]
    /// What the file says beside its tensors: safetensors' `__metadata__`, or the numbers, strings
    /// and truth values at the top level of a PyTorch checkpoint (`"epoch": "3"`).
    public let metadata: [String: String]
    /// The entry of a nested PyTorch checkpoint that the tensors were taken from, such as `"model"`.
    public let entry: String?

    private let indices: [String: Int]

    /// Opens a file, whose format is told by its content.
    ///
    /// A PyTorch checkpoint may be nested. With `entry`, names are relative to that entry (a key, or
    /// keys joined by dots). Without it:
    /// 1. where the top level holds at least one tensor directly, the top level is the state
    ///    dictionary;
    /// 2. else, where one entry alone holds tensors, it is the state dictionary;
    /// 3. else, where one entry alone holds tensors and has one of the usual names (`state_dict`,
    ///    `model_state_dict`, `model`, `params`, `weights`, `net`, `network`, `module`, `ema`,
    ///    `model_ema`, `state_dict_ema`, `ema_state_dict`, `params_ema`), it is;
    /// 4. else the file is ambiguous, and the error lists the entries.
    ///
    /// Dictionaries and lists inside the state dictionary are flattened: keys and indices are joined
    /// by dots.
    ///
    /// - Throws: `TensorFileError` where the file cannot be read, is damaged, is of another format,
    ///   holds anything but tensors and plain values, or has no such entry.
    public static func open(_ path: String, entry: String? = nil) throws -> TensorFile {
        try TensorFile(FileBytes(mapping: path), entry: entry)
    }

    /// Opens bytes that are mapped, or in memory, already; see `open(_:entry:)`.
    public init(_ file: FileBytes, entry: String? = nil) throws {
        let format = try Format(sniffing: file)
        if let entry, format == .safetensors || format == .numPy {
            throw file.failure(
                "has no entries, expected \(quoted(entry))", advice: "leave the entry out")
        }
        switch format {
        case .safetensors: self = try SafetensorsReader.read(file)
        case .torchArchive: self = try TorchArchiveReader.read(file, entry: entry)
        case .legacyTorch: self = try LegacyTorchReader.read(file, entry: entry)
        case .numPy: self = try NumPyReader.read(file)
        }
    }

    /// Checks that no name is there twice.
    init(
        file: FileBytes, format: Format, tensors: [StoredTensor], metadata: [String: String] = [:],
        entry: String? = nil
    ) throws {
        var indices: [String: Int] = [:]
        indices.reserveCapacity(tensors.count)
        for (index, tensor) in tensors.enumerated() {
            guard indices.updateValue(index, forKey: tensor.name) == nil else {
                throw file.failure("holds tensor \(quoted(tensor.name)) twice, expected once")
            }
        }
        self.file = file
        self.format = format
        self.tensors = tensors
        self.metadata = metadata
        self.entry = entry
        self.indices = indices
    }

    /// The tensor of that name, if there is one.
    public subscript(name: String) -> StoredTensor? {
        indices[name].map { tensors[$0] }
    }

    /// The tensor of that name.
    ///
    /// - Throws: `TensorFileError` where there is none.
    public func tensor(named name: String) throws -> StoredTensor {
        guard let tensor = self[name] else {
            let names = tensors.prefix(5).map { quoted($0.name) }.joined(separator: ", ")
            throw file.failure(
                "expected a tensor \(quoted(name)), found \(tensors.count) others"
                    + (tensors.isEmpty ? "" : " (\(names)\(tensors.count > 5 ? ", …" : ""))"))
        }
        return tensor
    }
}
