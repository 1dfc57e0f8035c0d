/// Reads the zip archives that `torch.save` writes: a pickle, and one record per storage.
enum TorchArchiveReader {
    static func read(_ file: FileBytes, entry: String?) throws -> TensorFile {
        let directory = try ZipDirectory(file)
        let prefix = try findPrefix(directory, file: file)
        if let order = directory[prefix + "byteorder"] {
            let text = file.text(in: order) ?? ""
            guard text == "little" else {
                throw file.failure(
                    "expected byte order \"little\", found \(quoted(text))",
                    advice: "save it again on a little-endian machine")
            }
        }
        guard let range = directory[prefix + "data.pkl"] else {
            throw file.failure("expected a record \(quoted(prefix + "data.pkl")), found none")
        }
        var machine = PickleMachine(file, range: range)
        let top = try machine.run()
        var places: [Range<Int>] = []
        for storage in machine.heap.storages {
            let name = prefix + "data/" + storage.key
            guard let place = directory[name] else {
                throw file.failure("expected a record \(quoted(name)), found none")
            }
            guard place.count == storage.byteCount else {
                throw file.failure(
                    "expected \(storage.byteCount ?? 0) bytes in record \(quoted(name)), "
                        + "found \(place.count)")
            }
            places.append(place)
        }
        return try TensorFile(
            file: file, format: .torchArchive, top: top, heap: machine.heap,
            pickleByteCount: range.count, places: places, entry: entry)
    }

    /// The folder that all records lie in, with its slash.
    private static func findPrefix(_ directory: ZipDirectory, file: FileBytes) throws -> String {
        let pickles = directory.records.map(\.name).filter {
            $0.hasSuffix("/data.pkl") && $0.split(separator: "/").count == 2
        }
        guard let pickle = pickles.first, pickles.count == 1 else {
            let isNumPy = directory.records.contains { $0.name.hasSuffix(".npy") }
            throw file.failure(
                "expected a PyTorch archive with one data.pkl, found \(pickles.count) of them among "
                    + "\(directory.records.count) records",
                advice: isNumPy ? "this is a NumPy .npz; save its arrays as .npy" : nil)
        }
        let prefix = String(pickle.dropLast("data.pkl".count))
        guard directory[prefix + "constants.pkl"] == nil else {
            throw file.failure(
                "is a TorchScript program, expected weights",
                advice: "in Python, save torch.jit.load(path).state_dict() with torch.save")
        }
        return prefix
    }
}

extension TensorFile {
    /// The file of a pickle's value, once it is known where its storages lie.
    ///
    /// - Parameter places: where each storage of the heap lies in the file.
    init(
        file: FileBytes, format: Format, top: PickleValue, heap: PickleHeap, pickleByteCount: Int,
        places: [Range<Int>], entry: String?
    ) throws {
        var checkpoint = TorchCheckpoint(heap, byteCount: pickleByteCount, file: file)
        let selection = try checkpoint.select(top, entry: entry)
        let tensors = try selection.tensors.map { name, tensor in
            try StoredTensor(
                name: name, dtype: tensor.dtype, shape: tensor.shape, strides: tensor.strides,
                storage: places[tensor.storage], elementOffset: tensor.elementOffset, file: file)
        }
        try self.init(
            file: file, format: format, tensors: tensors, metadata: selection.metadata,
            entry: selection.entry)
    }
}
