import Foundation

/// An axis whose ends and ticks are round numbers.
struct Axis {
    let bounds: ClosedRange<Double>
    private let step: Double

    /// An axis that holds all values; from 0 to 1 where there is none.
    init(over values: [Double]) {
        let least = values.min() ?? 0
        var greatest = values.max() ?? 1
        if greatest == least { greatest = least + max(abs(least), 1) }
        let rough = (greatest - least) / 5
        let magnitude = pow(10, floor(log10(rough)))
        let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= rough * 0.999 } ?? rough
        self.step = step
        bounds = floor(least / step + 1e-9) * step...ceil(greatest / step - 1e-9) * step
    }

    /// Where a value lies, 0 at the beginning and 1 at the end.
    func share(of value: Double) -> Double {
        (value - bounds.lowerBound) / (bounds.upperBound - bounds.lowerBound)
    }

    /// The values that are marked.
    var ticks: [Double] {
        let first = (bounds.lowerBound / step).rounded()
        let last = (bounds.upperBound / step).rounded()
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// A mark's text, with as many digits as tell it from the next.
    func label(_ tick: Double) -> String {
        let digits = max(0, Int(ceil(-log10(step) - 1e-9)))
        guard digits <= 6, abs(tick) < 1e7 else { return String(format: "%.1e", tick) }
        return String(format: "%.*f", digits, tick == 0 ? 0 : tick)
    }
}
