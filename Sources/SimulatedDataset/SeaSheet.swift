import Datasets
import Imaging

/// A contact sheet of a simulated data set: animals row by row, then whole photographs with boxes.
public struct SeaSheet: Sendable {
    /// Rows of animals, each with one animal's fins.
    public var animals: Int
    /// Pictures per row.
    public var columns: Int
    /// Rows of whole photographs.
    public var wholes: Int

    /// A sheet; without arguments, 5 animals with 6 fins each, and two rows of whole photographs.
    public init(animals: Int = 5, columns: Int = 6, wholes: Int = 2) {
        precondition(animals >= 0 && columns > 0 && wholes >= 0, "a sheet has cells")
        self.animals = animals
        self.columns = columns
        self.wholes = wholes
    }

    /// Draws the sheet from photographs that were written before.
    ///
    /// - Throws: `ImageError` where a photograph cannot be read.
    public func drawn(from table: PhotographTable) throws -> PixelImage {
        let cells =
            try fins(in: table).map { try cell(ofFin: $0, in: table) }
            + photographs(of: table).map { try cell(ofWhole: $0, in: table) }
        return ContactSheet(
            cells, columns: columns, cellSize: ImageSize(width: 200, height: 140), gap: 4
        ).drawn()
    }

    /// Rows of the table with the largest fins of animals that have enough of them.
    private func fins(in table: PhotographTable) -> [Int] {
        var rows: [String: [Int]] = [:]
        var names: [String] = []
        for (row, photograph) in table.photographs.enumerated() {
            guard let name = photograph.individual, photograph.box("fin") != nil else { continue }
            if rows[name] == nil { names.append(name) }
            rows[name, default: []].append(row)
        }
        let shown = names.filter { (rows[$0]?.count ?? 0) >= columns }.sorted().prefix(animals)
        return shown.flatMap { name in
            (rows[name] ?? []).sorted {
                let (first, second) = (table[$0], table[$1])
                return (first.box("fin")?.area ?? 0) > (second.box("fin")?.area ?? 0)
            }.prefix(columns)
        }
    }

    /// Rows of the table spread over all of it, each of another photograph.
    private func photographs(of table: PhotographTable) -> [Int] {
        let first = table.photographs.indices.filter { row in
            row == 0 || table[row].path != table[row - 1].path
        }
        let count = min(wholes * columns, first.count)
        return (0..<count).map { first[$0 * first.count / count] }
    }

    private func cell(ofFin row: Int, in table: PhotographTable) throws -> ContactSheet.Cell {
        let photograph = table[row]
        let file = ImageFile(path: table.file(at: row))
        let fin = photograph.box("fin")
        let image = try ImageDecoder().decode(
            file, crop: fin.map { .pixels($0.rectangle(grownBy: 0.2)) }
        ).image
        return ContactSheet.Cell(image, caption: photograph.individual ?? "")
    }

    private func cell(ofWhole row: Int, in table: PhotographTable) throws -> ContactSheet.Cell {
        let photograph = table[row]
        let image = try ImageDecoder().decode(
            ImageFile(path: table.file(at: row)),
            resizing: Resizing(to: ImageSize(width: 400, height: 400), fit: .inside)
        ).image
        let scale = Double(image.width) / Double(photograph.size?.width ?? image.width)
        let boxes = table.photographs.filter { $0.path == photograph.path }.flatMap(\.boxes)
        return ContactSheet.Cell(
            image, caption: photograph.species ?? "",
            boxes: boxes.map { $0.box.rectangle(scaledBy: scale) })
    }
}

extension Photograph {
    fileprivate func box(_ name: String) -> Box? {
        boxes.first { $0.className == name }?.box
    }
}

extension Box {
    /// In whole pixels, with a margin as a share of its size on each side.
    fileprivate func rectangle(grownBy margin: Double = 0, scaledBy scale: Double = 1)
        -> PixelRectangle
    {
        PixelRectangle(
            x: Int(((left - margin * width) * scale).rounded()),
            y: Int(((top - margin * height) * scale).rounded()),
            width: max(1, Int((width * (1 + 2 * margin) * scale).rounded())),
            height: max(1, Int((height * (1 + 2 * margin) * scale).rounded())))
    }
}
