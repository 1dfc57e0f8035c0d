import Foundation

/// Falls along half a cosine again and again (arXiv 1608.03983), each time over a longer period.
public struct CosineWarmRestarts: Schedule {
    private let firstPeriod: Int
    private let growth: Int
    private let minimum: Double

    /// Falls to `minimum` times the rate over `firstPeriod` steps, then over `growth` times as many,
    /// and so on.
    public init(firstPeriod: Int, growth: Int = 1, minimum: Double = 0) {
        precondition(firstPeriod > 0 && growth > 0, "periods take at least one step")
        self.firstPeriod = firstPeriod
        self.growth = growth
        self.minimum = minimum
    }

    /// From 1 towards `minimum`, and back to 1 at each restart.
    public func factor(at step: Int) -> Double {
        var period = firstPeriod
        var position = step
        if growth == 1 {
            position %= period
        } else {
            while position >= period {
                position -= period
                period *= growth
            }
        }
        let progress = Double(position) / Double(period)
        return minimum + (1 - minimum) * (1 + cos(.pi * progress)) / 2
    }
}
