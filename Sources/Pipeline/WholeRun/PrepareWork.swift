import Datasets

extension RunContext {
    /// Parts the data set: photographs of known individuals in folds, and photographs to name, without whom they show.
    ///
    /// - Throws: `DatasetError` where one part holds nothing.
    func prepare() throws {
        let (known, queries) = try parts()
        try known.writeTable(to: paths.prepared(.known))
        try queries.withoutIndividuals().writeTable(to: paths.prepared(.queries))
        try queries.writeTable(to: paths.truth)
    }

    /// The photographs of known individuals, in folds, and those to name.
    ///
    /// - Throws: `DatasetError` where one part holds nothing, or cannot be worked with.
    func parts() throws -> (known: PhotographTable, queries: PhotographTable) {
        var options = ImportOptions()
        options.root = configuration.data.root.isEmpty ? nil : configuration.data.root
        let path = configuration.data.table
        let table = try Dataset(contentsOf: path, options: options).table
        let wanted = Set(configuration.data.query)
        func isQuery(_ photograph: Photograph) -> Bool {
            photograph.split.map { wanted.contains($0.rawValue) } ?? false
        }
        let known = table.rows(
            (0..<table.count).filter {
                !isQuery(table[$0]) && table[$0].individual != nil && table[$0].split != .unused
            })
        let own = table.rows((0..<table.count).filter { isQuery(table[$0]) })
        let elsewhere = try queriesFromElsewhere(beside: known)
        if elsewhere != nil, own.count > 0 {
            report(
                "\(own.count) rows of \(path) are left out, as they are of the parts "
                    + "\(configuration.data.query.joined(separator: ", ")), and others are to be named; with "
                    + "data.query=[] they count as known")
        }
        let queries = elsewhere ?? own
        guard queries.count > 0 else {
            throw DatasetError(
                path: path,
                problem:
                    "expected photographs to name, in the parts \(configuration.data.query.joined(separator: ", ")), "
                    + "found none",
                advice:
                    "name their data set, data.queries, or under data.query their parts in the column `split`"
            )
        }
        guard known.count > 0 else {
            throw DatasetError(
                path: path, problem: "expected photographs of known individuals, found none",
                advice: "fill the column `individual` of photographs that are not to be named")
        }
        try checkDisjoint(known, queries)
        try checkNames(of: known, path: path)
        if !detects {
            let regions = CropRegions(
                className: configuration.crop.box, margin: configuration.crop.margin)
            try regions.check(known, path: path)
        }
        let parted = try inFolds(known, path: path)
        try checkFolds(of: parted, path: path)
        return (parted, queries)
    }

    /// The photographs to name, where they have a data set of their own.
    private func queriesFromElsewhere(beside known: PhotographTable) throws -> PhotographTable? {
        let path = configuration.data.queries
        guard !path.isEmpty else { return nil }
        let queries = try Dataset(contentsOf: path).table
        guard queries.count > 0 else {
            throw DatasetError(
                path: path, problem: "expected photographs to name, found none",
                advice: "name another data set, data.queries")
        }
        // Cameras call photographs alike: seen from the other folder, their names differ.
        let names = Set(known.photographs.map(\.path))
        guard queries.photographs.contains(where: { names.contains($0.path) }) else {
            return queries
        }
        var seen = PhotographTable(root: known.root, furtherColumns: queries.furtherColumns)
        seen.append(contentsOf: queries)
        return seen
    }

    private func inFolds(_ table: PhotographTable, path: String) throws -> PhotographTable {
        let numbers = Set(table.splits.keys.compactMap(\.foldNumber))
        guard numbers.isEmpty else {
            // Each fold has a model of its own, or the first one alone.
            if configuration.train.allFolds ? numbers == Set(folds) : numbers.contains(0) {
                return table
            }
            throw DatasetError(
                path: path,
                problem: "expected fold-0 to fold-\(configuration.data.folds - 1), found "
                    + numbers.sorted().map { "fold-\($0)" }.joined(separator: ", "),
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
