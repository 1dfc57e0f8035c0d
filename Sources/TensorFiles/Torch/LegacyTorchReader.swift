/// Reads the stream that `torch.save` wrote before PyTorch 1.6.
///
/// Five pickles follow one another: a magic number, the protocol's version, a description of the
/// machine, the value, and the keys of the storages; then each storage, its element count first.
enum LegacyTorchReader {
    /// 0x1950a86a20f9469cfc6c
    private static let magic: [UInt8] = [
        0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
    ]
    private static let version = 1001

    static func read(_ file: FileBytes, entry: String?) throws -> TensorFile {
        var machine = PickleMachine(file, range: file.bytes.indices)
        guard case .longInteger(magic) = try machine.run() else {
            throw file.failure(
                "expected PyTorch's magic number, found another pickle",
                advice: "save a dictionary of tensors with torch.save")
        }
        guard case .integer(version) = try machine.run() else {
            throw file.failure("expected version \(version) of PyTorch's legacy format")
        }
        try checkMachine(machine.run(), heap: machine.heap, file: file)
        let start = machine.cursor.offset
        let top = try machine.run()
        let pickleByteCount = machine.cursor.offset - start
        let keys = try machine.run()
        let places = try locateStorages(keys, heap: machine.heap, cursor: machine.cursor)
        return try TensorFile(
            file: file, format: .legacyTorch, top: top, heap: machine.heap,
            pickleByteCount: pickleByteCount, places: places, entry: entry)
    }

    private static func checkMachine(
        _ value: PickleValue, heap: PickleHeap, file: FileBytes
    ) throws {
        guard case .dictionary(let index) = value else {
            throw file.failure("expected a description of the machine, found \(value.kind)")
        }
        for (key, value) in heap.dictionaries[index] {
            if case .string("little_endian") = key, case .boolean(false) = value {
                throw file.failure(
                    "expected little-endian elements, found big-endian ones",
                    advice: "save it again on a little-endian machine")
            }
        }
    }

    /// Where each storage of the heap lies; `cursor` stands behind the last pickle.
    private static func locateStorages(
        _ keys: PickleValue, heap: PickleHeap, cursor: ByteCursor
    ) throws -> [Range<Int>] {
        var cursor = cursor
        let file = cursor.file
        guard case .list(let index) = keys, heap.lists[index].count == heap.storages.count else {
            throw file.failure("expected the keys of \(heap.storages.count) storages, found others")
        }
        let indices = Dictionary(
            uniqueKeysWithValues: heap.storages.enumerated().map { ($0.element.key, $0.offset) })
        var places = [Range<Int>?](repeating: nil, count: heap.storages.count)
        for case .string(let key) in heap.lists[index] {
            guard let position = indices[key], places[position] == nil else {
                throw file.failure("expected each storage once, found \(quoted(key))")
            }
            let storage = heap.storages[position]
            let count = try cursor.count(UInt64.self, for: "the size of storage \(quoted(key))")
            guard count == storage.count, let byteCount = storage.byteCount else {
                throw file.failure(
                    "expected \(storage.count) elements in storage \(quoted(key)), found \(count)")
            }
            places[position] = try cursor.take(byteCount, for: "storage \(quoted(key))")
        }
        guard cursor.remaining == 0 else {
            throw file.failure(
                "expected the end of the file after \(places.count) storages, "
                    + "found \(cursor.remaining) bytes more")
        }
        let found = places.compactMap { $0 }
        guard found.count == places.count else {
            throw file.failure("expected \(places.count) storages, found \(found.count)")
        }
        return found
    }
}
