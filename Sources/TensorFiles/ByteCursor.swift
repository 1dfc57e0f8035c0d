/// A place in a file that moves forward as little-endian values are read, and never past a bound.
struct ByteCursor {
    let file: FileBytes
    /// Where the next value starts, in bytes from the start of the file.
    private(set) var offset: Int
    /// Where the readable part ends.
    let end: Int

    init(_ file: FileBytes, range: Range<Int>? = nil) {
        self.file = file
        let range = (range ?? file.bytes.indices).clamped(to: file.bytes.indices)
        offset = range.lowerBound
        end = range.upperBound
    }

    var remaining: Int { end - offset }

    /// The next `count` bytes, as a range of the file.
    mutating func take(_ count: Int, for what: @autoclosure () -> String) throws -> Range<Int> {
        guard count >= 0, count <= remaining else {
            throw file.failure(
                "expected \(count) bytes for \(what()) at byte \(offset), found \(remaining)",
                advice: "the file is cut short or damaged, fetch it again")
        }
        defer { offset += count }
        return offset..<offset + count
    }

    mutating func byte(for what: @autoclosure () -> String) throws -> UInt8 {
        file.bytes[try take(1, for: what()).lowerBound]
    }

    mutating func integer<Value: FixedWidthInteger>(
        _ type: Value.Type, for what: @autoclosure () -> String
    ) throws -> Value {
        let range = try take(MemoryLayout<Value>.size, for: what())
        return Value(
            littleEndian: file.bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: type))
    }

    /// A length or offset of `Length` bits that must fit a Swift `Int`.
    mutating func count<Length: FixedWidthInteger>(
        _ type: Length.Type, for what: @autoclosure () -> String
    ) throws -> Int {
        let value = try integer(type, for: what())
        guard let count = Int(exactly: value), count >= 0 else {
            throw file.failure("expected a possible size for \(what()), found \(value)")
        }
        return count
    }

    /// UTF-8 text of `count` bytes.
    mutating func text(_ count: Int, for what: @autoclosure () -> String) throws -> String {
        let range = try take(count, for: what())
        guard let text = file.text(in: range) else {
            throw file.failure("expected UTF-8 text for \(what()) at byte \(range.lowerBound)")
        }
        return text
    }
}

extension FileBytes {
    /// Text of a range that lies in the file; nil where it is not UTF-8.
    func text(in range: Range<Int>) -> String? {
        let slice = bytes[range]
        let text = String(decoding: slice, as: UTF8.self)
        return text.utf8.elementsEqual(slice) ? text : nil
    }
}
