import Foundation

/// What an individual scores for its photographs among a query's neighbours.
public enum IndividualScore: Sendable, Hashable {
    /// The nearest photograph's cosine.
    case best
    /// The mean cosine of at most so many of its nearest photographs.
    case meanOfBest(Int)
    /// Its photographs' share of all neighbours' votes, 0 to 1: a neighbour votes with `exp(cosine / temperature)` (as in
    /// DINO, arXiv 2104.14294, appendix E: 0.07).
    case votes(temperature: Double)

    /// The scores of individuals, given their photographs' cosines, the nearest first.
    ///
    /// - Parameter cosines: of each individual, one at least.
    func scores(of cosines: [[Float]]) -> [Float] {
        switch self {
        case .best:
            return cosines.map { $0[0] }
        case .meanOfBest(let count):
            precondition(count > 0, "at least one photograph counts, found \(count)")
            return cosines.map { own in
                let best = own.prefix(count)
                return best.reduce(0, +) / Float(best.count)
            }
        case .votes(let temperature):
            precondition(temperature > 0, "a temperature is above 0, found \(temperature)")
            guard let greatest = cosines.compactMap(\.first).max() else { return [] }
            let votes = cosines.map { own in
                own.reduce(0) { $0 + exp((Double($1) - Double(greatest)) / temperature) }
            }
            let all = votes.reduce(0, +)
            return votes.map { Float($0 / all) }
        }
    }
}
