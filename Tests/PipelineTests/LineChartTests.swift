import Foundation
import Testing

@testable import Pipeline

@Suite struct LineChartTests {
    @Test(
        "Given values, the axis holds them between round numbers",
        arguments: [
            ([0.13, 0.87], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            ([1, 24], ["0", "5", "10", "15", "20", "25"]),
            ([-3, 4], ["-4", "-2", "0", "2", "4"]),
            ([0.001, 0.0042], ["0.001", "0.002", "0.003", "0.004", "0.005"]),
            ([7], ["6", "8", "10", "12", "14"]),
        ] as [([Double], [String])])
    func axesAreRound(_ values: [Double], _ labels: [String]) {
        let axis = Axis(over: values)
        #expect(axis.ticks.map(axis.label) == labels)
        #expect(values.allSatisfy { (0...1).contains(axis.share(of: $0)) })
    }

    @Test("Given a line with a gap, it is drawn in parts, as well-formed XML")
    func gapsInterruptLines() throws {
        let chart = LineChart(
            "Loss & <more>", x: "epoch", y: "loss",
            series: [
                LineChart.Series(
                    "\"train\"", [.init(1, 3), .init(2, 2), .init(3, .nan), .init(4, 1)]),
                LineChart.Series("validation", [.init(1, 3.5), .init(4, 1.5)]),
            ])

        let svg = chart.svg

        #expect(svg.components(separatedBy: "<polyline").count - 1 == 2)
        #expect(svg.components(separatedBy: "<circle").count - 1 == 1)
        #expect(!svg.lowercased().contains("nan"))
        #expect(svg.contains("Loss &amp; &lt;more&gt;"))
        // x = 1 is at a fifth of 0...5, y = 3 at three quarters of 0...4 or so: inside the frame.
        let numbers = svg.matches(of: /points="([0-9., ]+)"/).flatMap {
            $0.1.split { ", ".contains($0) }.compactMap { Double($0) }
        }
        #expect(numbers.count == 8)
        #expect(numbers.allSatisfy { (44...620).contains($0) })
    }

    @Test("Given points that rest on more or less, each has a dot of its size")
    func dotsShowWeights() {
        let chart = LineChart(
            "Reliability", x: "said", y: "right",
            series: [.init("answers", [.init(0.2, 0.2), .init(0.8, 0.9)], weights: [100, 25])],
            range: 0...1, domain: 0...1)

        let radii = chart.svg.matches(of: /<circle r="([0-9.]+)"/).compactMap { Double($0.1) }

        #expect(radii == [9, 5.5])
    }

    @Test("Given a curve that ends in a corner, the legend stands in another")
    func legendsMakeRoom() {
        func legend(_ line: [LineChart.Point]) -> LegendFrame {
            LegendFrame(
                names: ["one", "two"], left: 64, right: 620, top: 44, bottom: 306,
                avoiding: [line])
        }

        #expect(legend([]).x == 500 && legend([]).y == 44)
        let rising = legend([.init(64, 306), .init(620, 44)])
        #expect(rising.x == 500 && rising.y == 262)
        let right = legend([.init(600, 44), .init(600, 306)])
        #expect(right.x == 72 && right.y == 44)
    }
}
