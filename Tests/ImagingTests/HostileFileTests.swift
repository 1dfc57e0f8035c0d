import Foundation
import Testing

@testable import Imaging

@Suite struct HostileFileTests {
    /// A file of each format.
    static let samples = [
        "large.jpg", "progressive.jpg", "rgb-16.png", "palette.png", "lzw.tif", "lossy.webp",
        "lossless.webp", "animated.webp", "camera.jpg", "profile.jpg", "ink.jpg",
    ]

    private func decode(_ bytes: [UInt8], _ tolerance: DamageTolerance = .flaws) throws
        -> PixelImage
    {
        try ImageDecoder(tolerance: tolerance)
            .decode(ImageFile(bytes: bytes, name: "damaged")).image
    }

    @Test("Given a file cut at any tenth, when decoded, then the error says so", arguments: samples)
    func truncation(sample: String) throws {
        let bytes = try Golden.bytes(sample)
        for tenth in 0..<10 {
            let part = Array(bytes.prefix(bytes.count * tenth / 10))
            let error = try #require(throws: ImageError.self, "\(tenth) tenths") {
                try decode(part)
            }
            #expect(error.kind == .malformed || error.kind == .unsupported)
            #expect(error.path == "damaged")
        }
    }

    @Test("Given a JPEG file cut short, when that is tolerated, then its beginning is there")
    func toleratedTruncation() throws {
        let bytes = try Golden.bytes("large.jpg")
        let whole = try decode(bytes)
        let part = try decode(Array(bytes.prefix(bytes.count / 2)), .truncation)
        #expect(part.size == whole.size)
        let top = CropBox.fractions(x: 0, y: 0, width: 1, height: 0.3)
        #expect(difference(part.resampled(crop: top).image, whole.resampled(crop: top).image) < 1)
    }

    @Test(
        "Given flipped bits, when decoded, then there is a picture or an error", arguments: samples)
    func flips(sample: String) throws {
        let bytes = try Golden.bytes(sample)
        var random = SplitMix(state: 7)
        for round in 0..<60 {
            var damaged = bytes
            for _ in 0...(round % 4) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] ^=
                    1 << UInt8.random(in: 0..<8, using: &random)
            }
            for tolerance in DamageTolerance.allCases {
                do {
                    let image = try decode(damaged, tolerance)
                    #expect(image.bytes.count == image.size.pixelCount * 3)
                } catch let error as ImageError {
                    #expect(error.path == "damaged")
                }
            }
        }
    }

    @Test("Given a file that is no photograph, when decoded, then the error tells what it is")
    func strangers() throws {
        let folder = try TemporaryFolder()
        func kind(_ path: String) throws -> ImageError.Kind {
            let error = try #require(throws: ImageError.self) {
                try ImageDecoder().decode(ImageFile(path: path))
            }
            #expect(error.description.hasPrefix(path))
            #expect(throws: ImageError.self) {
                try ImageDecoder().header(of: ImageFile(path: path))
            }
            return error.kind
        }
        #expect(try kind(folder.write([], "empty.jpg")) == .malformed)
        #expect(try kind(folder.write([0xFF], "short.jpg")) == .unsupported)
        #expect(try kind(folder.write(Array("%PDF-1.4 x y z".utf8), "a.jpg")) == .unsupported)
        #expect(try kind(folder.write(Array("<svg></svg>     ".utf8), "a.png")) == .unsupported)
        #expect(try kind(folder.path) == .unsupported)
        #expect(try kind(folder.file("nothing.jpg")) == .missing)
        #expect(try kind("/dev/null") == .unsupported)
        #expect(try kind("") == .missing)

        let pipe = folder.file("pipe.jpg")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(try kind(pipe) == .unsupported)

        try FileManager.default.createSymbolicLink(
            atPath: folder.file("a"), withDestinationPath: folder.file("b"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("b"), withDestinationPath: folder.file("a"))
        #expect(try kind(folder.file("a")) == .missing)

        let locked = try folder.write(try Golden.bytes("small.png"), "locked.png")
        chmod(locked, 0)
        // Root reads what it likes.
        if geteuid() != 0 { #expect(try kind(locked) == .missing) }
    }

    @Test("Given a wrong extension, when decoded, then the content counts")
    func wrongExtension() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(try Golden.bytes("small.png"), "photograph.jpg")
        #expect(try ImageDecoder().header(of: ImageFile(path: path)).format == .png)
        #expect(try ImageDecoder().decode(ImageFile(path: path)).image.width == 48)
    }

    @Test("Given a name that is no UTF-8, when decoded, then it is found")
    func strangeName() throws {
        let folder = try TemporaryFolder()
        let path = Array(folder.file("fin-").utf8) + [0xE9, 0xFF] + Array(".png".utf8)
        let bytes = try Golden.bytes("small.png")
        let file = fopen(path.map { CChar(bitPattern: $0) } + [0], "w")
        let handle = try #require(file)
        fwrite(bytes, 1, bytes.count, handle)
        fclose(handle)
        let found = try ImageDecoder().decode(ImageFile(pathBytes: path))
        #expect(found.image.size == ImageSize(width: 48, height: 32))
        #expect(throws: ImageError.self) {
            try ImageDecoder().decode(ImageFile(pathBytes: path + [0x21]))
        }
        #expect(throws: ImageError.self) {
            try ImageDecoder().decode(ImageFile(pathBytes: path + [0] + path))
        }
    }

    @Test("Given 20,000 × 20,000 pixels declared in a tiny file, when decoded, then it is refused")
    func bomb() throws {
        // The size in a PNG's header, with its checksum, and in a JPEG's frame header.
        var png = try Golden.bytes("small.png")
        png.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20])
        png.replaceSubrange(29..<33, with: crc32(png[12..<29]))
        var jpeg = try Golden.bytes("baseline.jpg")
        let frame = try #require(
            jpeg.indices.dropLast().first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0x4E, 0x20, 0x4E, 0x20])
        for bytes in [png, jpeg] {
            let error = try #require(throws: ImageError.self) { try decode(bytes) }
            #expect(error.kind == .tooLarge, "\(error)")
            #expect(error.problem.contains("20000 × 20000"))
            // Where the limit is lifted, the missing data is the error.
            let trusting = ImageDecoder(limits: ImageLimits(maximumPixels: .max))
            let file = ImageFile(bytes: bytes, name: "bomb")
            #expect(throws: ImageError.self) { try trusting.decode(file) }
        }
    }

    @Test("Given a JPEG file of very many scans, when decoded, then it is refused at once")
    func scanBomb() throws {
        let bytes = try Golden.bytes("progressive.jpg")
        let scan = try #require(
            bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let last = bytes[scan..<bytes.count - 2]
        let bomb = bytes.dropLast(2) + Array(repeating: last, count: 200).joined() + [0xFF, 0xD9]
        let error = try #require(throws: ImageError.self) { try decode(Array(bomb)) }
        #expect(error.kind == .tooLarge)
        #expect(try decode(bytes).width == 48)
    }

    @Test("Given limits, when a file or a result passes them, then the error names both numbers")
    func limits() throws {
        let file = Golden.file("large.jpg")
        let pixels = ImageDecoder(limits: ImageLimits(maximumPixels: 720 * 480 - 1))
        let first = try #require(throws: ImageError.self) { try pixels.decode(file) }
        #expect(first.kind == .tooLarge)
        #expect(first.problem.contains("345599") && first.problem.contains("720 × 480"))
        #expect(try pixels.header(of: file).size.pixelCount == 720 * 480)

        let bytes = ImageDecoder(limits: ImageLimits(maximumFileBytes: 1000))
        let second = try #require(throws: ImageError.self) { try bytes.decode(file) }
        #expect(second.kind == .tooLarge)
        #expect(throws: ImageError.self) { try bytes.header(of: file) }

        let result = ImageDecoder(limits: ImageLimits(maximumPixels: 720 * 480))
        let large = Resizing(to: ImageSize(width: 3000, height: 3000))
        let third = try #require(throws: ImageError.self) {
            try result.decode(file, resizing: large)
        }
        #expect(third.kind == .tooLarge)
    }

    private func crc32(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var crc: UInt32 = ~0
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return (0..<4).map { UInt8(truncatingIfNeeded: ~crc >> (24 - 8 * UInt32($0))) }
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
