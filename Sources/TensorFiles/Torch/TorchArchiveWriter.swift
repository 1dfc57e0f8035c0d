/// Writes a `.pth` archive that holds a state dictionary (an `OrderedDict` of tensors).
///
/// `torch.load` reads it with `weights_only=True`. Each tensor has a storage of its own; the tensors
/// keep the order of the declarations.
public final class TorchArchiveWriter: TensorWriter {
    /// The file being written.
    public var path: String { file.path }

    private let file: AtomicFile
    private var layout: ZipLayout
    private var written: WrittenTensors
    private let indices: [String: Int]

    /// Starts a file.
    ///
    /// - Throws: `TensorFileError` where two tensors have one name, or the disk refuses.
    public convenience init(_ path: String, tensors: [TensorDeclaration]) throws {
        try self.init(path, tensors: tensors, wideFrom: 0xFFFF_FFFF)
    }

    init(_ path: String, tensors: [TensorDeclaration], wideFrom: Int) throws {
        let small: [(name: String, bytes: [UInt8])] = [
            ("archive/data.pkl", PickleWriter.stateDictionary(tensors)),
            ("archive/.format_version", Array("1".utf8)),
            ("archive/.storage_alignment", Array("64".utf8)),
            ("archive/byteorder", Array("little".utf8)),
            ("archive/version", Array("3\n".utf8)),
        ]
        let data = tensors.enumerated().map {
            (name: "archive/data/\($0.offset)", byteCount: $0.element.byteCount)
        }
        layout = ZipLayout(small.map { ($0.name, $0.bytes.count) } + data, wideFrom: wideFrom)
        let first = small.count
        let places = zip(tensors, layout.records.dropFirst(first)).map {
            ($0, offset: $1.dataOffset)
        }
        written = try WrittenTensors(path: path, places: places)
        indices = Dictionary(
            uniqueKeysWithValues: tensors.enumerated().map { ($0.element.name, $0.offset + first) })
        file = try AtomicFile(path)
        for (index, record) in small.enumerated() {
            try file.write(record.bytes, at: layout.records[index].dataOffset)
            record.bytes.withUnsafeBytes { layout.setChecksum(CRC32.checksum($0), of: index) }
        }
    }

    /// Writes the elements of a declared tensor; see `TensorWriter`.
    public func write(_ name: String, bytes: UnsafeRawBufferPointer) throws {
        try file.write(bytes, at: written.offset(of: name, byteCount: bytes.count))
        if let index = indices[name] { layout.setChecksum(CRC32.checksum(bytes), of: index) }
        written.finish(name)
    }

    /// Completes the file and puts it under its name; see `TensorWriter`.
    public func finish() throws {
        try written.checkComplete()
        for (index, record) in layout.records.enumerated() {
            try file.write(layout.localHeader(of: index), at: record.headerOffset)
        }
        try file.write(
            layout.directory(), at: layout.records.last.map { $0.dataOffset + $0.byteCount } ?? 0)
        try file.commit()
    }
}
