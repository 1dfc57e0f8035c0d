import Foundation

/// Lines over two axes, as SVG.
public struct LineChart: Sendable {
    /// One line.
    public struct Series: Sendable {
        /// What the legend calls it.
        public let name: String
        /// Its points, in order; a point that is no finite number interrupts the line.
        public let points: [Point]

        /// A line through points.
        public init(_ name: String, _ points: [Point]) {
            self.name = name
            self.points = points
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

    /// A chart of lines.
    public init(
        _ title: String, x: String, y: String, series: [Series], range: ClosedRange<Double>? = nil
    ) {
        self.title = title
        axes = (x, y)
        self.series = series
        self.range = range
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
        let across = Axis(over: points.map(\.x))
        let down = Axis(
            over: points.map(\.y) + (range.map { [$0.lowerBound, $0.upperBound] } ?? []))
        func place(_ point: Point) -> String {
            let x = Self.left + across.share(of: point.x) * (Self.right - Self.left)
            let y = Self.bottom - down.share(of: point.y) * (Self.bottom - Self.top)
            return String(format: "%.1f,%.1f", x, y)
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
            width="\(Int(Self.width))" font-family="system-ui, sans-serif" font-size="12" role="img" \
            aria-label="\(title.escapedForHTML)">
            <text x="\(Self.left)" y="20" font-size="15" font-weight="600">\(title.escapedForHTML)</text>
            \(grid(across, down))
            \(series.enumerated().map { line($1, Self.colour($0), place) }.joined(separator: "\n"))
            \(legend)
            </svg>
            """
    }

    private static func colour(_ index: Int) -> String { colours[index % colours.count] }

    private func line(_ series: Series, _ colour: String, _ place: (Point) -> String) -> String {
        let parts = series.points.split { !$0.isFinite }
        return parts.map { part in
            part.count == 1
                ? "<circle r=\"3\" fill=\"\(colour)\" "
                    + zip(["cx", "cy"], place(part[part.startIndex]).split(separator: ","))
                    .map { "\($0)=\"\($1)\"" }.joined(separator: " ") + "/>"
                : "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\" points=\""
                    + part.map(place).joined(separator: " ") + "\"/>"
        }.joined(separator: "\n")
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

    private var legend: String {
        guard series.count > 1 else { return "" }
        return series.enumerated().map { index, series in
            let y = Self.top + 14 + 17 * Double(index)
            return """
                <line x1="\(Self.right - 120)" x2="\(Self.right - 98)" y1="\(y)" y2="\(y)" \
                stroke="\(Self.colour(index))" stroke-width="3"/>\
                <text x="\(Self.right - 92)" y="\(y + 4)">\(series.name.escapedForHTML)</text>
                """
        }.joined(separator: "\n")
    }
}
