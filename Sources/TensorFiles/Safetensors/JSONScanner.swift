/// Reads JSON values one by one from a range of a file, strictly, and never recursively.
///
/// The header of a safetensors file has a fixed layout, so its reader asks for what must come next;
/// no tree of values is built, and duplicate keys stay visible.
struct JSONScanner {
    private let file: FileBytes
    private let range: Range<Int>
    private var position: Int

    init(_ file: FileBytes, range: Range<Int>) {
        self.file = file
        self.range = range
        position = range.lowerBound
    }

    /// Calls `body` once per key of the object that starts here, in order; it must read the value.
    mutating func object(
        _ what: String, _ body: (inout JSONScanner, _ key: String) throws -> Void
    ) throws {
        try expect("{", what)
        guard !skip("}") else { return }
        repeat {
            let key = try string("a key of \(what)")
            try expect(":", what)
            try body(&self, key)
        } while skip(",")
        try expect("}", what)
    }

    /// The non-negative integers of the array that starts here, at most `limit` of them.
    mutating func integers(_ what: String, limit: Int) throws -> [Int] {
        try expect("[", what)
        guard !skip("]") else { return [] }
        var result: [Int] = []
        repeat {
            guard result.count < limit else {
                throw refusal("at most \(limit) numbers in \(what)")
            }
            result.append(try integer("a number of \(what)"))
        } while skip(",")
        try expect("]", what)
        return result
    }

    /// The non-negative integer that starts here.
    mutating func integer(_ what: String) throws -> Int {
        skipSpace()
        let start = position
        var value = 0
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let (tens, tooBig) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            guard !tooBig, !overflow else { throw refusal("\(what) below 2^63") }
            value = sum
            position += 1
        }
        let isPadded = position - start > 1 && file.bytes[start] == UInt8(ascii: "0")
        let next = peek().map { Character(Unicode.Scalar($0)) }
        guard position > start, !isPadded, next.map({ !".eE".contains($0) }) ?? true else {
            throw refusal("a whole number, not negative, for \(what)")
        }
        return value
    }

    /// The string that starts here.
    mutating func string(_ what: String) throws -> String {
        try expect("\"", what)
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
            byte >= 0x20
        {
            position += 1
        }
        if peek() == UInt8(ascii: "\"") {
            guard let text = file.text(in: start..<position) else {
                throw refusal("UTF-8 text for \(what)")
            }
            position += 1
            return text
        }
        return try escapedString(from: start, what)
    }

    /// Checks that nothing but space follows.
    mutating func finish() throws {
        skipSpace()
        guard position == range.upperBound else {
            throw refusal("nothing after the header's object")
        }
    }

    /// What stands where something else was expected.
    func refusal(_ expected: String) -> TensorFileError {
        let found: String
        if let byte = peek() {
            found = byte > 0x20 && byte < 0x7F ? "`\(Unicode.Scalar(byte))`" : "byte 0x\(hex(byte))"
        } else {
            found = "the end of the header"
        }
        return file.failure("expected \(expected) at byte \(position), found \(found)")
    }

    /// A string with escapes, whose plain part from `start` has been stepped over.
    private mutating func escapedString(from start: Int, _ what: String) throws -> String {
        var bytes = Array(file.bytes[start..<position])
        while let byte = peek(), byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw refusal("no control character in \(what)") }
            position += 1
            if byte == UInt8(ascii: "\\") {
                bytes.append(contentsOf: try escape(what))
            } else {
                bytes.append(byte)
            }
        }
        try expect("\"", what)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else { throw refusal("UTF-8 text for \(what)") }
        return text
    }

    /// The UTF-8 of the escape whose backslash has been stepped over.
    private mutating func escape(_ what: String) throws -> [UInt8] {
        let plain: [Character: UInt8] = [
            "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
        ]
        guard let byte = peek() else { throw refusal("the rest of \(what)") }
        position += 1
        if let value = plain[Character(Unicode.Scalar(byte))] { return [value] }
        guard byte == UInt8(ascii: "u") else { throw refusal("a JSON escape in \(what)") }
        var code = UInt32(try unit(what))
        if (0xD800..<0xDC00).contains(code) {
            guard peek() == UInt8(ascii: "\\") else { throw refusal("a surrogate pair in \(what)") }
            position += 1
            guard peek() == UInt8(ascii: "u") else { throw refusal("a surrogate pair in \(what)") }
            position += 1
            let low = UInt32(try unit(what))
            guard (0xDC00..<0xE000).contains(low) else {
                throw refusal("a surrogate pair in \(what)")
            }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw refusal("a surrogate pair in \(what)")
        }
        return Array(String(scalar).utf8)
    }

    /// The four hexadecimal digits that start here.
    private mutating func unit(_ what: String) throws -> UInt16 {
        let digits = file.bytes[position..<min(position + 4, range.upperBound)]
        guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
            !digits.contains(UInt8(ascii: "-")),
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw refusal("four hexadecimal digits in \(what)") }
        position += 4
        return value
    }

    private func peek() -> UInt8? {
        position < range.upperBound ? file.bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar, _ what: String) throws {
        guard skip(character) else { throw refusal("`\(character)` for \(what)") }
    }
}
