/// Where the legend of a chart stands: in the corner that the fewest lines pass.
struct LegendFrame {
    /// The height of a name.
    static let lineHeight = 17.0
    private static let letterWidth = 6.6
    private static let leastWidth = 120.0
    private static let stepsBetweenPoints = 8

    /// Its left edge.
    let x: Double
    /// Its upper edge.
    let y: Double

    /// Chooses a corner of a chart, the upper right one where others are no better.
    ///
    /// - Parameter lines: the points of each line, as they are drawn.
    init(
        names: [String], left: Double, right: Double, top: Double, bottom: Double,
        avoiding lines: [[LineChart.Point]]
    ) {
        let letters = Double(names.map(\.count).max() ?? 0)
        let width = max(Self.leastWidth, 28 + Self.letterWidth * letters)
        let height = Self.lineHeight * Double(names.count) + 10
        let corners: [LineChart.Point] = [
            .init(right - width, top), .init(right - width, bottom - height),
            .init(left + 8, top), .init(left + 8, bottom - height),
        ]
        let places = lines.flatMap(Self.places)
        let crowds = corners.map { corner in
            places.count { place in
                (corner.x...corner.x + width).contains(place.x)
                    && (corner.y...corner.y + height).contains(place.y)
            }
        }
        let best = crowds.indices.min { crowds[$0] < crowds[$1] } ?? 0
        (x, y) = (corners[best].x, corners[best].y)
    }

    /// Places on a line, between its points too.
    private static func places(on line: [LineChart.Point]) -> [LineChart.Point] {
        let between = zip(line, line.dropFirst()).flatMap { start, end in
            (0..<stepsBetweenPoints).map { step -> LineChart.Point in
                let share = Double(step) / Double(stepsBetweenPoints)
                return .init(
                    start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
            }
        }
        return between + line.suffix(1)
    }
}
