import ArgumentParser

/// Which folds are trained: `all` that the table has, or so many.
enum FoldChoice: ExpressibleByArgument {
    case all
    case count(Int)

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let count = Int(argument), 2...100 ~= count {
            self = .count(count)
        } else {
            return nil
        }
    }

    /// How many; `nil` for those that the table has.
    var count: Int? {
        switch self {
        case .all: nil
        case .count(let count): count
        }
    }
}
