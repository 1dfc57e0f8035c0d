/// Bytes of a file in memory, freed with the object.
final class FileContents {
    let address: UnsafeMutableRawPointer
    let capacity: Int
    /// How many were read.
    var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        address = .allocate(byteCount: max(capacity, 1), alignment: 16)
    }

    convenience init(_ bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        UnsafeMutableRawBufferPointer(start: address, count: capacity).copyBytes(from: bytes)
        count = capacity
    }

    deinit {
        address.deallocate()
    }

    /// The bytes that were read.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: address, count: count) }
}
