import Testing

@testable import Imaging

@Suite struct BoxPictureTests {
    private let red = Pixel(red: 255, green: 0, blue: 0)
    private let blue = Pixel(red: 0, green: 0, blue: 255)

    /// A black picture of 100 × 80 pixels, the right half of a photograph of 400 × 160, shrunk by two.
    private var half: DecodedImage {
        DecodedImage(
            image: PixelImage(size: ImageSize(width: 100, height: 80)),
            transform: PixelTransform(scaleX: 0.5, scaleY: 0.5, offsetX: -100, offsetY: 0),
            photographSize: ImageSize(width: 400, height: 160))
    }

    @Test(
        "Given a shrunk part of a photograph, boxes in the photograph's pixels lie where they belong"
    )
    func placed() {
        let mark = BoxPicture.Mark(left: 240, top: 40, right: 320, bottom: 120, colour: red)

        let drawn = BoxPicture(half, marks: [mark]).drawn()

        #expect(drawn.size == ImageSize(width: 100, height: 80))
        for (x, y) in [(20, 20), (59, 59), (20, 40), (40, 59), (21, 21)] {
            #expect(drawn[x, y] == red, "(\(x), \(y))")
        }
        for (x, y) in [(19, 40), (60, 40), (40, 19), (40, 60), (40, 40)] {
            #expect(drawn[x, y] == .black, "(\(x), \(y))")
        }
    }

    @Test("Given boxes that reach out of the picture or lie outside, what is inside is drawn")
    func reachingOut() {
        let reaching = BoxPicture.Mark(left: 0, top: 40, right: 240, bottom: 1e12, colour: red)
        let outside = BoxPicture.Mark(
            left: 0, top: 0, right: 100, bottom: 100, text: "far", colour: blue)
        let empty = BoxPicture.Mark(left: 300, top: 9, right: 300, bottom: 20, colour: blue)

        let drawn = BoxPicture(half, marks: [reaching, outside, empty]).drawn()

        #expect(drawn[19, 50] == red && drawn[5, 20] == red)
        #expect(!drawn.pixels.contains(blue))
    }

    @Test(
        "Given a text, its ground has the box's colour and stands above the box, or in it at the top",
        arguments: [(60.0, 29), (2.0, 2)])
    func texts(top: Double, row: Int) {
        let mark = BoxPicture.Mark(
            left: 220, top: top, right: 380, bottom: 150, text: "fin 0.93", colour: red)

        let drawn = BoxPicture(half, marks: [mark]).drawn()

        // Where no fonts are installed, the upper row is the box's own edge, or nothing.
        guard TextMask("fin", pixels: 13) != nil else { return }
        #expect(drawn[10, row] == red)
        #expect(drawn.pixels.contains(.white))
    }

    @Test("Given a colour, the ink on it is the one that is read better")
    func ink() {
        #expect(Pixel.white.legibleInk == .black)
        #expect(Pixel(red: 240, green: 228, blue: 66).legibleInk == .black)
        #expect(blue.legibleInk == .white)
    }
}

extension PixelImage {
    /// All pixels, row by row.
    fileprivate var pixels: [Pixel] {
        (0..<size.pixelCount).map { self[$0 % width, $0 / width] }
    }
}
