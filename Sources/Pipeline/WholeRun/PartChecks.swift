import Datasets

/// What is looked at before a data set is parted.
extension RunContext {
    /// Looks that no photograph is to be named whose name is known: it would be held out, and learned from by its label.
    func checkDisjoint(_ known: PhotographTable, _ queries: PhotographTable) throws {
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
    func checkNames(of table: PhotographTable, path: String) throws {
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
    func checkFolds(of table: PhotographTable, path: String) throws {
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
}
