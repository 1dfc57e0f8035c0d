import Imaging
import TensorFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A picture in a cache: a header, the key, the pixels.
///
/// The header is 88 bytes, little-endian: the mark, the lengths of key and pixels, the sizes of picture and
/// photograph, the transform, the checksums of pixels, and of header and key. A file that a crash left torn or
/// filled with zeros does not pass them.
enum PictureFileFormat {
    private static let mark: UInt64 = 0x4B_4E_49_52_48_53_4B_46
    private static let headerLength = 88

    static func bytes(of picture: DecodedImage, key: PictureKey) -> [UInt8] {
        let image = picture.image
        let keyBytes = Array(key.text.utf8)
        let byteCount = headerLength + keyBytes.count + image.bytes.count
        return [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            let numbers: [UInt64] = [
                mark,
                UInt64(keyBytes.count) << 32 | UInt64(CRC32.checksum(image.bytes)),
                UInt64(image.bytes.count),
                UInt64(image.width) << 32 | UInt64(image.height),
                UInt64(picture.photographSize.width) << 32 | UInt64(picture.photographSize.height),
                picture.transform.scaleX.bitPattern, picture.transform.scaleY.bitPattern,
                picture.transform.offsetX.bitPattern, picture.transform.offsetY.bitPattern,
            ]
            for (index, number) in numbers.enumerated() {
                bytes.storeBytes(of: number.littleEndian, toByteOffset: index * 8, as: UInt64.self)
            }
            let head = UnsafeMutableRawBufferPointer(rebasing: bytes[headerLength...])
            head.copyBytes(from: keyBytes)
            UnsafeMutableRawBufferPointer(rebasing: head[keyBytes.count...])
                .copyMemory(from: image.bytes)
            let sum = headerChecksum(UnsafeRawBufferPointer(bytes), keyLength: keyBytes.count)
            bytes.storeBytes(of: sum.littleEndian, toByteOffset: 72, as: UInt64.self)
            bytes.storeBytes(of: 0, toByteOffset: 80, as: UInt64.self)
            count = byteCount
        }
    }

    /// What a file holds.
    enum Content {
        /// There is no file, or it cannot be read.
        case missing
        /// The picture of another state of the photograph.
        case outdated
        /// No picture, or not all of one.
        case damaged
        case picture(DecodedImage)
    }

    /// Reads a picture, if it is the one that the key means.
    static func read(_ path: String, key: PictureKey) -> Content {
        let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return .missing }
        defer { close(descriptor) }
        let keyBytes = Array(key.text.utf8)
        var head = [UInt8](repeating: 0, count: headerLength + keyBytes.count)
        let isRead = head.withUnsafeMutableBytes { fill($0, from: descriptor, at: 0) }
        guard isRead else { return .damaged }
        return head.withUnsafeBytes { head in
            func number(_ index: Int) -> UInt64 {
                UInt64(littleEndian: head.load(fromByteOffset: index * 8, as: UInt64.self))
            }
            func size(_ index: Int) -> ImageSize {
                ImageSize(width: Int(number(index) >> 32), height: Int(number(index) & 0xFFFF_FFFF))
            }
            guard number(0) == mark else { return .damaged }
            guard Int(number(1) >> 32) == keyBytes.count,
                head[headerLength...].elementsEqual(keyBytes)
            else { return .outdated }
            let imageSize = size(3)
            guard number(9) == headerChecksum(head, keyLength: keyBytes.count),
                imageSize.width > 0, imageSize.height > 0,
                number(2) == UInt64(imageSize.pixelCount) * 3,
                byteCount(of: descriptor) == head.count + imageSize.pixelCount * 3
            else { return .damaged }
            var isWhole = false
            let image = PixelImage(size: imageSize) { pixels in
                isWhole =
                    fill(pixels, from: descriptor, at: head.count)
                    && CRC32.checksum(UnsafeRawBufferPointer(pixels))
                        == UInt32(truncatingIfNeeded: number(1))
            }
            guard isWhole else { return .damaged }
            let transform = PixelTransform(
                scaleX: Double(bitPattern: number(5)), scaleY: Double(bitPattern: number(6)),
                offsetX: Double(bitPattern: number(7)), offsetY: Double(bitPattern: number(8)))
            return .picture(
                DecodedImage(image: image, transform: transform, photographSize: size(4)))
        }
    }

    /// Of the header before the checksum itself, and of the key.
    private static func headerChecksum(_ bytes: UnsafeRawBufferPointer, keyLength: Int) -> UInt64 {
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<72])
        let key = UnsafeRawBufferPointer(rebasing: bytes[headerLength..<headerLength + keyLength])
        return UInt64(CRC32.checksum(header)) << 32 | UInt64(CRC32.checksum(key))
    }

    private static func byteCount(of descriptor: CInt) -> Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : -1
    }

    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: CInt, at offset: Int
    ) -> Bool {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = uninterrupted {
                pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}
