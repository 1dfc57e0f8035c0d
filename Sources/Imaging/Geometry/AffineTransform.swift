import Foundation

/// Where points go when a picture is scaled, turned, sheared and shifted.
///
/// Points are in pixels, (0, 0) being the top left corner of the top left pixel, as in `PixelTransform`:
/// `x' = xx · x + xy · y + x0` and `y' = yx · x + yy · y + y0`.
public struct AffineTransform: Sendable, Hashable {
    /// What x adds to x'.
    public var xx: Double
    /// What y adds to x'.
    public var xy: Double
    /// What x adds to y'.
    public var yx: Double
    /// What y adds to y'.
    public var yy: Double
    /// Where the origin goes, across.
    public var x0: Double
    /// Where the origin goes, down.
    public var y0: Double

    /// A transform by its numbers; by default the one that changes nothing.
    public init(
        xx: Double = 1, xy: Double = 0, yx: Double = 0, yy: Double = 1, x0: Double = 0,
        y0: Double = 0
    ) {
        (self.xx, self.xy, self.yx, self.yy, self.x0, self.y0) = (xx, xy, yx, yy, x0, y0)
    }

    /// The same as a transform without turns and shears.
    public init(_ transform: PixelTransform) {
        self.init(
            xx: transform.scaleX, yy: transform.scaleY, x0: transform.offsetX,
            y0: transform.offsetY)
    }

    /// The transform that changes nothing.
    public static let identity = AffineTransform()

    /// Scaled, about the origin.
    public static func scaling(x: Double, y: Double) -> AffineTransform {
        AffineTransform(xx: x, yy: y)
    }

    /// Shifted.
    public static func translation(x: Double, y: Double) -> AffineTransform {
        AffineTransform(x0: x, y0: y)
    }

    /// Turned about the origin, clockwise as it is looked at.
    public static func rotation(degrees: Double) -> AffineTransform {
        let angle = degrees * .pi / 180
        return AffineTransform(xx: cos(angle), xy: -sin(angle), yx: sin(angle), yy: cos(angle))
    }

    /// Slanted about the origin: rows are shifted by the one angle, columns by the other; below 90° each.
    public static func shear(xDegrees: Double, yDegrees: Double) -> AffineTransform {
        AffineTransform(xy: tan(xDegrees * .pi / 180), yx: tan(yDegrees * .pi / 180))
    }

    /// This transform, followed by another.
    public func followed(by next: AffineTransform) -> AffineTransform {
        AffineTransform(
            xx: next.xx * xx + next.xy * yx, xy: next.xx * xy + next.xy * yy,
            yx: next.yx * xx + next.yy * yx, yy: next.yx * xy + next.yy * yy,
            x0: next.xx * x0 + next.xy * y0 + next.x0, y0: next.yx * x0 + next.yy * y0 + next.y0)
    }

    /// This transform with a point in place of the origin.
    public func about(x: Double, y: Double) -> AffineTransform {
        AffineTransform.translation(x: -x, y: -y).followed(by: self)
            .followed(by: .translation(x: x, y: y))
    }

    /// By how much areas grow; negative where the picture is mirrored, 0 where it vanishes.
    public var determinant: Double { xx * yy - xy * yx }

    /// The transform back; there must be one.
    public var inverse: AffineTransform {
        let scale = determinant
        precondition(
            scale != 0 && scale.isFinite && x0.isFinite && y0.isFinite,
            "no way back from \(self)")
        return AffineTransform(
            xx: yy / scale, xy: -xy / scale, yx: -yx / scale, yy: xx / scale,
            x0: (xy * y0 - yy * x0) / scale, y0: (yx * x0 - xx * y0) / scale)
    }

    /// Where a point goes.
    public func apply(x: Double, y: Double) -> (x: Double, y: Double) {
        (xx * x + xy * y + x0, yx * x + yy * y + y0)
    }

    /// The same as a transform without turns and shears; `nil` where it turns, shears or mirrors.
    public var pixelTransform: PixelTransform? {
        guard xy == 0, yx == 0, xx > 0, yy > 0 else { return nil }
        return PixelTransform(scaleX: xx, scaleY: yy, offsetX: x0, offsetY: y0)
    }
}
