import Datasets
import Foundation
import Imaging
import Randomness

/// Which photographs stand on a sheet, and the table of all that may be mixed in.
struct PhotographsOnSheet {
    var table = PhotographTable(root: "")
    /// The rows that stand on the sheet.
    var rows: [Int] = []

    /// Photographs that are named stand there all; of data sets, some are drawn, with boxes where there are any.
    init(_ paths: [String], options: DatasetOptions, count: Int, seed: UInt64) throws {
        var drawn: [Int] = []
        for path in paths {
            if Self.isPhotograph(path) {
                rows.append(table.count)
                table.append(Photograph(path: path))
                continue
            }
            let dataset = try options.open(path).table
            for row in 0..<dataset.count {
                var photograph = dataset[row]
                photograph.path = dataset.file(at: row)
                photograph.further = []
                drawn.append(table.count)
                table.append(photograph)
            }
        }
        let withBoxes = drawn.filter { !table[$0].boxes.isEmpty }
        var random = SeededRandom(seed: seed)
        rows += random.shuffled(withBoxes.isEmpty ? drawn : withBoxes).prefix(count)
        guard !rows.isEmpty else {
            throw DatasetError(
                path: paths.joined(separator: ", "), problem: "there are no photographs",
                kind: .missing)
        }
    }

    private static func isPhotograph(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        return (try? file.read(upToCount: 12)).flatMap { ImageFormat(firstBytes: $0) } != nil
    }
}

/// What a pipeline makes of photographs, side by side.
struct AugmentationSheet {
    private let cells: [ContactSheet.Cell]
    private let columns: Int
    private let cellSize: ImageSize
    let sampleCount: Int
    let photographCount: Int
    /// Why photographs are missing on it.
    private(set) var skipped: [ImageError] = []

    /// Makes the samples; `count` is spread over the photographs, at least one for each.
    init(
        _ photographs: PhotographsOnSheet, pipeline: AugmentationPipeline, count: Int, seed: UInt64
    ) throws {
        let table = photographs.table
        // More than the samples' pixels, so that crops stay sharp, but not a camera's twenty million.
        let edge = max(2_048, 2 * max(pipeline.size.width, pipeline.size.height))
        let shrinking = Resizing(
            to: ImageSize(width: edge, height: edge), fit: .shrinkInside)
        let source = AugmentedPhotographs(
            table: table, pictures: PictureFiles(table, resizing: shrinking), pipeline: pipeline)
        let perPhotograph = max(1, count / photographs.rows.count)
        var cells: [ContactSheet.Cell] = []
        for row in photographs.rows {
            let before: AugmentedPicture
            do {
                before = try source.untouched(row: row)
            } catch let error as ImageError {
                skipped.append(error)
                continue
            }
            cells.append(
                Self.cell(
                    before.drawn(padding: pipeline.padding), before.boxes,
                    caption: URL(fileURLWithPath: table[row].path).lastPathComponent))
            for sample in 0..<perPhotograph {
                let sampleSeed = SeededRandom(seed: seed, purpose: UInt64(row) << 20)
                    .advanced(by: sample)
                let result = try source.sample(SampleRequest(row: row, seed: sampleSeed))
                cells.append(Self.cell(result.image, result.boxes, caption: Self.caption(result)))
            }
        }
        if let first = skipped.first, skipped.count == photographs.rows.count { throw first }
        self.cells = cells
        photographCount = photographs.rows.count - skipped.count
        sampleCount = perPhotograph * photographCount
        columns = photographs.rows.count == 1 ? 5 : min(perPhotograph + 1, 9)
        let size = pipeline.size
        let scale = min(1, 240 / Double(max(size.width, size.height)))
        cellSize = ImageSize(
            width: max(64, Int(Double(size.width) * scale)),
            height: max(64, Int(Double(size.height) * scale)))
    }

    func drawn() -> PixelImage {
        ContactSheet(cells, columns: columns, cellSize: cellSize).drawn()
    }

    private static func cell(
        _ image: PixelImage, _ boxes: [BoxLabel], caption: String
    ) -> ContactSheet.Cell {
        ContactSheet.Cell(
            image, caption: caption,
            boxes: boxes.map { label in
                let left = Int(label.box.left.rounded())
                let top = Int(label.box.top.rounded())
                return PixelRectangle(
                    x: left, y: top, width: max(1, Int(label.box.right.rounded()) - left),
                    height: max(1, Int(label.box.bottom.rounded()) - top))
            })
    }

    /// The weights of a mixup; else nothing.
    private static func caption(_ sample: AugmentedSample) -> String {
        guard sample.parts.count > 1 else { return "" }
        return sample.parts.map { "\(Int(($0.weight * 100).rounded())) %" }
            .joined(separator: " + ")
    }
}

extension SeededRandom {
    /// The number that comes after so many others.
    fileprivate func advanced(by count: Int) -> UInt64 {
        var copy = self
        for _ in 0..<count { _ = copy.next() }
        return copy.next()
    }
}
