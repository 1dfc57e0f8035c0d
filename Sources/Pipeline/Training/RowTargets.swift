import Datasets
import Embedders
import Torch

/// What rows to learn from should be called, and how much each counts.
struct RowTargets {
    /// A class that a photograph may be of.
    struct Share {
        let number: Int
        /// Above 0 and up to 1; those of a photograph add up to 1.
        let share: Double
    }

    /// The class of each row, the likeliest of several; ``Targets/ignored`` where it is not known.
    var classes: [Int]
    /// How much each row counts; `nil` where all count 1.
    var weights: [Double]?
    /// The classes of rows that may be of several.
    var candidates: [Int: [Share]] = [:]

    /// What samples should be called, by the rows that they were made of.
    ///
    /// A sample of two rows has the classes of both, by their shares in it and the weights of the rows.
    func targets(of samples: [AugmentedSample]) -> Targets {
        let labels = Tensor(samples.map { classes[$0.parts[0].row] })
        if samples.contains(where: { $0.parts.contains { candidates[$0.row] != nil } }) {
            return Targets(labels, soft: soft(samples))
        }
        let firsts = samples.map { ($0.parts.count > 1 ? $0.parts[0].weight : 1) }
        let others = samples.map { ($0.parts.last ?? $0.parts[0]).row }
        let parts = samples.indices.map { index in
            let first = firsts[index] * weight(samples[index].parts[0].row)
            return (first: first, all: first + (1 - firsts[index]) * weight(others[index]))
        }
        var targets = Targets(labels)
        if weights != nil { targets.weights = Tensor(parts.map { Float($0.all) }) }
        if samples.contains(where: { $0.parts.count > 1 }) {
            targets.mixed = Targets.Mixed(
                labels: Tensor(others.map { classes[$0] }),
                share: Tensor(parts.map { Float($0.first / $0.all) }))
        }
        return targets
    }

    private func weight(_ row: Int) -> Double { weights?[row] ?? 1 }

    /// All classes of samples, their shares multiplied by the weights of the rows.
    private func soft(_ samples: [AugmentedSample]) -> Targets.Soft {
        let found = samples.map { sample in
            sample.parts.flatMap { part in
                (candidates[part.row] ?? [Share(number: classes[part.row], share: 1)])
                    .map { ($0.number, Float($0.share * part.weight * weight(part.row))) }
            }
        }
        let width = found.map(\.count).max() ?? 1
        let padded = found.flatMap {
            $0 + Array(repeating: (Targets.ignored, 0), count: width - $0.count)
        }
        return Targets.Soft(
            labels: Tensor(padded.map(\.0)).reshape(samples.count, width),
            shares: Tensor(padded.map(\.1)).reshape(samples.count, width))
    }
}

extension [Int: [RowTargets.Share]] {
    /// The same with the rows' mirror images behind them, whose classes stand behind those of the rows.
    func mirrored(rows: Int, classes: Int) -> Self {
        reduce(into: self) { all, row in
            all[row.key + rows] = row.value.map {
                RowTargets.Share(number: $0.number + classes, share: $0.share)
            }
        }
    }
}
