import Foundation
import Testing

@testable import Imaging

/// libjpeg by itself beside libvips, which is the reference.
@Suite struct FlawlessPixelsTests {
    private static let shrinks = [1, 2, 4, 8]

    /// The picture as libvips decodes it.
    private func reference(_ source: ImageSource, shrink: Int) throws -> PixelImage {
        try Vips.run {
            let image = try source.open(tolerance: .flaws, shrink: shrink)
            let canvas = PixelCanvas(size: image.size)
            try image.convertedToSRGB(byProfile: false).write(to: canvas)
            return PixelImage(canvas)
        }
    }

    /// Compares parts of all sizes and places.
    private func compare(_ file: ImageFile, parts: Int = 40) throws {
        let source = try ImageSource(whole: file, limits: ImageLimits())
        let size = try ImageDecoder().header(of: file).size
        // libvips shrinks nothing to nothing.
        for shrink in Self.shrinks where min(size.width, size.height) >= shrink {
            let whole = try reference(source, shrink: shrink)
            for number in 0..<parts {
                var part = PixelRectangle(whole.size)
                if number > 0 {
                    let (x, y) = (number * 377 % whole.width, number * 531 % whole.height)
                    part = PixelRectangle(
                        x: x, y: y, width: 1 + number * 717 % (whole.width - x),
                        height: 1 + number * 193 % (whole.height - y))
                }
                let found = try #require(
                    source.flawlessPixels(shrunkBy: shrink, to: whole.size, part: part))
                let expected = whole.resampled(crop: .pixels(part)).image
                #expect(
                    found.size == part.size && found.bytes.elementsEqual(expected.bytes),
                    "\(part) of \(whole.size), shrunk by \(shrink)")
            }
        }
    }

    @Test(
        "Given JPEG files, parts at every scale have libvips' pixels, to the bit",
        .enabled(if: PlatformSupport.isLinux),
        arguments: [
            "baseline", "progressive", "large", "camera", "orientation-6", "profile",
            "columns-halved", "restarts", "progressive-large",
        ])
    func goldens(name: String) throws {
        try compare(Golden.file(name + ".jpg"))
    }

    @Test(
        "Given colours at full or half resolution and odd sizes, they are to the bit, too",
        .enabled(if: PlatformSupport.isLinux), arguments: [false, true])
    func sampling(subsamples: Bool) throws {
        for (width, height) in [(1, 1), (17, 19), (33, 200), (257, 131)] {
            let bytes = try gradient(width, height).encoded(
                as: .jpeg(quality: 92, subsamples: subsamples))
            try compare(ImageFile(bytes: bytes, name: "\(width)x\(height)"))
        }
    }

    @Test(
        "Given real photographs, they are to the bit, too",
        .enabled(
            if: PlatformSupport.isLinux && !RealPhotographTests.photographs.isEmpty,
            "there is no ../shared/data"))
    func real() throws {
        let files = RealPhotographTests.photographs.filter {
            $0.lowercased().hasSuffix(".jpg") || $0.lowercased().hasSuffix(".jpeg")
        }
        for place in stride(from: 0, to: files.count, by: 200) {
            try compare(ImageFile(path: files[place]), parts: 4)
        }
    }

    @Test("Given a progressive file that ends after some scans, it is left to libvips")
    func fewScans() throws {
        let bytes = try Golden.bytes("progressive-large.jpg")
        let scans = bytes.indices.dropLast().filter { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA }
        #expect(scans.count == 10)
        let part = PixelRectangle(x: 96, y: 67, width: 112, height: 22)
        for scan in scans.dropFirst() {
            // It has its end, and libjpeg has nothing to warn of.
            let file = ImageFile(bytes: Array(bytes[..<scan]) + [0xFF, 0xD9], name: "few scans")
            let source = try ImageSource(whole: file, limits: ImageLimits())
            let size = try ImageDecoder().header(of: file).size
            #expect(source.flawlessPixels(shrunkBy: 1, to: size, part: part) == nil)
            let found = try ImageDecoder().decode(file, crop: .pixels(part)).image
            let expected = try reference(source, shrink: 1).resampled(crop: .pixels(part)).image
            #expect(found.bytes.elementsEqual(expected.bytes))
        }
    }

    @Test("Given another kind of file, or a flaw, they are left to libvips")
    func others() throws {
        var files = ["grey.jpg", "ink.jpg", "small.png"].map(Golden.file)
        let bytes = try Golden.bytes("large.jpg")
        files.append(ImageFile(bytes: Array(bytes.prefix(bytes.count / 2)), name: "cut"))
        var flawed = bytes
        // A marker in the middle of the data.
        flawed[bytes.count / 2] = 0xFF
        flawed[bytes.count / 2 + 1] = 0xD3
        files.append(ImageFile(bytes: flawed, name: "flawed"))
        for file in files {
            let size = try ImageDecoder().header(of: file).size
            let source = try ImageSource(whole: file, limits: ImageLimits())
            #expect(
                source.flawlessPixels(shrunkBy: 1, to: size, part: PixelRectangle(size)) == nil,
                "\(file)")
        }
    }
}

/// What is built where.
private enum PlatformSupport {
    #if os(Linux)
    static let isLinux = true
    #else
    static let isLinux = false
    #endif
}
