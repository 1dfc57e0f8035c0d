import Testing

@testable import Imaging

@Suite struct GeometryTests {
    @Test("Given a crop, when decoded alone, then it is the crop of the whole")
    func crop() throws {
        let whole = try Golden.image("large.jpg")
        for box in [
            PixelRectangle(x: 0, y: 0, width: 1, height: 1),
            PixelRectangle(x: 719, y: 479, width: 1, height: 1),
            PixelRectangle(x: 101, y: 37, width: 333, height: 240),
        ] {
            let part = try ImageDecoder().decode(Golden.file("large.jpg"), crop: .pixels(box))
            #expect(part.image.size == box.size)
            #expect(difference(part.image, whole.resampled(crop: .pixels(box)).image) == 0)
            #expect(part.image[0, 0] == whole[box.x, box.y])
        }
    }

    @Test("Given fractions, when turned into pixels, then they are rounded and kept inside")
    func fractions() {
        let size = ImageSize(width: 100, height: 50)
        #expect(
            CropBox.fractions(x: 0.1, y: 0.2, width: 0.5, height: 0.5).pixels(in: size)
                == PixelRectangle(x: 10, y: 10, width: 50, height: 25))
        #expect(
            CropBox.fractions(x: -1, y: -1, width: 9, height: 9).pixels(in: size)
                == PixelRectangle(size))
        #expect(
            CropBox.fractions(x: 0.999, y: 0.999, width: 1e-9, height: 1e-9).pixels(in: size)
                == PixelRectangle(x: 99, y: 49, width: 1, height: 1))
        for (x, width) in [(1.0, 0.5), (-1, 0.5), (0, 0), (.nan, 1), (0, .infinity)] {
            let box = CropBox.fractions(x: x, y: 0, width: width, height: 1)
            #expect(box.pixels(in: size) == nil)
        }
        let outside = PixelRectangle(x: .max - 1, y: 0, width: .max, height: 1)
        #expect(CropBox.pixels(outside).pixels(in: size) == nil)
        let overlapping = PixelRectangle(x: -5, y: 40, width: 10, height: .max)
        #expect(
            CropBox.pixels(overlapping).pixels(in: size)
                == PixelRectangle(x: 0, y: 40, width: 5, height: 10))
    }

    @Test("Given a box outside of the photograph, when decoded, then the error says so")
    func outside() throws {
        let box = CropBox.pixels(PixelRectangle(x: 48, y: 0, width: 5, height: 5))
        let error = try #require(throws: ImageError.self) {
            try ImageDecoder().decode(Golden.file("small.png"), crop: box)
        }
        #expect(error.kind == .malformed)
        #expect(error.description.contains("48 × 32"))
    }

    @Test(
        "Given a letterbox, when boxes are mapped, then corners meet corners and padding is padding"
    )
    func letterbox() throws {
        let resizing = Resizing(
            to: ImageSize(width: 64, height: 64), fit: .letterbox(padding: Pixel(grey: 114)))
        let found = try ImageDecoder().decode(Golden.file("large.jpg"), resizing: resizing)
        #expect(found.image.size == resizing.size)
        // 720 × 480 becomes 64 × 43, ten rows above and eleven below.
        let start = found.transform.apply(x: 0, y: 0)
        let end = found.transform.apply(x: 720, y: 480)
        #expect(start == (0, 10))
        #expect(abs(end.x - 64) < 1e-9 && abs(end.y - 53) < 1e-9)
        let back = found.transform.invert(x: end.x, y: end.y)
        #expect(abs(back.x - 720) < 1e-9 && abs(back.y - 480) < 1e-9)
        for x in 0..<64 {
            #expect(found.image[x, 9] == Pixel(grey: 114))
            #expect(found.image[x, 53] == Pixel(grey: 114))
            #expect(found.image[x, 10] != Pixel(grey: 114))
        }
    }

    @Test("Given a painted square, when cropped and resized, then the transform finds it")
    func paintedSquare() throws {
        let canvas = PixelCanvas(size: ImageSize(width: 400, height: 300))
        canvas.fill(.black)
        canvas.fill(PixelRectangle(x: 120, y: 80, width: 40, height: 40), with: .white)
        let file = ImageFile(
            bytes: try PixelImage(canvas).encoded(as: .jpeg(quality: 95)), name: "square")
        let box = CropBox.pixels(PixelRectangle(x: 60, y: 40, width: 300, height: 250))
        for fit in [Resizing.Fit.stretch, .letterbox(padding: .black), .inside, .outside] {
            let resizing = Resizing(to: ImageSize(width: 100, height: 70), fit: fit)
            let found = try ImageDecoder().decode(file, crop: box, resizing: resizing)
            let start = found.transform.apply(x: 120, y: 80)
            let end = found.transform.apply(x: 160, y: 120)
            let middle = (x: Int((start.x + end.x) / 2), y: Int((start.y + end.y) / 2))
            #expect(found.image[middle.x, middle.y].green > 240)
            #expect(found.image[Int(start.x) - 2, middle.y].green < 30)
            #expect(found.image[Int(end.x) + 2, middle.y].green < 30)
            #expect(found.image[middle.x, Int(start.y) - 2].green < 30)
            #expect(found.image[middle.x, Int(end.y) + 2].green < 30)
        }
    }

    @Test("Given a fit, when laid out, then sizes are as promised")
    func fits() {
        let size = ImageSize(width: 6000, height: 4000)
        #expect(
            Resizing.longerEdge(640).layout(of: size).canvas == ImageSize(width: 640, height: 427))
        #expect(
            Resizing.shorterEdge(288).layout(of: size).canvas
                == ImageSize(width: 432, height: 288))
        let small = ImageSize(width: 10, height: 5)
        #expect(
            Resizing(to: size, fit: .shrinkInside).layout(of: small).canvas == small)
        #expect(
            Resizing(to: size, fit: .shrinkOutside).layout(of: small).canvas == small)
        let wide = ImageSize(width: 400, height: 200)
        #expect(
            Resizing(to: ImageSize(width: 100, height: 100), fit: .shrinkOutside)
                .layout(of: wide).canvas == ImageSize(width: 200, height: 100))
        #expect(
            Resizing.longerEdge(64).layout(of: ImageSize(width: 1, height: 5000)).canvas
                == ImageSize(width: 1, height: 64))
    }

    @Test("Given every small pair of sizes, when resized, then the result has the size asked for")
    func everySize() {
        for kernel in Resizing.Kernel.allCases {
            for (from, to) in [
                (1, 1), (1, 7), (7, 1), (2, 3), (3, 2), (100, 33), (33, 100), (97, 96),
            ] {
                let size = ImageSize(width: to, height: 101 - to)
                let found = gradient(from, 101 - from).resampled(
                    resizing: Resizing(to: size, kernel: kernel))
                #expect(found.image.size == size)
            }
        }
    }

    @Test("Given an orientation, when a picture is turned, then rectangles follow their pixels")
    func turning() {
        let stored = gradient(13, 7)
        for orientation in Orientation.allCases {
            let upright = stored.turned(orientation)
            for (x, y) in [(0, 0), (upright.width - 1, 0), (2, 5), (4, upright.height - 1)] {
                let box = orientation.stored(
                    PixelRectangle(x: x, y: y, width: 1, height: 1), in: stored.size)
                #expect(upright[x, y] == stored[box.x, box.y])
            }
        }
    }
}
