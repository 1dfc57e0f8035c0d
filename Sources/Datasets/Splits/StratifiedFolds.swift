import Randomness

/// Folds for cross-validation in which each individual's photographs are spread evenly, and each fold
/// holds out some individuals whole, to stand for new ones.
///
/// Individuals with few photographs are held out first, those seen once before all: a photograph of an
/// individual that training knows nothing else of is a `new_individual` when its fold is asked about.
/// Individuals seen once that the share has no need of stay in every fold's training. All others have
/// photographs in at least two folds, so that training always knows them. Photographs of nobody known
/// are in no fold. What is held out, the species and the folds' sizes are kept as even as can be.
///
/// With a grouping, bursts take the place of photographs: an individual seen in one burst was seen once.
/// Where a burst, or a photograph in several rows, shows several individuals, it goes whole to the fold
/// that most of it was meant for; an individual may then be new in a fold where it was to be known.
/// `SplitReport` counts what came of it.
public struct StratifiedFolds: Sendable {
    /// How many folds, at least 2.
    public var count: Int
    /// The share of new individuals among the photographs of a fold, 0 to 1; `nil` holds out every
    /// individual seen once, and no other.
    public var newIndividualShare: Double?
    /// What must not be parted.
    public var grouping: Grouping
    /// The same seed gives the same folds, whatever the order of the rows.
    public var seed: UInt64

    /// Folds of a seed.
    public init(
        count: Int = 5, newIndividualShare: Double? = nil, grouping: Grouping = .none,
        seed: UInt64 = 0
    ) {
        precondition(count >= 2, "there are at least 2 folds, found \(count)")
        precondition(
            newIndividualShare.map { 0..<1 ~= $0 } ?? true,
            "a share of new individuals is from 0 to below 1, found \(newIndividualShare ?? 0)")
        self.count = count
        self.newIndividualShare = newIndividualShare
        self.grouping = grouping
        self.seed = seed
    }

    /// Places every row.
    public func folds(of table: PhotographTable) -> Folds {
        var random = SeededRandom(seed: seed)
        let order = CanonicalOrder(table)
        let groups = grouping.groups(of: table)
        var individuals = random.shuffled(
            order.grouped { table[$0].individual }
                .sorted { $0.key < $1.key }
                .map { individual in
                    order.grouped(individual.rows) { groups[$0] }.map(\.rows)
                })
        // Sorting an enumeration by size keeps the shuffled order within a size.
        individuals = individuals.enumerated()
            .sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }
            .map(\.element)

        let heldOut = heldOutCount(individuals)
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
        keepTogether(groups, order, &places)
        return Folds(count: count, places: places)
    }

    /// How many of the individuals, given by their bursts, those with the fewest first, are held out whole.
    private func heldOutCount(_ individuals: [[[Int]]]) -> Int {
        let single = individuals.firstIndex { $0.count > 1 } ?? individuals.count
        guard let share = newIndividualShare else { return single }
        let sizes = individuals.map { $0.reduce(0) { $0 + $1.count } }
        var spread = sizes[single...].reduce(0, +)
        var held = 0
        for (index, size) in sizes.enumerated() {
            // Stops where one more would lead further away from the share than one less.
            let rest = index >= single ? spread - size : spread
            let now = held + spread > 0 ? Double(held) / Double(held + spread) : 0
            let then = Double(held + size) / Double(held + size + rest)
            if abs(then - share) > abs(now - share) { return index }
            held += size
            spread = rest
        }
        return individuals.count
    }

    /// Moves what groups of several individuals have in different places to the fold that holds the most.
    private func keepTogether(
        _ groups: [Int], _ order: CanonicalOrder, _ places: inout [Folds.Place]
    ) {
        let placed = order.rows.filter { places[$0] != .nowhere }
        for (_, rows) in order.grouped(placed, by: { groups[$0] }) {
            guard Set(rows.map { places[$0] }).count > 1 else { continue }
            var counts = Array(repeating: 0, count: count)
            for row in rows { if case .fold(let fold) = places[row] { counts[fold] += 1 } }
            let fold = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
            for row in rows { places[row] = .fold(fold) }
        }
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
