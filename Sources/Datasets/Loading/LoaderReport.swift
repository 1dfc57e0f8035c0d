import Foundation

/// What a loader has done so far, over all of its epochs.
public struct LoaderReport: Sendable {
    /// Batches that were handed over.
    public internal(set) var batches = 0
    /// Batches of which every photograph was bad.
    public internal(set) var emptyBatches = 0
    /// Samples that were asked for, the skipped ones too.
    public internal(set) var samples = 0
    /// Bad photographs, each once, in the order in which they were met.
    public internal(set) var skipped: [SkippedPhotograph] = []
    /// Seconds that the consumer waited for batches.
    public internal(set) var secondsWaited = 0.0
    /// Seconds from the start of each epoch to its last batch taken.
    public internal(set) var seconds = 0.0
    private var places: [Int: Int] = [:]

    /// Samples that failed.
    public var skippedSamples: Int { skipped.reduce(0) { $0 + $1.times } }

    /// The share of samples that failed, 0 to 1.
    public var skippedShare: Double {
        samples > 0 ? Double(skippedSamples) / Double(samples) : 0
    }

    /// The share of time that the consumer waited, 0 to 1.
    public var waitShare: Double { seconds > 0 ? secondsWaited / seconds : 0 }

    /// Samples handed over per second, all time counted.
    public var imagesPerSecond: Double {
        seconds > 0 ? Double(samples - skippedSamples) / seconds : 0
    }

    /// Counts a bad photograph.
    ///
    /// - Returns: Whether it was met for the first time.
    mutating func skip(_ photograph: SkippedPhotograph) -> Bool {
        if let place = places[photograph.row] {
            skipped[place].times += 1
            return false
        }
        places[photograph.row] = skipped.count
        skipped.append(photograph)
        return true
    }
}

extension LoaderReport: CustomStringConvertible {
    /// A line of figures, then one for each bad photograph.
    public var description: String {
        let figures = String(
            format: "%d images in %d batches, %.0f images/s, waited %@ of %.1f s",
            samples - skippedSamples, batches, imagesPerSecond, percent(waitShare), seconds)
        guard !skipped.isEmpty else { return figures }
        let lines = skipped.map { $0.times > 1 ? "\($0) (\($0.times) times)" : "\($0)" }
        return figures
            + "\n\(skipped.count) photographs skipped (\(percent(skippedShare)) of the samples):\n  "
            + lines.joined(separator: "\n  ")
    }
}
