import Foundation
import Torch

/// The dorsal fin of one drawn animal: two curved edges, and notches in the trailing one.
///
/// Heights go from 0 (the back) to 1 (the tip); positions along the animal are in units of the
/// fin's height.
struct FinOutline {
    /// A piece that is missing from the trailing edge.
    struct Notch {
        var height: Double
        var depth: Double
        var width: Double
    }

    var baseWidth: Double
    var tip: Double
    var leadingCurve: Double
    var trailingCurve: Double
    var notches: [Notch]

    /// A fin that differs from others of its kind in notches mostly, as dolphins' fins do.
    init(using random: inout some RandomNumberGenerator) {
        baseWidth = .random(in: 0.9...1.2, using: &random)
        tip = .random(in: 0.25...0.5, using: &random)
        leadingCurve = .random(in: 1.2...1.5, using: &random)
        trailingCurve = .random(in: 0.55...0.75, using: &random)
        notches = (0..<Int.random(in: 2...4, using: &random)).map { _ in
            Notch(
                height: .random(in: 0.15...0.85, using: &random),
                depth: .random(in: 0.12...0.3, using: &random),
                width: .random(in: 0.04...0.1, using: &random))
        }
    }

    /// Where the leading edge stands at each height.
    func leadingEdge(at height: Tensor) -> Tensor {
        height.pow(leadingCurve) * (tip + baseWidth / 2) - baseWidth / 2
    }

    /// Where the trailing edge stands at each height.
    func trailingEdge(at height: Tensor) -> Tensor {
        let smooth = height.pow(trailingCurve) * (tip - baseWidth / 2) + baseWidth / 2
        return notches.reduce(smooth) { edge, notch in
            edge - notch.depth * (-((height - notch.height) / notch.width).pow(2)).exp()
        }
    }

    /// The outline as an SVG path, `size` high.
    func path(size: Double) -> String {
        let height = Tensor.linspace(0, 1, count: 60)
        let leading = leadingEdge(at: height).array(of: Double.self)
        let trailing = trailingEdge(at: height).array(of: Double.self)
        let rows = height.array(of: Double.self)
        let points =
            zip(leading, rows).map { ($0, $1) } + zip(trailing, rows).reversed().map { ($0, $1) }
        let text = points.map { position, height in
            String(format: "%.1f,%.1f", (position + 0.6) * size, (1 - height) * size)
        }
        return "M" + text.joined(separator: "L") + "Z"
    }
}
