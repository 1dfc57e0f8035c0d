import Datasets
import Imaging

/// Which part of each photograph a network sees.
struct CropRegions {
    /// The class of boxes that are cropped to; nothing is cropped where it is empty.
    let className: String
    /// What is kept around a box, as a share of its longer edge.
    let margin: Double

    /// How far augmentation may reach beyond the crop, as a share of the box's longer edge.
    private static let slack = 0.35

    /// The crop of each row for evaluation: its best box with the margin; `nil` for rows without one, which are kept
    /// whole.
    ///
    /// The best box is the most confident one, drawn by a person before found by a model, then the largest.
    func crops(of table: PhotographTable) -> [CropBox?] {
        table.photographs.map { photograph in
            best(of: photograph).flatMap { crop(around: $0, of: photograph, margin: margin) }
        }
    }

    /// How much longer the edge of `surroundings` is than that of a crop, at most.
    var roominess: Double {
        className.isEmpty ? 1 : (1 + 2 * (margin + Self.slack)) / (1 + 2 * margin)
    }

    /// What augmentation may choose from: the same with room around it.
    func surroundings(of table: PhotographTable) -> [CropBox?] {
        table.photographs.map { photograph in
            best(of: photograph).flatMap {
                crop(around: $0, of: photograph, margin: margin + Self.slack)
            }
        }
    }

    private func best(of photograph: Photograph) -> Box? {
        guard !className.isEmpty else { return nil }
        return photograph.boxes.filter { $0.className == className }
            .max {
                ($0.confidence ?? 2, $0.box.area) < ($1.confidence ?? 2, $1.box.area)
            }?.box
    }

    private func crop(around box: Box, of photograph: Photograph, margin: Double) -> CropBox? {
        switch box.unit {
        case .pixels:
            let room = margin * max(box.width, box.height)
            // Tables without sizes may hold boxes far beyond any picture.
            func pixel(_ place: Double) -> Int { Int(min(max(place, -1e9), 1e9)) }
            let left = pixel((box.left - room).rounded(.down))
            let top = pixel((box.top - room).rounded(.down))
            return .pixels(
                PixelRectangle(
                    x: left, y: top, width: pixel((box.right + room).rounded(.up)) - left,
                    height: pixel((box.bottom + room).rounded(.up)) - top))
        case .fractions:
            // Without the photograph's size, a share of each edge stands for one of the longer.
            let across = margin * box.width
            let down = margin * box.height
            return .fractions(
                x: box.left - across, y: box.top - down, width: box.width + 2 * across,
                height: box.height + 2 * down)
        }
    }
}
