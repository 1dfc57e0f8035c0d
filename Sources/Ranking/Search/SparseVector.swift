/// Numbers of which most are 0: the others, by rising place.
struct SparseVector {
    let places: [Int]
    let values: [Double]

    /// The numbers by their places.
    init(_ values: [Int: Double]) {
        places = values.keys.sorted()
        self.values = places.map { values[$0] ?? 0 }
    }

    /// The mean of vectors.
    init(meanOf vectors: [SparseVector]) {
        var sums: [Int: Double] = [:]
        for vector in vectors {
            for (place, value) in zip(vector.places, vector.values) {
                sums[place, default: 0] += value / Double(vectors.count)
            }
        }
        self.init(sums)
    }

    /// The sum over all places of the lesser number.
    func overlap(with other: SparseVector) -> Double {
        var (mine, its) = (0, 0)
        var sum = 0.0
        while mine < places.count, its < other.places.count {
            if places[mine] == other.places[its] {
                sum += min(values[mine], other.values[its])
                mine += 1
                its += 1
            } else if places[mine] < other.places[its] {
                mine += 1
            } else {
                its += 1
            }
        }
        return sum
    }
}
