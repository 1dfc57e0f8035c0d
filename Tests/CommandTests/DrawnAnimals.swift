import Foundation
import Imaging

/// A data set of animals for whole runs: discs on grey water, each animal's of a colour of its own, with boxes.
struct DrawnAnimals {
    /// The folder that the data set lies in.
    let folder: String
    /// Photographs to name, in the table's order.
    private(set) var queries: [String] = []
    /// Photographs of known animals.
    private(set) var known: [String] = []
    private var rows: [String] = []

    /// The table.
    var table: String { "\(folder)/table.csv" }

    private static let colours = [
        Pixel(red: 230, green: 40, blue: 40), Pixel(red: 40, green: 230, blue: 40),
        Pixel(red: 40, green: 40, blue: 230), Pixel(red: 230, green: 230, blue: 40),
        Pixel(red: 230, green: 40, blue: 230), Pixel(red: 40, green: 230, blue: 230),
        Pixel(red: 250, green: 250, blue: 250),
    ]

    /// Draws six animals that are known, and another one that is not.
    init(in scratch: ScratchFolder, photographs: Int = 6, queries count: Int = 2) throws {
        folder = scratch.path("animals")
        try FileManager.default.createDirectory(
            atPath: folder + "/images", withIntermediateDirectories: true)
        for (animal, colour) in Self.colours.enumerated() {
            let isNew = animal == Self.colours.count - 1
            for number in 0..<(isNew ? 0 : photographs) {
                known.append(try draw("a\(animal)-\(number)", colour, number, animal, "train"))
            }
            for number in 0..<count {
                queries.append(try draw("q\(animal)-\(number)", colour, number, animal, "test"))
            }
        }
        try write()
    }

    /// Writes the table of rows that are wanted, with further ones.
    func write(adding more: [String] = [], where isWanted: (String) -> Bool = { _ in true }) throws
    {
        // A further column is the data set's own, though crops have one of the same name.
        let heading = "photograph,individual,species,split,boxes,source"
        let all = rows.filter(isWanted) + more
        let text = ([heading] + all.map { "\($0),a camera" }).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: table))
    }

    private mutating func draw(
        _ name: String, _ colour: Pixel, _ number: Int, _ animal: Int, _ split: String
    ) throws -> String {
        let size = ImageSize(width: 60, height: 48)
        let (left, top) = (4 + 3 * number, 3 + 2 * number)
        let picture = PixelImage(size: size) { bytes in
            for place in 0..<size.width * size.height {
                let (x, y) = (place % size.width, place / size.width)
                let isInside = x >= left && x < left + 30 && y >= top && y < top + 24
                let pixel = isInside ? colour : Pixel(grey: UInt8(90 + (x * y + number) % 20))
                bytes[3 * place] = pixel.red
                bytes[3 * place + 1] = pixel.green
                bytes[3 * place + 2] = pixel.blue
            }
        }
        let path = "images/\(name).png"
        try picture.write(to: "\(folder)/\(path)")
        rows.append(
            "\(path),animal\(animal),\(animal < 3 ? "dolphin" : "whale"),\(split),"
                + "\(left) \(top) \(left + 30) \(top + 24) pixels fin - drawn")
        return path
    }
}
