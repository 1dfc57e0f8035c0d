/// Folds for cross-validation in which each individual's photographs are spread evenly, and each fold
/// holds out some individuals whole, to stand for new ones.
///
/// Individuals with few photographs are held out first, those seen once before all: a photograph of an
/// individual that training knows nothing else of is a `new_individual` when its fold is asked about.
/// Individuals seen once that the share has no need of stay in every fold's training. All others have
/// photographs in at least two folds, so that training always knows them. Photographs of nobody known
/// are in no fold. What is held out, the species and the folds' sizes are kept as even as can be.
public struct StratifiedFolds: Sendable {
    /// How many folds, at least 2.
    public var count: Int
    /// The share of new individuals among the photographs of a fold, 0 to 1; `nil` holds out every
    /// individual seen once, and no other.
    public var newIndividualShare: Double?
    /// The same seed gives the same folds, whatever the order of the rows.
    public var seed: UInt64

    /// Folds of a seed.
    public init(count: Int = 5, newIndividualShare: Double? = nil, seed: UInt64 = 0) {
        precondition(count >= 2, "there are at least 2 folds, found \(count)")
        precondition(
            newIndividualShare.map { 0..<1 ~= $0 } ?? true,
            "a share of new individuals is from 0 to below 1, found \(newIndividualShare ?? 0)")
        self.count = count
        self.newIndividualShare = newIndividualShare
        self.seed = seed
    }

    /// Places every row.
    public func folds(of table: PhotographTable) -> Folds {
        var random = SeededRandom(seed: seed)
        let order = CanonicalOrder(table)
        // A photograph that stands in several rows for one individual was seen once.
        var individuals = random.shuffled(
            order.grouped { table[$0].individual }
                .sorted { $0.key < $1.key }
                .map { individual in
                    order.grouped(individual.rows) { table[$0].path }.map(\.rows)
                })
        // Sorting an enumeration by size keeps the shuffled order within a size.
        individuals = individuals.enumerated()
            .sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
            .map(\.element)

        let heldOut = heldOutCount(individuals.map(\.count))
        var places = [Folds.Place](repeating: .nowhere, count: table.count)
        var loads = Loads(count: count)
        for individual in individuals[..<heldOut].reversed() {
            let size = individual.reduce(0) { $0 + $1.count }
            let fold = loads.lightest(for: table[individual[0][0]].species, isHeldOut: true)
            loads.add(size, to: fold, table[individual[0][0]].species, isHeldOut: true)
            for row in individual.joined() { places[row] = .fold(fold) }
        }
        for individual in individuals[heldOut...].reversed() {
            guard individual.count > 1 else {
                for row in individual.joined() { places[row] = .everyTraining }
                continue
            }
            let species = table[individual[0][0]].species
            var unvisited = Set(0..<count)
            for rows in random.shuffled(individual) {
                if unvisited.isEmpty { unvisited = Set(0..<count) }
                let fold = loads.lightest(for: species, isHeldOut: false, among: unvisited)
                unvisited.remove(fold)
                loads.add(rows.count, to: fold, species, isHeldOut: false)
                for row in rows { places[row] = .fold(fold) }
            }
        }
        return Folds(count: count, places: places)
    }

    /// How many of the individuals, given by their photographs in ascending order, are held out whole.
    private func heldOutCount(_ sizes: [Int]) -> Int {
        let single = sizes.firstIndex { $0 > 1 } ?? sizes.count
        guard let share = newIndividualShare else { return single }
        var spread = sizes[single...].reduce(0, +)
        var held = 0
        for (index, size) in sizes.enumerated() {
            // Stops where one more would lead further away from the share than one less.
            let rest = size > 1 ? spread - size : spread
            let now = held + spread > 0 ? Double(held) / Double(held + spread) : 0
            let then = Double(held + size) / Double(held + size + rest)
            if abs(then - share) > abs(now - share) { return index }
            held += size
            spread = rest
        }
        return sizes.count
    }
}

/// What each fold has to carry so far.
private struct Loads {
    private var all: [Int]
    private var heldOut: [Int]
    private var bySpecies: [String: [Int]] = [:]

    init(count: Int) {
        all = Array(repeating: 0, count: count)
        heldOut = all
    }

    /// The fold that a species, then everything, weighs on the least.
    func lightest(
        for species: String?, isHeldOut: Bool, among folds: Set<Int>? = nil
    ) -> Int {
        let ofSpecies = bySpecies[species ?? ""]
        func weight(_ fold: Int) -> (Int, Int, Int, Int) {
            (isHeldOut ? heldOut[fold] : 0, ofSpecies?[fold] ?? 0, all[fold], fold)
        }
        return all.indices.filter { folds?.contains($0) ?? true }
            .min { weight($0) < weight($1) } ?? 0
    }

    mutating func add(_ photographs: Int, to fold: Int, _ species: String?, isHeldOut: Bool) {
        all[fold] += photographs
        if isHeldOut { heldOut[fold] += photographs }
        bySpecies[species ?? "", default: Array(repeating: 0, count: all.count)][fold] +=
            photographs
    }
}
