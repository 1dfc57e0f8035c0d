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

    /// Looks that no photograph is to be named whose name is known: it would be held out, and learned from by its label.
    private func checkDisjoint(_ known: PhotographTable, _ queries: PhotographTable) throws {
        let files = Set(known.absoluteFiles)
        let shared = queries.absoluteFiles.filter(files.contains)
        guard let first = shared.first else { return }
        let path =
            configuration.data.queries.isEmpty
            ? configuration.data.table : configuration.data.queries
        throw DatasetError(
            path: path,
            problem:
                "\(shared.count) of the photographs to name are among the known ones, such as \(first)",
            advice: "leave them out of one of both")
    }

    /// Looks whether all names can stand in a submission, long before it is written.
    private func checkNames(of table: PhotographTable, path: String) throws {
        guard
            let odd = table.individuals.keys.sorted().first(where: {
                $0.contains(where: \.isWhitespace)
            })
        else { return }
        throw DatasetError(
            path: path,
            problem: "an individual is called '\(odd)', but spaces part names in a submission",
            advice:
                "name individuals without spaces, such as '\(odd.split(whereSeparator: \.isWhitespace).joined(separator: "_"))'"
        )
    }

    /// Looks whether each fold that is held out shows an individual that is learned from the others.
    private func checkFolds(of table: PhotographTable, path: String) throws {
        for fold in folds.map(SplitName.fold) {
            let held = Set(table.photographs.filter { $0.split == fold }.compactMap(\.individual))
            let isJudged = table.photographs.contains { photograph in
                photograph.split != fold && photograph.individual.map(held.contains) ?? false
            }
            guard isJudged else {
                throw DatasetError(
                    path: path,
                    problem:
                        "no individual has photographs in \(fold.rawValue) and elsewhere, so that "
                        + "nothing can be judged by what that holds out",
                    advice: "give two photographs of an individual and more"
                        + (configuration.data.keepsEncounters
                            ? ", of several encounters, or set data.keep_encounters to false" : "")
                        + ", or fewer data.folds")
            }
        }
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
