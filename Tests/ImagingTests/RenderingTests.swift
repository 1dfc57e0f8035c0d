import Foundation
import Testing

@testable import Imaging

/// What Pillow, TensorFlow Addons' formulas and colorsys give, made by `Tools/Reference/rendering.py`.
private struct RenderingGolden: Decodable {
    struct Transform: Decodable {
        let name: String
        let matrix: [[Double]]
        let size: [Int]
    }

    struct Change: Decodable {
        let kind: String
        let values: [Double]
        let output: [[Double]]
    }

    let transforms: [Transform]
    let colours: [[Double]]
    let changes: [Change]

    static func read() throws -> RenderingGolden {
        try JSONDecoder().decode(
            RenderingGolden.self, from: Data(try Golden.bytes("rendering/rendering.json")))
    }
}

@Suite struct RenderingTests {
    @Test("Given a transform of the plane, when a picture is drawn, then its pixels are Pillow's")
    func transforms() throws {
        let source = try Golden.image("rendering/source.png")
        for golden in try RenderingGolden.read().transforms {
            let (rows, size) = (golden.matrix, golden.size)
            let transform = AffineTransform(
                xx: rows[0][0], xy: rows[0][1], yx: rows[1][0], yy: rows[1][1], x0: rows[0][2],
                y0: rows[1][2])
            let found = PixelImage.drawing(
                [PictureLayer(source, transform: transform)],
                size: ImageSize(width: size[0], height: size[1]),
                background: Pixel(red: 255, green: 0, blue: 255))
            let expected = try Golden.image("rendering/\(golden.name).png")
            #expect(found.size == expected.size)
            // Pillow cuts fractions of levels off, and weighs with more bits.
            let far = zip(found.bytes, expected.bytes).count { abs(Int($0) - Int($1)) > 2 }
            #expect(far == 0, "\(golden.name): \(far) of \(found.bytes.count) bytes")
        }
    }

    @Test("Given colours, when they are changed, then they are what the formulas give")
    func colours() throws {
        let golden = try RenderingGolden.read()
        for change in golden.changes {
            let values = change.values
            let transform: ColourTransform
            switch change.kind {
            case "yiq":
                transform = .yiq(hue: values[0], saturation: values[1], value: values[2])
            case "contrast":
                transform = .contrast(values[0], about: [values[1], values[2], values[3]])
            case "brightness": transform = .brightness(values[0] * 255)
            case "greyscale": transform = .greyscale
            default: continue
            }
            for (colour, expected) in zip(golden.colours, change.output) {
                let found = transform.apply([colour[0], colour[1], colour[2]])
                for channel in 0..<3 {
                    #expect(abs(found[channel] - expected[channel]) < 0.03, "\(change.kind)")
                }
            }
        }
    }

    @Test("Given changes of colour in a row, when they are one, then nothing is rounded between")
    func composition() {
        let first = ColourTransform.yiq(hue: 0.4, saturation: 1.2, value: 0.9)
        let second = ColourTransform.contrast(1.3, about: [10, 20, 30])
        let colour: SIMD3<Double> = [200, 17, 90]
        let found = first.followed(by: second).apply(colour)
        let expected = second.apply(first.apply(colour))
        #expect(abs((found - expected).x) + abs((found - expected).y) < 1e-9)
        #expect(abs((found - expected).z) < 1e-9)
    }

    @Test("Given colours in a picture, when hue turns in HSV, then they are colorsys's")
    func hueSaturationValue() throws {
        let golden = try RenderingGolden.read()
        let bytes = golden.colours.flatMap { $0.map { UInt8($0) } }
        let picture = PixelImage(
            copying: bytes, size: ImageSize(width: golden.colours.count, height: 1))
        for change in golden.changes where change.kind == "hsv" {
            let found = picture.adjusted(
                hue: change.values[0], saturation: change.values[1], value: change.values[2])
            for (level, expected) in zip(found.bytes, change.output.joined()) {
                #expect(abs(Double(level) - expected) <= 0.51)
            }
        }
    }

