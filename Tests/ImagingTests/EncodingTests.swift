import Foundation
import Testing

@testable import Imaging

@Suite struct EncodingTests {
    @Test("Given a picture, when written as PNG and read, then no pixel changed")
    func png() throws {
        let folder = try TemporaryFolder()
        for (width, height) in [(1, 1), (7, 3), (1, 300), (64, 48)] {
            let image = gradient(width, height)
            try image.write(to: folder.file("a.png"))
            let found = try ImageDecoder().decode(ImageFile(path: folder.file("a.png")))
            #expect(difference(found.image, image) == 0)
            #expect(found.transform == PixelTransform())
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.png"])
    }

    @Test("Given a picture, when written as JPEG and read, then quality tells how near it is")
    func jpeg() throws {
        let image = try Golden.image("large.jpg")
        func loss(_ quality: Int) throws -> (bytes: Int, levels: Double) {
            let bytes = try image.encoded(as: .jpeg(quality: quality, subsamples: false))
            let found = try ImageDecoder().decode(ImageFile(bytes: bytes, name: "encoded"))
            return (bytes.count, difference(found.image, image))
        }
        let fine = try loss(95)
        let coarse = try loss(30)
        #expect(fine.levels < 1.5)
        #expect(fine.levels < coarse.levels)
        #expect(fine.bytes > coarse.bytes)
    }

    @Test("Given a time, a place and a camera, when written and read, then they are the same")
    func metadata() throws {
        let metadata = PhotographMetadata(
            captureTime: CaptureTime(
                year: 2019, month: 2, day: 28, hour: 23, minute: 59, second: 8),
            position: GeographicPosition(latitude: -33.856_784, longitude: 151.215_297),
            cameraMake: "Maker (of fins)", cameraModel: "Model, 2")
        let bytes = try gradient(32, 16).encoded(metadata: metadata)
        let header = try ImageDecoder().header(of: ImageFile(bytes: bytes, name: "encoded"))
        #expect(header.captureTime == metadata.captureTime)
        let position = try #require(header.position)
        #expect(abs(position.latitude + 33.856_784) < 1e-7)
        #expect(abs(position.longitude - 151.215_297) < 1e-7)
        #expect(header.cameraMake == "Maker (of fins)")
        #expect(header.cameraModel == "Model, 2")
        #expect(header.size == ImageSize(width: 32, height: 16))

        let bare = try gradient(32, 16).encoded()
        #expect(bare.count < bytes.count)
        let none = try ImageDecoder().header(of: ImageFile(bytes: bare, name: "bare"))
        #expect(none.captureTime == nil && none.position == nil && none.cameraMake == nil)
    }

    @Test("Given a camera's file, when its header is read, then time, place and camera are known")
    func exif() throws {
        let header = try ImageDecoder().header(of: Golden.file("camera.jpg"))
        #expect(header.captureTime?.description == "2020-01-31T14:05:09")
        #expect(header.cameraMake == "Fluke (Optics), Ltd")
        #expect(header.cameraModel == "FX-100 (II)")
        let position = try #require(header.position)
        #expect(abs(position.latitude + (12 + 34.0 / 60 + 56.78 / 3600)) < 1e-6)
        #expect(abs(position.longitude + (123 + 4.0 / 60 + 5.5 / 3600)) < 1e-6)
        #expect(header.format == .jpeg && header.bits == 8 && header.channels == 3)
    }

    @Test("Given a clock that was never set, when a time is read, then there is none")
    func noTime() {
        #expect(CaptureTime(exif: "0000:00:00 00:00:00") == nil)
        #expect(CaptureTime(exif: "    :  :     :  :  ") == nil)
        #expect(CaptureTime(exif: "2019:02:29 00:00:00") == nil)
        #expect(CaptureTime(exif: "2020:02:29 00:00:00")?.day == 29)
    }

    @Test("Given no folder, or a size that JPEG lacks, when written, then the error names the file")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("none/a.jpg")
        let error = try #require(throws: ImageError.self) { try gradient(4, 4).write(to: path) }
        #expect(error.kind == .unwritable)
        #expect(error.description.hasPrefix(path))
        #expect(error.advice == "check that its folder exists and may be written to")
        let wide = PixelImage(size: ImageSize(width: 70_000, height: 1))
        let second = try #require(throws: ImageError.self) { try wide.encoded(as: .jpeg()) }
        #expect(second.kind == .unwritable)
    }

    @Test("Given pictures, captions and boxes, when drawn, then each is in its place")
    func contactSheet() throws {
        let red = Pixel(red: 200, green: 0, blue: 0)
        let box = PixelRectangle(x: 50, y: 20, width: 30, height: 40)
        let image = PixelImage(size: ImageSize(width: 200, height: 100), filledWith: red)
        let sheet = ContactSheet(
            [
                .init(image, caption: "one <b> & é", boxes: [box]), .init(image), .init(image),
            ], columns: 2, cellSize: ImageSize(width: 100, height: 80), gap: 10)
        let drawn = sheet.drawn()
        #expect(drawn.size == ImageSize(width: 230, height: 10 + 2 * 108))
        #expect(drawn[5, 5] == .white)
        // The picture is 100 × 50, fifteen rows down in its cell.
        #expect(drawn[12, 27] == red)
        #expect(drawn[12, 22] == .white)
        #expect(drawn[10 + 25, 25 + 15] == sheet.boxColour)
        #expect(drawn[10 + 32, 25 + 20] == red)
        let caption = drawn.resampled(
            crop: .pixels(PixelRectangle(x: 10, y: 90, width: 100, height: 18))
        ).image
        #expect(caption.bytes.contains { $0 < 128 })
    }
}
