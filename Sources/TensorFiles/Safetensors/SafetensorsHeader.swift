/// What a safetensors header is made of: names of element types, the order of tensors, JSON.
enum SafetensorsHeader {
    /// The key that holds text about the file, not a tensor.
    static let metadataKey = "__metadata__"

    /// The names of the element types, in the order in which the reference implementation lays out
    /// the tensors: widest alignment first.
    static let dtypes: [(code: String, dtype: DType)] = [
        ("I64", .int64), ("F64", .float64), ("F32", .float32), ("I32", .int32),
        ("BF16", .bfloat16), ("F16", .float16), ("I16", .int16), ("I8", .int8), ("U8", .uint8),
        ("BOOL", .bool),
    ]

    /// The element type of that name.
    static func dtype(_ code: String, of what: String, file: FileBytes) throws -> DType {
        guard let match = dtypes.first(where: { $0.code == code }) else {
            let known = dtypes.map(\.code).joined(separator: ", ")
            throw file.failure(
                "\(what) has elements of type \(quoted(code)), expected one of \(known)",
                advice: "convert it to one of these first")
        }
        return match.dtype
    }

    /// The tensors in the order of the reference implementation, by element type, then name.
    static func ordered(_ tensors: [TensorDeclaration]) -> [TensorDeclaration] {
        func rank(_ tensor: TensorDeclaration) -> Int {
            dtypes.firstIndex { $0.dtype == tensor.dtype } ?? dtypes.count
        }
        return tensors.sorted {
            let (left, right) = (rank($0), rank($1))
            return left == right
                ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) : left < right
        }
    }

    /// The length and the header of ordered tensors, padded with spaces to a multiple of 8 bytes.
    static func encode(_ tensors: [TensorDeclaration], metadata: [String: String]) -> [UInt8] {
        var fields: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(json($0.key)):\(json($0.value))" }
            fields.append("\(json(metadataKey)):{\(texts.joined(separator: ","))}")
        }
        var offset = 0
        for tensor in tensors {
            let code = dtypes.first { $0.dtype == tensor.dtype }?.code ?? ""
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let end = offset + tensor.byteCount
            fields.append(
                "\(json(tensor.name)):{\"dtype\":\"\(code)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var header = Array("{\(fields.joined(separator: ","))}".utf8)
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
    }

    /// A JSON string, escaped as the reference implementation escapes.
    private static func json(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + hex(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
