/// Reads safetensors: an 8-byte length, a JSON header, then the elements.
///
/// As strict as the reference implementation (https://github.com/huggingface/safetensors): the
/// tensors must cover the rest of the file exactly, without holes and without overlaps. Stricter in
/// that a duplicate key and an unknown key of a tensor are refused.
enum SafetensorsReader {
    /// The header may be no longer than this, as in the reference implementation.
    static let maximumHeaderByteCount = 100_000_000

    static func read(_ file: FileBytes) throws -> TensorFile {
        var cursor = ByteCursor(file)
        let length = try cursor.integer(UInt64.self, for: "the header's length")
        guard length <= maximumHeaderByteCount else {
            throw file.failure(
                "expected a safetensors header of at most \(maximumHeaderByteCount) bytes, found \(length)"
            )
        }
        let header = try cursor.take(Int(length), for: "the safetensors header")
        var entries: [Entry] = []
        var metadata: [String: String]?
        var scanner = JSONScanner(file, range: header)
        try scanner.object("the header") { scanner, key in
            if key == SafetensorsHeader.metadataKey {
                guard metadata == nil else {
                    throw scanner.refusal("\(quoted(key)) only once")
                }
                metadata = try readMetadata(&scanner)
            } else {
                entries.append(try readEntry(&scanner, name: key, file: file))
            }
        }
        try scanner.finish()
        let tensors = try place(entries, in: header.upperBound..<file.bytes.count, file: file)
        return try TensorFile(
            file: file, format: .safetensors, tensors: tensors, metadata: metadata ?? [:])
    }

    /// A tensor, as the header tells it.
    private struct Entry {
        let name: String
        let dtype: DType
        let shape: [Int]
        let offsets: Range<Int>
    }

    private static func readMetadata(_ scanner: inout JSONScanner) throws -> [String: String] {
        var metadata: [String: String] = [:]
        try scanner.object(SafetensorsHeader.metadataKey) { scanner, key in
            let value = try scanner.string("the text of \(quoted(key))")
            guard metadata.updateValue(value, forKey: key) == nil else {
                throw scanner.refusal("\(quoted(key)) only once in the metadata")
            }
        }
        return metadata
    }

    private static func readEntry(
        _ scanner: inout JSONScanner, name: String, file: FileBytes
    ) throws -> Entry {
        let what = "tensor \(quoted(name))"
        var (dtype, shape, offsets): (DType?, [Int]?, [Int]?)
        try scanner.object(what) { scanner, key in
            switch key {
            case "dtype" where dtype == nil:
                let code = try scanner.string("the dtype of \(what)")
                dtype = try SafetensorsHeader.dtype(code, of: what, file: file)
            case "shape" where shape == nil:
                shape = try scanner.integers(
                    "the shape of \(what)", limit: StoredTensor.maximumRank)
            case "data_offsets" where offsets == nil:
                offsets = try scanner.integers("the data_offsets of \(what)", limit: 2)
            default:
                throw scanner.refusal(
                    "dtype, shape and data_offsets once each for \(what), not \(quoted(key)),")
            }
        }
        guard let dtype, let shape, let offsets else {
            throw file.failure("expected dtype, shape and data_offsets for \(what), found fewer")
        }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw file.failure("expected two rising data_offsets for \(what), found \(offsets)")
        }
        return Entry(name: name, dtype: dtype, shape: shape, offsets: offsets[0]..<offsets[1])
    }

    /// Checks that the tensors cover `buffer` exactly; returns them in the order of their bytes.
    private static func place(
        _ entries: [Entry], in buffer: Range<Int>, file: FileBytes
    ) throws -> [StoredTensor] {
        let sorted = entries.enumerated().sorted {
            ($0.element.offsets.lowerBound, $0.element.offsets.upperBound, $0.offset)
                < ($1.element.offsets.lowerBound, $1.element.offsets.upperBound, $1.offset)
        }
        var end = 0
        var tensors: [StoredTensor] = []
        tensors.reserveCapacity(entries.count)
        for (_, entry) in sorted {
            guard entry.offsets.lowerBound == end else {
                throw file.failure(
                    "expected tensor \(quoted(entry.name)) at data offset \(end), "
                        + "found \(entry.offsets.lowerBound): tensors leave a hole or overlap")
            }
            guard entry.offsets.upperBound <= buffer.count else {
                throw file.failure(
                    "tensor \(quoted(entry.name)) ends at data offset \(entry.offsets.upperBound), "
                        + "the file holds \(buffer.count) bytes of data",
                    advice: "the file is cut short or damaged, fetch it again")
            }
            let start = buffer.lowerBound + end
            let tensor = try StoredTensor(
                name: entry.name, dtype: entry.dtype, shape: entry.shape,
                storage: start..<start + entry.offsets.count, file: file)
            guard tensor.byteCount == entry.offsets.count else {
                throw file.failure(
                    "tensor \(quoted(entry.name)) of shape \(entry.shape) takes "
                        + "\(tensor.byteCount) bytes, found \(entry.offsets.count)")
            }
            tensors.append(tensor)
            end = entry.offsets.upperBound
        }
        guard end == buffer.count else {
            throw file.failure(
                "expected \(end) bytes of data, found \(buffer.count)",
                advice: "the file is damaged, fetch it again")
        }
        return tensors
    }
}