    @Test("Given a colour transform, when a picture is drawn, then each pixel is changed and cut")
    func colouredDrawing() {
        let picture = gradient(40, 30)
        let colours = ColourTransform.yiq(hue: 0.5, saturation: 2, value: 1.3)
        let found = PixelImage.drawing(
            [PictureLayer(picture, colours: colours)], size: picture.size)
        for (x, y) in [(0, 0), (39, 29), (17, 5), (30, 2)] {
            let before = picture[x, y]
            let expected = colours.apply([
                Double(before.red), Double(before.green), Double(before.blue),
            ])
            let after = found[x, y]
            for (level, wanted) in zip(
                [after.red, after.green, after.blue], [expected.x, expected.y, expected.z])
            {
                #expect(abs(Double(level) - min(max(wanted, 0), 255)) <= 0.51)
            }
        }
    }

    @Test("Given a large white picture, when it becomes a pixel, then that is white")
    func largeBlocks() {
        let size = ImageSize(width: 4200, height: 4100)
        let picture = PixelImage(size: size, filledWith: .white)
        let found = picture.blockMeans(
            of: PixelRectangle(x: 0, y: 0, width: size.width, height: size.height), block: size)
        #expect(found[0, 0] == .white)
    }

    @Test("Given a fine pattern, when it is drawn smaller and turned, then it does not alias")
    func aliasing() {
        let pattern = PixelImage(size: ImageSize(width: 300, height: 300)) { bytes in
            for place in 0..<300 * 300 {
                let level: UInt8 = (place % 300 + place / 300) % 2 == 0 ? 255 : 0
                for channel in 0..<3 { bytes[place * 3 + channel] = level }
            }
        }
        for scale in [0.65, 0.5, 0.31, 0.1] {
            let transform = AffineTransform.scaling(x: scale, y: scale)
                .followed(by: .rotation(degrees: 12))
                .followed(by: .translation(x: 30, y: 2))
            let edge = Int(200 * scale)
            let found = PixelImage.drawing(
                [PictureLayer(pattern, transform: transform)],
                size: ImageSize(width: edge, height: edge))
            let middle = (edge / 2 - 5..<edge / 2 + 5).flatMap { y in
                (edge / 2..<edge / 2 + 5).map { x in Double(found[x, y].green) }
            }
            let spread = (middle.max() ?? 255) - (middle.min() ?? 0)
            // A sample without a mean would be anything from 0 to 255.
            #expect(spread < 80, "\(scale): \(spread)")
        }
    }

    @Test("Given blocks of pixels, when means are taken, then each is its own block's")
    func blockMeans() {
        let picture = gradient(23, 17)
        let area = PixelRectangle(x: 2, y: 3, width: 20, height: 13)
        let found = picture.blockMeans(of: area, block: ImageSize(width: 3, height: 4))
        #expect(found.size == ImageSize(width: 7, height: 4))
        for (x, y) in [(0, 0), (3, 2), (6, 1), (2, 3), (6, 3)] {
            var sum = 0
            var count = 0
            for row in 3 + 4 * y..<min(3 + 4 * y + 4, 16) {
                for column in 2 + 3 * x..<min(2 + 3 * x + 3, 22) {
                    sum += Int(picture[column, row].blue)
                    count += 1
                }
            }
            #expect(abs(Double(found[x, y].blue) - Double(sum) / Double(count)) <= 0.5)
        }
    }

    @Test("Given a picture drawn much smaller, when it is found, then nothing has moved")
    func shrunkPlace() {
        let picture = PixelImage(size: ImageSize(width: 401, height: 307))
            .filled([PixelRectangle(x: 101, y: 83, width: 120, height: 90)], with: .white)
        for scale in [0.45, 0.3, 0.2, 0.13] {
            let transform = AffineTransform.scaling(x: scale, y: scale)
                .followed(by: .translation(x: -3.3, y: 2.7))
            let found = PixelImage.drawing(
                [PictureLayer(picture, transform: transform)],
                size: ImageSize(width: 200, height: 150))
            // The light tells the area, and its centre the place, to a tenth of a pixel.
            var (light, x, y) = (0.0, 0.0, 0.0)
            for row in 0..<150 {
                for column in 0..<200 {
                    let level = Double(found[column, row].red) / 255
                    light += level
                    x += level * (Double(column) + 0.5)
                    y += level * (Double(row) + 0.5)
                }
            }
            let centre = transform.apply(x: 161, y: 128)
            #expect(abs(x / light - centre.x) < 0.1 && abs(y / light - centre.y) < 0.1)
            #expect(abs(light / (120 * 90 * scale * scale) - 1) < 0.03)
        }
    }

