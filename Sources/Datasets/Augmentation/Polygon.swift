import Imaging

/// A convex outline: what a box becomes when it is turned, and cut by the edges of a picture.
struct Polygon {
    private(set) var points: [(x: Double, y: Double)]

    /// The corners of a box.
    init(_ box: Box) {
        points = [
            (box.left, box.top), (box.right, box.top), (box.right, box.bottom),
            (box.left, box.bottom),
        ]
    }

    /// Where its corners go.
    func moved(by transform: AffineTransform) -> Polygon {
        var result = self
        result.points = points.map { transform.apply(x: $0.x, y: $0.y) }
        return result
    }

    /// What lies within a box (Sutherland and Hodgman, 1974).
    func clipped(to box: Box) -> Polygon {
        var result = self
        result.cut { $0.x - box.left }
        result.cut { box.right - $0.x }
        result.cut { $0.y - box.top }
        result.cut { box.bottom - $0.y }
        return result
    }

    /// The area inside (the shoelace formula).
    var area: Double {
        var sum = 0.0
        for (place, point) in points.enumerated() {
            let next = points[(place + 1) % points.count]
            sum += point.x * next.y - next.x * point.y
        }
        return abs(sum) / 2
    }

    /// The least box around it; `nil` where nothing is left.
    var bounds: Box? {
        guard let first = points.first else { return nil }
        var box = Box(left: first.x, top: first.y, right: first.x, bottom: first.y)
        for point in points {
            box.left = min(box.left, point.x)
            box.top = min(box.top, point.y)
            box.right = max(box.right, point.x)
            box.bottom = max(box.bottom, point.y)
        }
        return box
    }

    /// Keeps the part where a distance from an edge is not negative.
    private mutating func cut(_ inside: ((x: Double, y: Double)) -> Double) {
        var kept: [(x: Double, y: Double)] = []
        for (place, point) in points.enumerated() {
            let next = points[(place + 1) % points.count]
            let (here, there) = (inside(point), inside(next))
            if here >= 0 { kept.append(point) }
            if (here < 0) != (there < 0) {
                let share = here / (here - there)
                kept.append(
                    (point.x + share * (next.x - point.x), point.y + share * (next.y - point.y)))
            }
        }
        points = kept
    }
}
