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
}
