import Foundation

/// What passes of a network take, once it is warm.
package struct TimedPasses {
    /// Of each pass.
    package let seconds: [Double]
    /// Of all threads together, per pass.
    package let processorSeconds: Double

    /// Runs `pass` for about `wantedSeconds`, at least three times, after `warmUp` passes that do not count.
    package init(warmUp: Int, seconds wantedSeconds: Double, _ pass: () -> Void) {
        let warm = BenchmarkSupport.seconds { for _ in 0..<warmUp { pass() } }
        let count = max(3, Int(wantedSeconds * Double(warmUp) / warm))
        let start = clock()
        seconds = (0..<count).map { _ in BenchmarkSupport.seconds(pass) }
        processorSeconds = Double(clock() - start) / Double(CLOCKS_PER_SEC) / Double(count)
    }
}
