import Datasets
import Imaging

/// Which part of each photograph a network sees.
struct CropRegions {
    /// The class of boxes that are cropped to; nothing is cropped where it is empty.
    let className: String
    /// What is kept around a box on each side, as a share of its width and height.
    let margin: Double

    /// How far augmentation may reach beyond the crop, as a share of the box's width and height.
    private static let slack = 0.35

    /// Looks whether there is a box of the class at all.
    ///
    /// - Throws: `DatasetError` that lists the classes there are.
    func check(_ table: PhotographTable, path: String) throws {
        guard !className.isEmpty, !table.photographs.contains(where: { best(of: $0) != nil })
        else { return }
        let classes = table.boxClasses.joined(separator: ", ")
        throw DatasetError(
            path: path, problem: "expected boxes of the class '\(className)', found none",
            advice: classes.isEmpty
                ? "bring a table with boxes, or name no class (`--box \"\"`; of a run: crop.box) to take whole "
                    + "photographs, as all that they are compared with must be then"
                : "the classes are \(classes)")
    }

    /// The crop of each row for evaluation: its best box with the margin; `nil` for rows without one, which are kept
    /// whole.
    func crops(of table: PhotographTable) -> [CropBox?] {
        table.photographs.map { best(of: $0).map { crop(around: $0, margin: margin) } }
    }

    /// What augmentation may choose from: the same with room around it.
    func surroundings(of table: PhotographTable) -> [CropBox?] {
        table.photographs.map {
            best(of: $0).map { crop(around: $0, margin: margin + Self.slack) }
        }
    }

    /// How much longer the edge of `surroundings` is than that of a crop, at most.
    var roominess: Double {
        className.isEmpty ? 1 : (1 + 2 * (margin + Self.slack)) / (1 + 2 * margin)
    }

    /// The table with boxes of the class alone, or with the best of them alone.
    func boxes(of table: PhotographTable, onlyBest: Bool) -> PhotographTable {
        var result = table
        for row in 0..<table.count {
            let best = best(of: table[row])
            result[row].boxes = table[row].boxes.filter {
                $0.className == className && (!onlyBest || $0.box == best)
            }
        }
        return result
    }

    /// The most confident box, drawn by a person before found by a model, then the largest.
    private func best(of photograph: Photograph) -> Box? {
        guard !className.isEmpty else { return nil }
        return photograph.boxes.filter { $0.className == className }
            .max {
                ($0.confidence ?? 2, $0.box.area) < ($1.confidence ?? 2, $1.box.area)
            }?.box
    }

    private func crop(around box: Box, margin: Double) -> CropBox {
        let across = margin * box.width
        let down = margin * box.height
        guard box.unit == .pixels else {
            return .fractions(
                x: box.left - across, y: box.top - down, width: box.width + 2 * across,
                height: box.height + 2 * down)
        }
        // Tables without sizes may hold boxes far beyond any picture.
        func pixel(_ place: Double) -> Int { Int(min(max(place, -1e9), 1e9)) }
        let left = pixel((box.left - across).rounded(.down))
        let top = pixel((box.top - down).rounded(.down))
        return .pixels(
            PixelRectangle(
                x: left, y: top, width: pixel((box.right + across).rounded(.up)) - left,
                height: pixel((box.bottom + down).rounded(.up)) - top))
    }
}
