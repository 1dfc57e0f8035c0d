/// Where each row of a table is in cross-validation.
public struct Folds: Sendable, Equatable, Codable {
    /// Where a row is.
    public enum Place: Sendable, Hashable, Codable {
        /// Asked about in one fold, and learned from in all others.
        case fold(Int)
        /// Learned from in every fold.
        case everyTraining
        /// Left out.
        case nowhere
    }

    /// How many folds there are.
    public let count: Int
    /// The place of each row.
    public let places: [Place]

    /// Rows at places.
    public init(count: Int, places: [Place]) {
        self.count = count
        self.places = places
    }

    /// What is learned from, and what is asked about, in one fold.
    public func sides(_ fold: Int) -> Sides {
        precondition(0..<count ~= fold, "folds are from 0 to \(count - 1), found \(fold)")
        var sides = Sides(database: [], queries: [])
        for (row, place) in places.enumerated() {
            switch place {
            case .fold(fold): sides.queries.append(row)
            case .fold, .everyTraining: sides.database.append(row)
            case .nowhere: break
            }
        }
        return sides
    }

    /// The table with `fold-0` … as its split, `train` for what every fold learns from, else `unused`.
    public func applied(to table: PhotographTable) -> PhotographTable {
        var result = table
        for (row, place) in places.enumerated() {
            result[row].split =
                switch place {
                case .fold(let number): .fold(number)
                case .everyTraining: .train
                case .nowhere: .unused
                }
        }
        return result
    }
}
