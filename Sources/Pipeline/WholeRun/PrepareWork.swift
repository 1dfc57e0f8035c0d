import Datasets

extension RunContext {
    /// Parts the data set: photographs of known individuals in folds, and photographs to name, without whom they show.
    ///
    /// - Throws: `DatasetError` where one part holds nothing.
    func prepare() throws {
        var options = ImportOptions()
        options.root = configuration.data.root.isEmpty ? nil : configuration.data.root
        let path = configuration.data.table
        let table = try Dataset(contentsOf: path, options: options).table
        let wanted = Set(configuration.data.query)
        func isQuery(_ photograph: Photograph) -> Bool {
            photograph.split.map { wanted.contains($0.rawValue) } ?? false
        }
        let queries = table.rows((0..<table.count).filter { isQuery(table[$0]) })
        let known = table.rows(
            (0..<table.count).filter { !isQuery(table[$0]) && table[$0].individual != nil })
        guard queries.count > 0 else {
            throw DatasetError(
                path: path,
                problem:
                    "expected photographs to name, in the parts \(configuration.data.query.joined(separator: ", ")), "
                    + "found none",
                advice: "name the parts under data.query, in the column `split`")
        }
        guard known.count > 0 else {
            throw DatasetError(
                path: path, problem: "expected photographs of known individuals, found none",
                advice: "fill the column `individual` of photographs that are not to be named")
        }
        try inFolds(known, path: path).writeTable(to: paths.prepared(.known))
        try queries.withoutIndividuals().writeTable(to: paths.prepared(.queries))
        try queries.writeTable(to: paths.truth)
    }

    private func inFolds(_ table: PhotographTable, path: String) throws -> PhotographTable {
        let numbers = Set(table.splits.keys.compactMap(\.foldNumber))
        guard numbers.isEmpty else {
            guard let missing = folds.first(where: { !numbers.contains($0) }) else { return table }
            throw DatasetError(
                path: path, problem: "it has folds, but no fold-\(missing)",
                advice: "set data.folds to their number, or empty the column `split`")
        }
        let hasEncounters = table.photographs.contains { $0.encounter != nil }
        return StratifiedFolds(
            count: configuration.data.folds, newIndividualShare: configuration.data.newShare,
            grouping: configuration.data.keepsEncounters && hasEncounters ? .encounter : .none,
            seed: configuration.seed
        ).folds(of: table).applied(to: table)
    }
}

extension PhotographTable {
    /// The same photographs, of nobody known.
    fileprivate func withoutIndividuals() -> PhotographTable {
        var table = self
        for row in 0..<count { table[row].individual = nil }
        return table
    }
}
