import Foundation

/// Lines over two axes, as SVG.
public struct LineChart: Sendable {
    /// One line.
    public struct Series: Sendable {
        /// What the legend calls it.
        public let name: String
        /// Its points, in order; a point that is no finite number interrupts the line.
        public let points: [Point]
        /// How much each point rests on, which its dot shows; no dots where it is empty.
        public let weights: [Double]

        /// A line through points.
        public init(_ name: String, _ points: [Point], weights: [Double] = []) {
            precondition(
                weights.isEmpty || weights.count == points.count, "each point has a weight, or none"
            )
            self.name = name
            self.points = points
            self.weights = weights
        }
    }

    /// A place in the units of the axes.
    public struct Point: Sendable, Hashable, Codable {
        /// Along the horizontal axis.
        public let x: Double
        /// Along the vertical axis.
        public let y: Double

        /// A place.
        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }

        var isFinite: Bool { x.isFinite && y.isFinite }
    }

    /// What stands above it.
    public let title: String
    /// What the axes show, with units.
    public let axes: (x: String, y: String)
    /// The lines.
    public let series: [Series]
    /// What the vertical axis shows at least.
    public let range: ClosedRange<Double>?
    /// What the horizontal axis shows at least.
    public let domain: ClosedRange<Double>?

    /// A chart of lines.
    public init(
        _ title: String, x: String, y: String, series: [Series],
        range: ClosedRange<Double>? = nil, domain: ClosedRange<Double>? = nil
    ) {
        self.title = title
        axes = (x, y)
        self.series = series
        self.range = range
        self.domain = domain
    }

    private static let width = 640.0
    private static let height = 360.0
    private static let left = 64.0
    private static let right = 620.0
    private static let top = 44.0
    private static let bottom = 306.0
    /// Told apart by people who do not see red and green alike (Okabe and Ito, 2008).
    private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]

    /// The chart as an SVG document, which HTML can hold as it is.
    public var svg: String {
        let points = series.flatMap(\.points).filter(\.isFinite)
        let across = Axis(
            over: points.map(\.x) + (domain.map { [$0.lowerBound, $0.upperBound] } ?? []))
        let down = Axis(
            over: points.map(\.y) + (range.map { [$0.lowerBound, $0.upperBound] } ?? []))
        func place(_ point: Point) -> Point {
            Point(
                Self.left + across.share(of: point.x) * (Self.right - Self.left),
                Self.bottom - down.share(of: point.y) * (Self.bottom - Self.top))
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
            width="\(Int(Self.width))" font-family="system-ui, sans-serif" font-size="12" role="img" \
            aria-label="\(title.escapedForHTML)">
            <text x="\(Self.left)" y="20" font-size="15" font-weight="600">\(title.escapedForHTML)</text>
            \(grid(across, down))
            \(series.enumerated().map { line($1, Self.colour($0), place) }.joined(separator: "\n"))
            \(legend(place))
            </svg>
            """
    }

    private static func colour(_ index: Int) -> String { colours[index % colours.count] }

    private func line(_ series: Series, _ colour: String, _ place: (Point) -> Point) -> String {
        let parts = series.points.split { !$0.isFinite }.map { part in
            part.count == 1
                ? Self.dot(place(part[part.startIndex]), radius: 4, colour)
                : "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\" points=\""
                    + part.map { Self.text(place($0)) }.joined(separator: " ") + "\"/>"
        }
        let heaviest = series.weights.max() ?? 0
        let dots = zip(series.points, series.weights).compactMap { point, weight in
            point.isFinite && weight > 0
                ? Self.dot(place(point), radius: 2 + 7 * (weight / heaviest).squareRoot(), colour)
                : nil
        }
        return (parts + dots).joined(separator: "\n")
    }

    private static func text(_ place: Point) -> String {
        String(format: "%.1f,%.1f", place.x, place.y)
    }

    private static func dot(_ place: Point, radius: Double, _ colour: String) -> String {
        String(
            format: "<circle r=\"%.1f\" fill=\"\(colour)\" cx=\"%.1f\" cy=\"%.1f\"/>", radius,
            place.x,
            place.y)
    }

    private func grid(_ across: Axis, _ down: Axis) -> String {
        let rows = down.ticks.map { tick in
            let y = String(
                format: "%.1f", Self.bottom - down.share(of: tick) * (Self.bottom - Self.top))
            return """
                <line x1="\(Self.left)" x2="\(Self.right)" y1="\(y)" y2="\(y)" stroke="#dde3e8"/>\
                <text x="\(Self.left - 8)" y="\(y)" dy="4" text-anchor="end">\(down.label(tick))</text>
                """
        }
        let columns = across.ticks.map { tick in
            let x = String(
                format: "%.1f", Self.left + across.share(of: tick) * (Self.right - Self.left))
            return """
                <line x1="\(x)" x2="\(x)" y1="\(Self.bottom)" y2="\(Self.bottom + 4)" stroke="#678"/>\
                <text x="\(x)" y="\(Self.bottom + 18)" text-anchor="middle">\(across.label(tick))</text>
                """
        }
        let middle = (Self.left + Self.right) / 2
        let names = """
            <text x="\(middle)" y="\(Self.bottom + 40)" text-anchor="middle">\(axes.x.escapedForHTML)</text>
            <text x="14" y="\((Self.top + Self.bottom) / 2)" text-anchor="middle" \
            transform="rotate(-90 14 \((Self.top + Self.bottom) / 2))">\(axes.y.escapedForHTML)</text>
            """
        return (rows + columns + [names]).joined(separator: "\n")
    }

    /// The names of the lines, in the corner where fewest of them are.
    private func legend(_ place: (Point) -> Point) -> String {
        guard series.count > 1 else { return "" }
        let frame = LegendFrame(
            names: series.map(\.name), left: Self.left, right: Self.right, top: Self.top,
            bottom: Self.bottom, avoiding: series.map { $0.points.filter(\.isFinite).map(place) })
        return series.enumerated().map { index, series in
            let y = frame.y + 14 + LegendFrame.lineHeight * Double(index)
            return """
                <line x1="\(frame.x)" x2="\(frame.x + 22)" y1="\(y)" y2="\(y)" \
                stroke="\(Self.colour(index))" stroke-width="3"/>\
                <text x="\(frame.x + 28)" y="\(y + 4)">\(series.name.escapedForHTML)</text>
                """
        }.joined(separator: "\n")
    }
}
