import TensorFiles

/// Reads the rows of a CSV file one after the other (RFC 4180).
///
/// UTF-8, with or without a byte order mark; rows end with LF, CRLF or CR; the last one need not end.
/// Fields may stand in quotes, in which quotes are doubled and lines may break. The separator is a comma,
/// or a semicolon or tab where the first line has more of them. Lines with nothing on them are passed
/// over. The first row names the columns, and every other one has as many fields.
public struct CSVReader {
    /// One row.
    public struct Row: Sendable {
        /// The line on which the row starts, the first of the file being 1.
        public let line: Int
        /// The fields, quotes removed.
        public let fields: [String]
    }

    /// The names of the columns.
    public private(set) var header: [String]
    /// The file, as the caller named it.
    public var path: String { file.path }

    private let file: FileBytes
    private let separator: UInt8
    private var position: Int
    private var line = 1

    /// Opens a file and reads its first row.
    ///
    /// - Throws: `DatasetError` where it cannot be read, holds no row, or names a column twice.
    public init(_ path: String) throws {
        try self.init(DatasetSource.contents(of: path))
    }

    /// Reads bytes in memory; the name stands in errors.
    public init(_ bytes: some Collection<UInt8>, name: String) throws {
        try self.init(FileBytes(bytes, name: name))
    }

    private init(_ file: FileBytes) throws {
        self.file = file
        let bytes = file.bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw DatasetError(
                path: file.path, problem: "expected text in UTF-8, found UTF-16",
                advice: "save the table as CSV in UTF-8")
        }
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        separator = Self.separator(of: bytes[position...])
        header = []
        guard let first = try nextRow() else {
            throw DatasetError(
                path: file.path, problem: "expected a row with the names of columns, found nothing")
        }
        var seen: Set<String> = []
        for name in first.fields where !seen.insert(name).inserted {
            throw DatasetError(
                path: file.path, line: first.line,
                problem: "the column \(quoted(name)) stands there twice")
        }
        header = first.fields
    }

    /// The place of the first of these columns that there is.
    public func column(_ names: String...) -> Int? {
        for name in names {
            if let index = header.firstIndex(of: name) { return index }
        }
        return nil
    }

    /// The next row; `nil` at the end.
    ///
    /// - Throws: `DatasetError` with the row's line where it has too many or too few fields, a quote is
    ///   not closed or followed by text, or the bytes are not UTF-8.
    public mutating func next() throws -> Row? {
        guard let row = try nextRow() else { return nil }
        guard row.fields.count == header.count else {
            throw DatasetError(
                path: path, line: row.line,
                problem: "expected \(header.count) fields, found \(row.fields.count)")
        }
        return row
    }

    private mutating func nextRow() throws -> Row? {
        let bytes = file.bytes
        while position < bytes.count, isLineEnd(bytes[position]) { endLine() }
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(header.count)
        while true {
            let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
            fields.append(try isQuoted ? quotedField(start) : plainField(start))
            guard position < bytes.count else { break }
            guard bytes[position] == separator else {
                endLine()
                break
            }
            position += 1
        }
        return Row(line: start, fields: fields)
    }

    /// A field without quotes around it; leaves the position at the separator, line end or end.
    private mutating func plainField(_ start: Int) throws -> String {
        let bytes = file.bytes
        let begin = position
        let count = bytes.count
        var all: UInt8 = 0
        var index = position
        while index < count {
            let byte = bytes[index]
            if byte == separator || isLineEnd(byte) { break }
            all |= byte
            index += 1
        }
        position = index
        return try string(
            UnsafeRawBufferPointer(rebasing: bytes[begin..<index]), isASCII: all < 0x80, start)
    }

    /// A field in quotes; leaves the position behind the closing quote.
    private mutating func quotedField(_ start: Int) throws -> String {
        let bytes = file.bytes
        let quote = UInt8(ascii: "\"")
        var field: [UInt8] = []
        var all: UInt8 = 0
        position += 1
        while true {
            guard position < bytes.count else {
                throw DatasetError(
                    path: path, line: start, problem: "a quote is opened and never closed")
            }
            let byte = bytes[position]
            if byte == quote {
                position += 1
                guard position < bytes.count, bytes[position] == quote else { break }
            } else if byte == UInt8(ascii: "\n")
                || (byte == UInt8(ascii: "\r") && !isFollowedByLineFeed(position))
            {
                line += 1
            }
            all |= byte
            field.append(byte)
            position += 1
        }
        if position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
            throw DatasetError(
                path: path, line: start,
                problem: "expected a separator behind a closing quote, found text",
                advice: "double the quotes inside of quoted text")
        }
        return try field.withUnsafeBytes { try string($0, isASCII: all < 0x80, start) }
    }

    private func string(
        _ bytes: UnsafeRawBufferPointer, isASCII: Bool, _ line: Int
    ) throws -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        // Decoding replaces what is not UTF-8.
        guard isASCII || text.utf8.elementsEqual(bytes) else {
            throw DatasetError(
                path: path, line: line, problem: "expected text in UTF-8, found other bytes",
                advice: "save the table as CSV in UTF-8")
        }
        return text
    }

    private mutating func endLine() {
        position +=
            file.bytes[position] == UInt8(ascii: "\r") && isFollowedByLineFeed(position) ? 2 : 1
        line += 1
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func isFollowedByLineFeed(_ index: Int) -> Bool {
        index + 1 < file.bytes.count && file.bytes[index + 1] == UInt8(ascii: "\n")
    }

    /// The most frequent separator of the first line, outside of quotes.
    private static func separator(of bytes: Slice<UnsafeRawBufferPointer>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            counts[byte, default: 0] += 1
        }
        var best = UInt8(ascii: ",")
        for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
        where counts[candidate, default: 0] > counts[best, default: 0] {
            best = candidate
        }
        return best
    }
}
