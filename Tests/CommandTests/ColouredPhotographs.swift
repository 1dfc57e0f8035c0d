import Foundation
import Imaging

/// Photographs of animals, leaves or whatever, each kind of a colour of its own, eight of each.
struct ColouredPhotographs {
    /// One of them.
    struct Photograph {
        let path: String
        let name: String
        let number: Int
    }

    let photographs: [Photograph]

    /// Writes photographs of up to three kinds.
    init(of names: [String], in scratch: ScratchFolder) throws {
        let colours = [
            Pixel(red: 220, green: 40, blue: 40), Pixel(red: 40, green: 220, blue: 40),
            Pixel(red: 40, green: 40, blue: 220),
        ]
        var photographs: [Photograph] = []
        for (name, colour) in zip(names, colours) {
            for number in 0..<8 {
                var shade = colour
                shade.red = UInt8(clamping: Int(colour.red) + number)
                let picture = PixelImage(
                    size: ImageSize(width: 48, height: 40), filledWith: shade)
                let path = "\(name)\(number).png"
                try picture.write(to: scratch.path(path))
                photographs.append(Photograph(path: path, name: name, number: number))
            }
        }
        self.photographs = photographs
    }

    /// Writes a table of them.
    func table(
        _ heading: String, to path: String, _ row: (Photograph) -> String
    ) throws {
        let rows = [heading] + photographs.map { "\($0.path),\($0.name),\(row($0))" }
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    }
}
