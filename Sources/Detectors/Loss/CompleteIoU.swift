import Foundation
import Torch

/// Complete intersection over union (CIoU; arXiv 1911.08287) of boxes by centre and size, pair by pair.
///
/// `IoU − ρ² / c² − α v`: ρ is the distance of the centres, c the diagonal of the least box around both, v how the aspect
/// ratios differ. The weight α takes no gradient.
///
/// - Parameters:
///   - boxes: `[n, 4]`: centre and size.
///   - others: `[n, 4]`, in the same unit.
/// - Returns: `[n]`, at most 1.
public func completeIoU(_ boxes: Tensor, _ others: Tensor) -> Tensor {
    let epsilon = 1e-7
    let (a, b) = (Sides(boxes), Sides(others))
    let shared =
        (a.right.minimum(b.right) - a.left.maximum(b.left)).clamp(min: 0)
        * (a.bottom.minimum(b.bottom) - a.top.maximum(b.top)).clamp(min: 0)
    let covered = a.width * a.height + b.width * b.height - shared + epsilon
    let overlap = shared / covered
    let width = a.right.maximum(b.right) - a.left.minimum(b.left)
    let height = a.bottom.maximum(b.bottom) - a.top.minimum(b.top)
    let diagonal = width.pow(2) + height.pow(2) + epsilon
    let distance = (a.x - b.x).pow(2) + (a.y - b.y).pow(2)
    let difference = (b.width / b.height).atan() - (a.width / a.height).atan()
    let aspect = difference.pow(2) * (4 / (Double.pi * Double.pi))
    let weight = noGrad { aspect / (aspect - overlap + (1 + epsilon)) }
    return overlap - (distance / diagonal + aspect * weight)
}

/// The sides of boxes given by centre and size, `[n]` each.
private struct Sides {
    let x, y, width, height: Tensor

    init(_ boxes: Tensor) {
        let columns = boxes.unbind(1)
        (x, y, width, height) = (columns[0], columns[1], columns[2], columns[3])
    }

    var left: Tensor { x - width / 2 }
    var right: Tensor { x + width / 2 }
    var top: Tensor { y - height / 2 }
    var bottom: Tensor { y + height / 2 }
}
