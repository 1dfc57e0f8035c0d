import Datasets
import Ranking

/// How thresholds for new individuals do on what the models of a run held out: a file of the stage `rank`.
struct HeldOutCurves: Codable {
    private static let pointCount = 200

    /// The expected MAP@5 with each threshold, thinned; `nil` where photographs are too few.
    let thresholds: ThresholdCurve?
    /// The share of new individuals that is found (`y`) beside that of known ones taken for new (`x`), thinned.
    let found: [LineChart.Point]
    /// The area under it; `nil` where one of the kinds is missing.
    let areaUnderROC: Double?

    /// The curves by photographs, each as it is and as a new animal's.
    init(_ cases: OpenSetCases, newShare: Double) {
        thresholds = ThresholdCurve(cases, newShare: newShare)?.thinned(to: Self.pointCount)
        let curve = BinaryCurve(
            scores: (cases.known + cases.new).map { -$0.bestScore },
            isPositive: cases.known.map { _ in false } + cases.new.map { _ in true })
        areaUnderROC = curve.areaUnderROC
        let points = curve.points.map {
            LineChart.Point(curve.falsePositiveRate($0), curve.recall($0))
        }
        let limit = min(Self.pointCount, points.count)
        found =
            [LineChart.Point(0, 0)]
            + (0..<limit).map { points[($0 + 1) * points.count / limit - 1] }
    }

    /// Reads what a stage wrote.
    ///
    /// - Throws: `TensorFileError` where it cannot be read.
    init(contentsOf path: String) throws {
        self = try JSONFile.read(
            path, expecting: "curves of thresholds", advice: "run again with --from rank")
    }
}
