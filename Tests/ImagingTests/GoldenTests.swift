import Imaging
import Testing

@Suite struct GoldenTests {
    @Test(
        "Given a photograph, when it is decoded and resized, then its pixels are Pillow's",
        arguments: Golden.all.filter { !$0.isHEIF || ImageDecoder.canRead(.heif) })
    func agreement(golden: Golden) throws {
        let found = try ImageDecoder().decode(
            Golden.file(golden.file), crop: golden.box, resizing: golden.resizing)
        let expected = try Golden.image(golden.expected)
        #expect(found.image.size == expected.size)
        let difference = difference(found.image, expected)
        #expect(difference <= golden.tolerance, "\(difference) levels")
    }

    @Test(
        "Given a picture in memory, when it is resized, then its pixels are Pillow's",
        arguments: Golden.all.filter { $0.kernel != nil })
    func resampling(golden: Golden) throws {
        let whole = try Golden.image(golden.file)
        let found = whole.resampled(crop: golden.box, resizing: golden.resizing).image
        let difference = difference(found, try Golden.image(golden.expected))
        #expect(difference <= golden.tolerance, "\(difference) levels")
    }

    @Test(
        "Given one picture in eight orientations, when decoded, then all are upright",
        arguments: Orientation.allCases)
    func orientation(_ orientation: Orientation) throws {
        let file = Golden.file("orientation-\(orientation.rawValue).jpg")
        let upright = try Golden.image("upright.png")
        let found = try ImageDecoder().decode(file)
        #expect(difference(found.image, upright) < 2)
        #expect(found.photographSize == upright.size)

        let header = try ImageDecoder().header(of: file)
        #expect(header.orientation == orientation)
        #expect(header.size == upright.size)
    }

    @Test(
        "Given any orientation, when a box is cropped, then it is the box of the upright picture",
        arguments: Orientation.allCases)
    func orientedCrop(_ orientation: Orientation) throws {
        let file = Golden.file("orientation-\(orientation.rawValue).jpg")
        let box = CropBox.pixels(PixelRectangle(x: 5, y: 3, width: 21, height: 10))
        let whole = try ImageDecoder().decode(file).image
        let part = try ImageDecoder().decode(file, crop: box)
        #expect(difference(part.image, whole.resampled(crop: box).image) == 0)

        let resizing = Resizing(
            to: ImageSize(width: 30, height: 40), fit: .letterbox(padding: .white))
        let resized = try ImageDecoder().decode(file, crop: box, resizing: resizing)
        let expected = whole.resampled(crop: box, resizing: resizing)
        #expect(difference(resized.image, expected.image) < 1.5)
        #expect(resized.transform == expected.transform)
    }

    @Test("Given ink, when it is decoded, then paper is white, black ink black, colours their own")
    func ink() throws {
        let image = try Golden.image("ink.jpg")
        let paper = image[8, 8]
        let black = image[24, 8]
        let red = image[40, 8]
        let cyan = image[56, 8]
        #expect(min(paper.red, paper.green, paper.blue) > 240)
        #expect(max(black.red, black.green, black.blue) < 60)
        #expect(red.red > 180 && red.green < 80 && red.blue < 80)
        #expect(cyan.red < 80 && cyan.green > 130 && cyan.blue > 180)
        let header = try ImageDecoder().header(of: Golden.file("ink.jpg"))
        #expect(header.channels == 4)
    }

    @Test("Given transparent pixels, when decoded, then they are blended into the background")
    func transparency() throws {
        let onWhite = try ImageDecoder(background: .white).decode(Golden.file("alpha.png")).image
        #expect(onWhite[0, 5] == .white)
        let onBlack = try Golden.image("alpha.png")
        #expect(onBlack[0, 5] == .black)
    }

    @Test("Given 16 bits per channel, when the header is read, then it says so")
    func depth() throws {
        let header = try ImageDecoder().header(of: Golden.file("rgb-16.png"))
        #expect(header.bits == 16)
        #expect(header.channels == 3)
        #expect(header.format == .png)
        #expect(try ImageDecoder().header(of: Golden.file("profile.jpg")).hasProfile)
    }
}
