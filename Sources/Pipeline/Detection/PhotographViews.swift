import Datasets
import Imaging
import Randomness

/// The parts of photographs that a detector looks at: each as a whole or, for small animals, tile by tile.
struct PhotographViews {
    /// A row for each view, that of its photograph; views of a photograph follow one another.
    let table: PhotographTable
    /// The part of the photograph; `nil` for all of it.
    let crops: [CropBox?]
    /// The row in the table of photographs.
    let rows: [Int]

    /// Whole photographs, one view each.
    init(whole table: PhotographTable) {
        self.table = table
        crops = Array(repeating: nil, count: table.count)
        rows = Array(0..<table.count)
    }

    /// The views that a configuration asks for.
    init(of table: PhotographTable, _ input: DetectorConfiguration.Input) {
        self =
            input.tile == 0
            ? PhotographViews(whole: table)
            : PhotographViews(
                tiling: table, side: input.tile, overlap: input.tileOverlap)
    }

    /// Each photograph as a whole and, where it is larger than a tile, tile by tile.
    ///
    /// One whose size is not known, and cannot be read, is one view: whoever looks at it will find what is wrong.
    init(tiling table: PhotographTable, side: Int, overlap: Double) {
        let table = table.withSizes()
        var crops: [CropBox?] = []
        var rows: [Int] = []
        for row in 0..<table.count {
            var tiles: [PixelRectangle] = []
            if let size = table[row].size {
                tiles = Self.tiles(
                    of: ImageSize(width: size.width, height: size.height), side: side,
                    overlap: overlap)
            }
            crops += [nil] + tiles.map { .pixels($0) }
            rows += Array(repeating: row, count: 1 + tiles.count)
        }
        self.table = table.rows(rows)
        self.crops = crops
        self.rows = rows
    }

    private init(_ table: PhotographTable, _ crops: [CropBox?], _ rows: [Int]) {
        self.table = table
        self.crops = crops
        self.rows = rows
    }

    /// The part of the photograph that a view shows, in pixels; `nil` where the photograph's size is not known.
    func shown(in view: Int) -> PixelRectangle? {
        guard let size = table[view].size else { return nil }
        let whole = ImageSize(width: size.width, height: size.height)
        return crops[view].map { $0.pixels(in: whole) } ?? PixelRectangle(whole)
    }

    /// The boxes, in the photograph's pixels, whose middles a view shows.
    func boxes(in view: Int) -> [Box] {
        guard let shown = shown(in: view), let size = table[view].size else { return [] }
        return table[view].boxes.map { $0.box.pixels(in: size) }.filter { box in
            Double(shown.x) <= box.centre.x && box.centre.x < Double(shown.x + shown.width)
                && Double(shown.y) <= box.centre.y && box.centre.y < Double(shown.y + shown.height)
        }
    }

    /// Without most of the tiles that show no box, which show the sea alone: one is kept of each photograph.
    func withFewEmptyTiles(seed: UInt64) -> PhotographViews {
        var random = SeededRandom(seed: seed)
        var empty: [Int: [Int]] = [:]
        var kept: [Int] = []
        for view in rows.indices {
            if crops[view] != nil, boxes(in: view).isEmpty {
                empty[rows[view], default: []].append(view)
            } else {
                kept.append(view)
            }
        }
        for (_, views) in empty.sorted(by: { $0.key < $1.key }) {
            kept.append(views[random.below(views.count)])
        }
        kept.sort()
        return PhotographViews(table.rows(kept), kept.map { crops[$0] }, kept.map { rows[$0] })
    }

    /// Squares that cover a photograph, evenly spread; none where it is no larger than one.
    static func tiles(of size: ImageSize, side: Int, overlap: Double) -> [PixelRectangle] {
        guard size.width > side || size.height > side else { return [] }
        let columns = starts(along: size.width, side, overlap)
        return starts(along: size.height, side, overlap).flatMap { y in
            columns.map { x in
                PixelRectangle(
                    x: x, y: y, width: min(side, size.width), height: min(side, size.height))
            }
        }
    }

    private static func starts(along length: Int, _ side: Int, _ overlap: Double) -> [Int] {
        guard length > side else { return [0] }
        let step = max(1, Double(side) * (1 - overlap))
        let count = Int((Double(length - side) / step).rounded(.up)) + 1
        return (0..<count).map {
            Int((Double(length - side) * Double($0) / Double(count - 1)).rounded())
        }
    }
}
