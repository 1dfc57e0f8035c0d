import Foundation

/// Counts of what a split gave.
public struct SplitReport: Sendable, Codable, Equatable {
    /// One side.
    public struct Side: Sendable, Codable, Equatable {
        /// Rows.
        public var photographs: Int
        /// Different individuals.
        public var individuals: Int
        /// Different species.
        public var species: Int
        /// Boxes.
        public var boxes: Int
    }

    /// One fold, or the one pair of sides.
    public struct Part: Sendable, Codable, Equatable {
        /// Such as `fold-0`.
        public var name: String
        /// What is known.
        public var database: Side
        /// What is asked about.
        public var queries: Side
        /// Individuals among the queries that the database does not hold.
        public var newIndividuals: Int
        /// Queries of such individuals.
        public var newPhotographs: Int
        /// Rows on neither side.
        public var unused: Int
        /// Queries by species.
        public var queriesBySpecies: [String: Int]

        /// The share of new individuals' photographs among the queries, 0 to 1.
        public var newShare: Double {
            queries.photographs == 0
                ? 0 : Double(newPhotographs) / Double(queries.photographs)
        }
    }

    /// The folds, or the one pair of sides.
    public var parts: [Part]

    /// Counts a pair of sides.
    public init(_ sides: Sides, of table: PhotographTable) {
        parts = [Part("split", sides, table)]
    }

    /// Counts each fold.
    public init(_ folds: Folds, of table: PhotographTable) {
        parts = (0..<folds.count).map {
            Part(SplitName.fold($0).rawValue, folds.sides($0), table)
        }
    }

    /// A line for each part, under a heading.
    public var text: String {
        let heading = [
            "part", "database", "individuals", "queries", "individuals", "new", "share", "species",
            "unused",
        ]
        let rows = parts.map { part in
            [
                part.name, "\(part.database.photographs)", "\(part.database.individuals)",
                "\(part.queries.photographs)", "\(part.queries.individuals)",
                "\(part.newIndividuals)", String(format: "%.1f %%", part.newShare * 100),
                "\(part.queries.species)", "\(part.unused)",
            ]
        }
        let widths = heading.indices.map { column in
            ([heading] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([heading] + rows).map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension SplitReport.Part {
    fileprivate init(_ name: String, _ sides: Sides, _ table: PhotographTable) {
        let new = sides.unknownIndividuals(in: table)
        self.name = name
        database = SplitReport.Side(sides.database, table)
        queries = SplitReport.Side(sides.queries, table)
        newPhotographs = new.count
        newIndividuals = Set(new.map { table[$0.query].individual }).count
        unused = table.count - sides.database.count - sides.queries.count
        queriesBySpecies = sides.queries.reduce(into: [:]) { counts, row in
            if let species = table[row].species { counts[species, default: 0] += 1 }
        }
    }
}

extension SplitReport.Side {
    fileprivate init(_ rows: [Int], _ table: PhotographTable) {
        photographs = rows.count
        individuals = Set(rows.compactMap { table[$0].individual }).count
        species = Set(rows.compactMap { table[$0].species }).count
        boxes = rows.reduce(0) { $0 + table[$1].boxes.count }
    }
}
