/// The header of a `.npy` file: a Python dictionary of element type, order and shape.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NumPyHeader: Equatable {
    /// The first bytes of the file.
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    var dtype: DType
    /// Whether the first dimension, not the last, is the fastest.
    var isFortranOrder: Bool
    var shape: [Int]

    /// What NumPy calls the element types; bfloat16 has no name.
    private static let codes: [(code: String, dtype: DType)] = [
        ("<f4", .float32), ("<f8", .float64), ("<f2", .float16), ("|b1", .bool), ("|u1", .uint8),
        ("|i1", .int8), ("<i2", .int16), ("<i4", .int32), ("<i8", .int64), ("<b1", .bool),
        ("<u1", .uint8), ("<i1", .int8),
    ]

    /// The name of an element type; nil where NumPy has none.
    static func code(_ dtype: DType) -> String? {
        codes.first { $0.dtype == dtype }?.code
    }

    /// The file's first bytes: version 1, as long as NumPy makes it (room for 21 digits in the
    /// dimension that could grow, and a multiple of 64 bytes).
    func encoded() -> [UInt8]? {
        guard let code = Self.code(dtype) else { return nil }
        let sizes = shape.map(String.init)
        let list = sizes.count == 1 ? "\(sizes[0])," : sizes.joined(separator: ", ")
        var text =
            "{'descr': '\(code)', 'fortran_order': \(isFortranOrder ? "True" : "False"), "
            + "'shape': (\(list)), }"
        if let growing = isFortranOrder ? sizes.last : sizes.first {
            text += String(repeating: " ", count: max(0, 21 - growing.count))
        }
        let prefix = Self.magic.count + 4
        text += String(repeating: " ", count: 64 - (prefix + text.utf8.count + 1) % 64) + "\n"
        guard let length = UInt16(exactly: text.utf8.count) else { return nil }
        return Self.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
    }

    /// Reads the dictionary, whose keys may come in any order.
    init(parsing text: String, file: FileBytes) throws {
        var parser = Parser(rest: Substring(text), file: file)
        var (code, order, sizes): (String?, Bool?, [Int]?)
        try parser.expect("{")
        while !parser.skip("}") {
            let key = try parser.string()
            try parser.expect(":")
            switch key {
            case "descr" where code == nil:
                guard parser.peek != "[" else {
                    throw file.failure(
                        "holds records, expected an array of plain numbers",
                        advice: "save each field as an array of its own")
                }
                code = try parser.string()
            case "fortran_order" where order == nil:
                order = try parser.truth()
            case "shape" where sizes == nil:
                sizes = try parser.shape()
            default:
                throw file.failure(
                    "expected descr, fortran_order and shape once each in the NumPy header, "
                        + "found \(quoted(key))")
            }
            guard parser.skip(",") || parser.peek == "}" else { throw parser.refusal("`,` or `}`") }
        }
        try parser.finish()
        guard let code, let order, let sizes else {
            throw file.failure("expected descr, fortran_order and shape in the NumPy header")
        }
        dtype = try Self.dtype(code, file: file)
        isFortranOrder = order
        shape = sizes
    }

    init(dtype: DType, shape: [Int]) {
        self.dtype = dtype
        self.shape = shape
        isFortranOrder = false
    }

    private static func dtype(_ code: String, file: FileBytes) throws -> DType {
        if let match = codes.first(where: { $0.code == code }) { return match.dtype }
        let known = "expected one of " + codes.prefix(9).map(\.code).joined(separator: ", ")
        if code.hasPrefix(">") {
            throw file.failure(
                "holds big-endian elements \(quoted(code)), \(known)",
                advice: "convert with array.astype(array.dtype.newbyteorder('<'))")
        }
        if code.hasPrefix("|O") {
            throw file.failure(
                "holds Python objects \(quoted(code)), \(known)",
                advice: "objects are pickles, which may run code, and are never read")
        }
        throw file.failure("holds elements of type \(quoted(code)), \(known)")
    }

    /// Reads the little of Python's notation that the header uses.
    private struct Parser {
        var rest: Substring
        let file: FileBytes

        var peek: Character? { rest.drop { $0 == " " }.first }

        mutating func skip(_ character: Character) -> Bool {
            rest = rest.drop { $0 == " " }
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        mutating func expect(_ character: Character) throws {
            guard skip(character) else { throw refusal("`\(character)`") }
        }

        mutating func string() throws -> String {
            guard let quote = peek, quote == "'" || quote == "\"" else { throw refusal("a string") }
            _ = skip(quote)
            guard let end = rest.firstIndex(of: quote) else { throw refusal("a closing quote") }
            defer { rest = rest[end...].dropFirst() }
            return String(rest[..<end])
        }

        mutating func truth() throws -> Bool {
            rest = rest.drop { $0 == " " }
            for (word, value) in [("True", true), ("False", false)] where rest.hasPrefix(word) {
                rest = rest.dropFirst(word.count)
                return value
            }
            throw refusal("True or False")
        }

        mutating func shape() throws -> [Int] {
            try expect("(")
            var sizes: [Int] = []
            while !skip(")") {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                guard let size = Int(digits), sizes.count < StoredTensor.maximumRank else {
                    throw refusal("sizes below 2^63, at most \(StoredTensor.maximumRank),")
                }
                sizes.append(size)
                rest = rest.dropFirst(digits.count)
                guard skip(",") || peek == ")" else { throw refusal("`,` or `)`") }
            }
            return sizes
        }

        func finish() throws {
            guard rest.allSatisfy({ $0 == " " || $0 == "\n" }) else {
                throw refusal("nothing after the dictionary")
            }
        }

        func refusal(_ expected: String) -> TensorFileError {
            file.failure(
                "expected \(expected) in the NumPy header, found \(quoted(String(rest.prefix(20))))"
            )
        }
    }
}
