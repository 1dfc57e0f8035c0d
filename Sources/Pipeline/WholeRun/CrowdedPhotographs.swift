import Datasets

extension PhotographTable {
    /// Photographs with several rows, of which an answer tells not which animal it is.
    var crowdedPhotographs: Set<String> {
        let counts = photographs.reduce(into: [:]) { $0[$1.path, default: 0] += 1 }
        return Set(counts.filter { $0.value > 1 }.keys)
    }
}
