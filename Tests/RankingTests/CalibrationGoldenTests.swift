import GoldenSupport
import Ranking
import Testing
import Torch

/// Against scikit-learn.
@Suite struct CalibrationGoldenTests {
    private struct Configuration: Decodable {
        var bins: Int
    }

    private static func cases(_ kind: String) -> [Golden] {
        Golden.all("calibration", in: .module).filter { $0.name.hasPrefix(kind) }
    }

    private func farthest(_ found: [Double], _ expected: [Double]) -> Double {
        guard found.count == expected.count else { return .infinity }
        return zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test(arguments: cases("curves"))
    func curvesAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let scores = try tensors.required("scores").array(of: Float.self)
        let right = try tensors.required("right").array(of: Int.self)
        let weights = try tensors.required("weights").array(of: Double.self)
        let judged = scores.indices.map {
            JudgedScore(score: scores[$0], isRight: right[$0] != 0, weight: weights[$0])
        }
        let asked = try tensors.required("asked").array(of: Float.self)
        func expected(_ name: String) throws -> [Double] {
            try tensors.required(name).array(of: Double.self)
        }

        let isotonic = try #require(ScoreCalibration(judged, method: .isotonic))
        let logistic = try #require(ScoreCalibration(judged, method: .platt))

        #expect(farthest(asked.map(isotonic.probability), try expected("isotonic")) < 1e-9)
        // scikit-learn stops where its gradient is under 1e-6.
        #expect(farthest(asked.map(logistic.probability), try expected("sigmoid")) < 1e-6)
    }

    @Test("Given nothing that counts, there is no curve; given one score, it is level")
    func littleIsEnough() throws {
        let nothing = JudgedScore(score: 1, isRight: true, weight: 0)
        let one = [true, true, false, true].map { JudgedScore(score: 0.5, isRight: $0) }

        for method in ScoreCalibration.Method.allCases {
            #expect(ScoreCalibration([], method: method) == nil)
            #expect(ScoreCalibration([nothing], method: method) == nil)
        }
        let level = try #require(IsotonicCalibration(one + [nothing]))
        #expect([-1, 0.5, 1].map(level.probability) == [0.75, 0.75, 0.75])
        // The mean of targets of 4 in 5 and 1 in 3.
        let logistic = try #require(PlattCalibration(one))
        #expect(abs(logistic.probability(of: 0.5) - (3 * 0.8 + 1.0 / 3) / 4) < 1e-6)
    }

    @Test(arguments: cases("reliability"))
    func reliabilitiesAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let probabilities = try tensors.required("probabilities").array(of: Double.self)
        let right = try tensors.required("right").array(of: Int.self)
        let weights = try tensors.required("weights").array(of: Double.self)

        let curve = ReliabilityCurve(
            probabilities.indices.map { (probabilities[$0], right[$0] != 0, weights[$0]) },
            binCount: try golden.configuration(Configuration.self).bins)

        #expect(
            farthest(
                curve.bins.map(\.frequency), try tensors.required("frequencies").array()) < 1e-12)
        #expect(
            farthest(curve.bins.map(\.probability), try tensors.required("means").array()) < 1e-12)
        #expect(curve.bins.reduce(0) { $0 + $1.weight } == weights.reduce(0, +))
    }

    @Test("Given a reliability curve, its error is the mean distance by weight")
    func errorsAreWeighted() {
        let curve = ReliabilityCurve(
            [(0.95, true, 2), (0.95, false, 1), (0.05, false, 5), (1, true, 1), (0, true, 0)])

        #expect(curve.bins.count == 2)
        #expect(curve.bins.map(\.weight) == [5, 4])
        // The upper step: 0.95 three times and 1 once, three of four right.
        let error = (5 * 0.05 + 4 * abs((3 * 0.95 + 1) / 4 - 0.75)) / 9
        #expect(abs(curve.expectedError - error) < 1e-12)
        #expect(ReliabilityCurve([]).expectedError == 0)
    }
}
