import ArgumentParser
import BenchmarkSupport
import CBaseline
import Torch

/// What calling an operator costs, on tensors so small that the arithmetic costs nothing.
struct OperatorsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operators", abstract: "Nanoseconds per addition: C++, typed, boxed.")

    @Option(help: "How often the three are measured, one after another.")
    var rounds = 31

    @Option(help: "Calls per measurement.")
    var calls = 20_000

    private struct Row: Encodable {
        let measurement = "operators"
        let elements: Int
        let recording: Bool
        let cppNanoseconds: Double
        let typedNanoseconds: Double
        let boxedNanoseconds: Double
        /// Medians of the rounds' own ratios, so that a slow moment counts on both sides.
        let typedRatio: Double
        let boxedRatio: Double
    }

    func run() throws {
        for elements in [1, 8] {
            for recording in [false, true] {
                try printLine(measure(elements, recording: recording))
            }
        }
    }

    private func measure(_ elements: Int, recording: Bool) -> Row {
        let a = Tensor.ones([elements])
        let b = Tensor.ones([elements])
        func typed() -> Double {
            nanosecondsPerCall { for _ in 0..<calls { _ = a + b } }
        }
        func boxed() -> Double {
            nanosecondsPerCall {
                for _ in 0..<calls { _ = Operator.add(.tensor(a), .tensor(b)) }
            }
        }
        func round() -> (cpp: Double, typed: Double, boxed: Double) {
            let cpp = cbaseline_addition(Int64(elements), Int64(calls), recording)
            precondition(cpp > 0, "libtorch refused an addition")
            return recording
                ? (cpp, withGrad(typed), withGrad(boxed)) : (cpp, noGrad(typed), noGrad(boxed))
        }
        _ = round()
        let measured = (0..<rounds).map { _ in round() }
        return Row(
            elements: elements, recording: recording,
            cppNanoseconds: median(measured.map(\.cpp)),
            typedNanoseconds: median(measured.map(\.typed)),
            boxedNanoseconds: median(measured.map(\.boxed)),
            typedRatio: median(measured.map { $0.typed / $0.cpp }),
            boxedRatio: median(measured.map { $0.boxed / $0.cpp }))
    }

    private func nanosecondsPerCall(_ body: () -> Void) -> Double {
        seconds(body) * 1e9 / Double(calls)
    }
}

extension Operator {
    fileprivate static let add = Operator("aten::add", "Tensor")
}