    @Test("Given a layer's part, when it is drawn, then nothing beyond it is")
    func parts() {
        var layer = PictureLayer(
            PixelImage(size: ImageSize(width: 20, height: 20), filledWith: .white))
        layer.part = (5, 6, 15, 12)
        let size = ImageSize(width: 20, height: 20)
        let found = PixelImage.drawing([layer], size: size, background: Pixel(grey: 9))
        for y in 0..<20 {
            for x in 0..<20 {
                let isInside = (5..<15).contains(x) && (6..<12).contains(y)
                #expect(found[x, y] == (isInside ? .white : Pixel(grey: 9)))
            }
        }
    }

    @Test("Given a letterbox, when it is drawn, then its pixels are those of evaluation")
    func sameAsResampled() {
        let picture = gradient(90, 60)
        let resizing = Resizing(
            to: ImageSize(width: 48, height: 48), fit: .letterbox(padding: Pixel(grey: 114)))
        let (expected, transform) = picture.resampled(resizing: resizing)
        let found = PixelImage.drawing(
            [PictureLayer(picture, transform: AffineTransform(transform))], size: resizing.size,
            background: Pixel(grey: 114))
        #expect(found.bytes.elementsEqual(expected.bytes))
    }

    @Test("Given a transform, when followed by its inverse, then points are where they were")
    func inverse() {
        let transform = AffineTransform.rotation(degrees: 33)
            .followed(by: .shear(xDegrees: 10, yDegrees: -5)).followed(by: .scaling(x: 3, y: 0.2))
            .about(x: 7, y: 9)
        let there = transform.apply(x: 12, y: -5)
        let back = transform.inverse.apply(x: there.x, y: there.y)
        #expect(abs(back.x - 12) < 1e-9 && abs(back.y + 5) < 1e-9)
        let centre = transform.apply(x: 7, y: 9)
        #expect(abs(centre.x - 7) < 1e-9 && abs(centre.y - 9) < 1e-9)
        // Clockwise: what is right goes down.
        #expect(AffineTransform.rotation(degrees: 90).apply(x: 1, y: 0).y > 0.999)
    }

    @Test("Given a point of light, when it is blurred, then light spreads and none is lost")
    func blurs() {
        let picture = PixelImage(size: ImageSize(width: 41, height: 41))
            .filled([PixelRectangle(x: 19, y: 19, width: 3, height: 3)], with: .white)
        func light(_ image: PixelImage) -> Int { image.bytes.reduce(0) { $0 + Int($1) } }
        let round = picture.gaussianBlurred(deviation: 2)
        // The bell, summed over the square: 9 / (2π · 2²) of white, less as it falls off.
        #expect((70...90).contains(Int(round[20, 20].red)))
        #expect(abs(Int(round[23, 20].red) - Int(round[20, 23].red)) <= 1)
        #expect(abs(Double(light(round)) / Double(light(picture)) - 1) < 0.1)

        let along = picture.motionBlurred(length: 9, degrees: 0)
        #expect(along[20, 15].red == 0 && along[25, 20].red > 8 && along[15, 20].red > 8)
        let down = picture.motionBlurred(length: 9, degrees: 90)
        #expect(down[15, 20].red == 0 && down[20, 25].red > 8 && down[20, 15].red > 8)
        let even = PixelImage(size: picture.size, filledWith: Pixel(grey: 77))
        #expect(even.motionBlurred(length: 7, degrees: 30)[20, 20] == Pixel(grey: 77))
        #expect(even.gaussianBlurred(deviation: 3)[0, 0] == Pixel(grey: 77))
    }

    @Test("Given two pictures, when they are blended, then each pixel is the weighed mean")
    func blending() {
        let size = ImageSize(width: 4, height: 3)
        let light = PixelImage(size: size, filledWith: Pixel(grey: 200))
        let dark = PixelImage(size: size, filledWith: Pixel(grey: 40))
        #expect(light.blended(with: dark, share: 0.25)[1, 1] == Pixel(grey: 80))
        #expect(light.blended(with: dark, share: 1)[3, 2] == Pixel(grey: 200))
        #expect(light.blended(with: dark, share: 0)[0, 0] == Pixel(grey: 40))
    }
}
