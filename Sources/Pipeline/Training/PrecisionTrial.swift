import Foundation
import Torch
import TorchNN

/// Whether bfloat16 is faster than 32 bits on this machine: some passes of each, after which everything is as before.
struct PrecisionTrial: CustomStringConvertible {
    private static let passes = 3

    /// The least seconds of a pass in 32 bits.
    let full: Double
    /// The least seconds of a pass in bfloat16.
    let reduced: Double

    /// Whether bfloat16 won.
    var favoursReduced: Bool { reduced < full }

    /// Both times, and who won.
    var description: String {
        String(
            format: "float32 takes %.2f s, bfloat16 %.2f s; %@ it is", full, reduced,
            favoursReduced ? "bfloat16" : "float32")
    }

    /// Times passes.
    ///
    /// - Parameters:
    ///   - modules: what a pass changes, such as running statistics.
    ///   - random: what it draws from.
    ///   - pass: one pass, in bfloat16 or not.
    init(of modules: [Module], random: Generator, pass: (_ isReduced: Bool) -> Void) {
        let kept = modules.map { $0.stateDictionary.copied() }
        let numbers = random.state
        func seconds(isReduced: Bool) -> Double {
            let times = (0..<Self.passes).map { _ in
                let start = ContinuousClock.now
                pass(isReduced)
                return (ContinuousClock.now - start) / .seconds(1)
            }
            return times.min() ?? 0
        }
        full = seconds(isReduced: false)
        reduced = seconds(isReduced: true)
        do {
            for (module, state) in zip(modules, kept) { try module.load(state) }
            try random.restore(numbers)
        } catch {
            preconditionFailure("what was kept can be taken back: \(error)")
        }
    }
}
