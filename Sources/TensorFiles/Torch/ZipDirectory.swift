/// The records of a zip archive whose records are stored, not compressed, as PyTorch writes them.
///
/// Only ranges of the file are returned; nothing is unpacked. Source: PKWARE's APPNOTE.TXT 6.3.
struct ZipDirectory {
    /// Where the bytes of each record lie, in the order of the directory.
    private(set) var records: [(name: String, range: Range<Int>)] = []
    private var indices: [String: Int] = [:]

    private let file: FileBytes

    /// Where the bytes of a record lie.
    subscript(name: String) -> Range<Int>? {
        indices[name].map { records[$0].range }
    }

    init(_ file: FileBytes) throws {
        self.file = file
        let (directory, count) = try Self.locate(file)
        var cursor = ByteCursor(file, range: directory)
        for _ in 0..<count {
            let (name, range) = try Self.readEntry(&cursor, before: directory.lowerBound)
            guard indices.updateValue(records.count, forKey: name) == nil else {
                throw file.failure("holds record \(quoted(name)) twice, expected once")
            }
            records.append((name, range))
        }
        guard cursor.remaining == 0 else {
            throw file.failure("expected \(count) zip records, found more")
        }
        try checkOverlaps()
    }

    /// Where the central directory lies, and how many records it lists.
    private static func locate(_ file: FileBytes) throws -> (Range<Int>, count: Int) {
        let end = try findEnd(file)
        var cursor = ByteCursor(file, range: end + 4..<end + 20)
        let disks = try cursor.integer(UInt32.self, for: "the zip disk numbers")
        _ = try cursor.integer(UInt16.self, for: "the zip record count")
        var count = try cursor.count(UInt16.self, for: "the zip record count")
        var size = try cursor.count(UInt32.self, for: "the zip directory's size")
        var offset = try cursor.count(UInt32.self, for: "the zip directory's offset")
        var limit = end
        if let wide = try readWideEnd(file, before: end) {
            (count, size, offset, limit) = wide
        } else if disks != 0 || count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            throw file.failure("expected a zip archive in one part, found a directory elsewhere")
        }
        guard size <= limit, offset == limit - size else {
            throw file.failure(
                "expected the zip directory of \(size) bytes to end at byte \(limit), "
                    + "found it at byte \(offset)",
                advice: "the file is damaged, fetch it again")
        }
        guard count <= size / 46 else {
            throw file.failure("expected \(count) zip records, found \(size) bytes for them")
        }
        return (offset..<limit, count)
    }

    /// Where the end-of-directory record starts: at most 64 KiB of comment follow it.
    private static func findEnd(_ file: FileBytes) throws -> Int {
        let last = file.bytes.count - 22
        var start = last
        while start >= 0, start >= last - 0xFFFF {
            if file.bytes[start] == 0x50,
                file.bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian
                    == 0x0605_4B50,
                Int(file.bytes[start + 20]) + Int(file.bytes[start + 21]) << 8 == last - start
            {
                return start
            }
            start -= 1
        }
        throw file.failure(
            "expected a zip directory at the end of the file, found none",
            advice: "the file is cut short or damaged, fetch it again")
    }

    /// The wide (zip64) end of directory, where there is one.
    private static func readWideEnd(
        _ file: FileBytes, before end: Int
    ) throws -> (count: Int, size: Int, offset: Int, limit: Int)? {
        guard end >= 20 else { return nil }
        var locator = ByteCursor(file, range: end - 20..<end)
        let what = "the wide zip directory"
        guard try locator.integer(UInt32.self, for: what) == 0x0706_4B50 else { return nil }
        _ = try locator.integer(UInt32.self, for: what)
        let start = try locator.count(UInt64.self, for: what)
        guard start <= end - 20 - 56 else {
            throw file.failure("expected \(what) before byte \(end - 76), found it at \(start)")
        }
        var cursor = ByteCursor(file, range: start..<end - 20)
        guard try cursor.integer(UInt32.self, for: what) == 0x0606_4B50 else {
            throw file.failure("expected \(what) at byte \(start), found something else")
        }
        _ = try cursor.take(20, for: what)
        _ = try cursor.integer(UInt64.self, for: what)
        let count = try cursor.count(UInt64.self, for: what)
        let size = try cursor.count(UInt64.self, for: what)
        let offset = try cursor.count(UInt64.self, for: what)
        return (count, size, offset, start)
    }

    private static func readEntry(
        _ cursor: inout ByteCursor, before limit: Int
    ) throws -> (String, Range<Int>) {
        let (file, what) = (cursor.file, "a zip directory entry")
        guard try cursor.integer(UInt32.self, for: what) == 0x0201_4B50 else {
            throw file.failure(
                "expected \(what) at byte \(cursor.offset - 4), found something else")
        }
        _ = try cursor.integer(UInt32.self, for: what)
        let flags = try cursor.integer(UInt16.self, for: what)
        let method = try cursor.integer(UInt16.self, for: what)
        _ = try cursor.integer(UInt64.self, for: what)
        var stored = try cursor.count(UInt32.self, for: what)
        var size = try cursor.count(UInt32.self, for: what)
        let nameCount = try cursor.count(UInt16.self, for: what)
        let extraCount = try cursor.count(UInt16.self, for: what)
        let commentCount = try cursor.count(UInt16.self, for: what)
        _ = try cursor.integer(UInt64.self, for: what)
        var header = try cursor.count(UInt32.self, for: what)
        let name = try cursor.text(nameCount, for: "the name of \(what)")
        let extra = try cursor.take(extraCount, for: what)
        _ = try cursor.take(commentCount, for: what)
        try readWideSizes(ByteCursor(file, range: extra), &size, &stored, &header)
        guard method == 0, size == stored else {
            throw file.failure(
                "zip record \(quoted(name)) is compressed (method \(method)), expected it stored",
                advice:
                    "torch.save never compresses: save a state dictionary with it, of TorchScript too"
            )
        }
        guard flags & 1 == 0 else {
            throw file.failure("zip record \(quoted(name)) is encrypted, expected it plain")
        }
        let start = try dataStart(of: name, header: header, before: limit, file: file)
        guard size <= limit - start else {
            throw file.failure(
                "zip record \(quoted(name)) takes \(size) bytes from byte \(start), "
                    + "expected it to end before byte \(limit)")
        }
        return (name, start..<start + size)
    }

    /// Replaces the sizes that do not fit 32 bits by those of the zip64 field.
    private static func readWideSizes(
        _ extra: ByteCursor, _ size: inout Int, _ stored: inout Int, _ header: inout Int
    ) throws {
        var (cursor, what) = (extra, "an extra field of a zip record")
        while cursor.remaining >= 4 {
            let kind = try cursor.integer(UInt16.self, for: what)
            let field = try cursor.take(Int(cursor.integer(UInt16.self, for: what)), for: what)
            guard kind == 1 else { continue }
            var wide = ByteCursor(cursor.file, range: field)
            what = "the zip64 sizes of a record"
            if size == 0xFFFF_FFFF { size = try wide.count(UInt64.self, for: what) }
            if stored == 0xFFFF_FFFF { stored = try wide.count(UInt64.self, for: what) }
            if header == 0xFFFF_FFFF { header = try wide.count(UInt64.self, for: what) }
            return
        }
    }

    /// Where the bytes of a record start, behind its local header, which must bear the same name.
    private static func dataStart(
        of name: String, header: Int, before limit: Int, file: FileBytes
    ) throws -> Int {
        guard header <= limit else {
            throw file.failure(
                "zip record \(quoted(name)) starts at byte \(header), expected it before \(limit)")
        }
        let what = "the local header of zip record \(quoted(name))"
        var cursor = ByteCursor(file, range: header..<limit)
        guard try cursor.integer(UInt32.self, for: what) == 0x0403_4B50 else {
            throw file.failure("expected \(what) at byte \(header), found something else")
        }
        _ = try cursor.take(4, for: what)
        let method = try cursor.integer(UInt16.self, for: what)
        _ = try cursor.take(16, for: what)
        let nameCount = try cursor.count(UInt16.self, for: what)
        let extraCount = try cursor.count(UInt16.self, for: what)
        let localName = try cursor.text(nameCount, for: what)
        _ = try cursor.take(extraCount, for: what)
        guard localName == name, method == 0 else {
            throw file.failure(
                "expected \(what) at byte \(header), found \(quoted(localName)), method \(method)")
        }
        return cursor.offset
    }

    private func checkOverlaps() throws {
        let sorted = records.filter { !$0.range.isEmpty }.sorted {
            $0.range.lowerBound < $1.range.lowerBound
        }
        for (left, right) in zip(sorted, sorted.dropFirst())
        where left.range.upperBound > right.range.lowerBound {
            throw file.failure(
                "zip records \(quoted(left.name)) and \(quoted(right.name)) overlap")
        }
    }
}
