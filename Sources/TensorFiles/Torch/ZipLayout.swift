/// Where the stored records of a zip archive lie whose sizes are known beforehand.
///
/// As in PyTorch's archives, the bytes of every record start at a multiple of 64, so that mapped
/// tensors are aligned; a padding field (`FB`) of the local header sees to that.
struct ZipLayout {
    /// A record, and where it lies.
    struct Record {
        let name: String
        let byteCount: Int
        let headerOffset: Int
        let dataOffset: Int
        var checksum: UInt32 = 0
    }

    private(set) var records: [Record] = []
    /// Sizes and offsets from here on go to 64-bit fields.
    private let wideFrom: Int

    /// - Parameter wideFrom: 2^32 − 1 as the format says; less in tests.
    init(_ records: [(name: String, byteCount: Int)], wideFrom: Int = 0xFFFF_FFFF) {
        self.wideFrom = wideFrom
        var offset = 0
        for (name, byteCount) in records {
            let fixed = offset + 30 + name.utf8.count + (byteCount >= wideFrom ? 20 : 0) + 4
            let data = (fixed + 63) / 64 * 64
            self.records.append(
                Record(name: name, byteCount: byteCount, headerOffset: offset, dataOffset: data))
            offset = data + byteCount
        }
    }

    /// Notes the checksum of a record's bytes.
    mutating func setChecksum(_ checksum: UInt32, of index: Int) {
        records[index].checksum = checksum
    }

    /// What lies between the end of the record before and the bytes of this one.
    func localHeader(of index: Int) -> [UInt8] {
        let record = records[index]
        let isWide = record.byteCount >= wideFrom
        var header = Bytes()
        header.add(UInt32(0x0403_4B50))
        addCommon(record, version: isWide ? 45 : 20, isWide: isWide, to: &header)
        let name = Array(record.name.utf8)
        let extraCount = record.dataOffset - record.headerOffset - 30 - name.count
        header.add(UInt16(name.count))
        header.add(UInt16(extraCount))
        header.bytes += name
        if isWide {
            header.add(UInt16(1))
            header.add(UInt16(16))
            header.add(UInt64(record.byteCount))
            header.add(UInt64(record.byteCount))
        }
        let padding = extraCount - (isWide ? 20 : 0) - 4
        header.bytes += Array("FB".utf8)
        header.add(UInt16(padding))
        header.bytes += [UInt8](repeating: UInt8(ascii: "Z"), count: padding)
        return header.bytes
    }

    /// What follows the bytes of the last record.
    func directory() -> [UInt8] {
        let start = records.last.map { $0.dataOffset + $0.byteCount } ?? 0
        var directory = Bytes()
        for record in records { add(record, to: &directory) }
        let size = directory.bytes.count
        let isWide =
            start >= wideFrom || size >= wideFrom || records.count >= min(wideFrom, 0xFFFF)
        if isWide {
            directory.add(UInt32(0x0606_4B50))
            directory.add(UInt64(44))
            directory.add(UInt16(45))
            directory.add(UInt16(45))
            directory.add(UInt64(0))
            directory.add(UInt64(records.count))
            directory.add(UInt64(records.count))
            directory.add(UInt64(size))
            directory.add(UInt64(start))
            directory.add(UInt32(0x0706_4B50))
            directory.add(UInt32(0))
            directory.add(UInt64(start + size))
            directory.add(UInt32(1))
        }
        directory.add(UInt32(0x0605_4B50))
        directory.add(UInt32(0))
        directory.add(isWide ? UInt16.max : UInt16(records.count))
        directory.add(isWide ? UInt16.max : UInt16(records.count))
        directory.add(isWide ? UInt32.max : UInt32(size))
        directory.add(isWide ? UInt32.max : UInt32(start))
        directory.add(UInt16(0))
        return directory.bytes
    }

    private func add(_ record: Record, to directory: inout Bytes) {
        let isWide = record.byteCount >= wideFrom || record.headerOffset >= wideFrom
        let name = Array(record.name.utf8)
        directory.add(UInt32(0x0201_4B50))
        directory.add(UInt16(isWide ? 45 : 20))
        addCommon(record, version: isWide ? 45 : 20, isWide: isWide, to: &directory)
        directory.add(UInt16(name.count))
        directory.add(UInt16(isWide ? 28 : 0))
        directory.bytes += [UInt8](repeating: 0, count: 10)
        directory.add(isWide ? UInt32.max : UInt32(record.headerOffset))
        directory.bytes += name
        guard isWide else { return }
        directory.add(UInt16(1))
        directory.add(UInt16(24))
        directory.add(UInt64(record.byteCount))
        directory.add(UInt64(record.byteCount))
        directory.add(UInt64(record.headerOffset))
    }

    /// The fields that the local header and the directory share, from the version to the sizes.
    private func addCommon(_ record: Record, version: Int, isWide: Bool, to bytes: inout Bytes) {
        bytes.add(UInt16(version))
        bytes.add(UInt16(0x0800))  // Names are UTF-8.
        bytes.add(UInt16(0))  // Stored.
        bytes.add(UInt16(0))  // Midnight of
        bytes.add(UInt16(0x0021))  // 1 January 1980, so that equal content gives equal files.
        bytes.add(record.checksum)
        bytes.add(isWide ? UInt32.max : UInt32(record.byteCount))
        bytes.add(isWide ? UInt32.max : UInt32(record.byteCount))
    }

    /// Little-endian integers, one after another.
    private struct Bytes {
        var bytes: [UInt8] = []

        mutating func add(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
        }
    }
}
