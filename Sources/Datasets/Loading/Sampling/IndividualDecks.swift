import Randomness

/// The rows of each individual, dealt like cards: all of an individual's before any comes again.
struct IndividualDecks: Sendable {
    /// Rows by individual, in the order in which individuals first appear.
    private(set) var decks: [[Int]]

    /// Groups rows; those of nobody known, and those that are not asked for, are left out.
    init<Individual: Hashable>(of individuals: [Individual?], rows: some Sequence<Int>) {
        var places: [Individual: Int] = [:]
        decks = []
        for row in rows {
            guard let individual = individuals[row] else { continue }
            if let place = places[individual] {
                decks[place].append(row)
            } else {
                places[individual] = decks.count
                decks.append([row])
            }
        }
    }

    /// Leaves out individuals with fewer rows.
    mutating func require(_ count: Int) {
        decks.removeAll { $0.count < count }
    }

    /// So many rows of an individual, over and over where it has fewer.
    ///
    /// - Parameter turn: How often cards of this number were dealt before; a new turn gives the next cards, and
    ///   when fewer are left than asked for, the deck is shuffled anew.
    func deal(_ count: Int, of individual: Int, turn: Int, seed: UInt64) -> [Int] {
        let deck = decks[individual]
        let turnsPerShuffle = max(1, deck.count / count)
        let (shuffle, within) = turn.quotientAndRemainder(dividingBy: turnsPerShuffle)
        var random = SeededRandom(
            seed: SeededRandom.seed(seed, UInt64(individual)), purpose: UInt64(shuffle))
        let order = random.shuffled(deck)
        return (0..<count).map { order[(within * count + $0) % deck.count] }
    }
}
