import Datasets
import Foundation

/// What a training learns from, and what it is judged by.
struct TrainingData {
    /// Rows to learn from; `individual` holds what is told apart, the label.
    let train: PhotographTable
    /// Rows held out, of the same kind; their labels need not be among the classes.
    let validation: PhotographTable
    /// The names of the classes, in order.
    let classes: [String]
    /// The class of each row to learn from; where classes are mirrored, then of each row's mirror image.
    let trainClasses: [Int]
    /// The class of each row held out; `nil` where there is none to learn it from.
    let validationClasses: [Int?]
    /// The name of the class of each row held out, be it learned or not.
    let validationNames: [String?]
    /// The species of the photographs, where they are learned on the side.
    private(set) var species: SpeciesClasses?
    /// How much each row to learn from counts, with mirror images as in ``trainClasses``; `nil` where all count 1.
    let trainWeights: [Double]?
    /// The classes of rows to learn from that may be of several.
    let trainCandidates: [Int: [RowTargets.Share]]
    /// What tells the photographs held out from those of other trainings; `nil` where there are none.
    let heldOutName: String?
    /// Pseudo-labelled rows that are not learned from, as their teacher may have seen what is held out.
    let leftOutPseudoLabels: Int

    /// Reads a data set, and parts it.
    ///
    /// - Throws: `DatasetError` where there is nothing to learn from, or nothing to choose by.
    init(_ configuration: TrainingConfiguration) throws {
        let path = configuration.data.table
        var options = ImportOptions()
        options.root = configuration.data.root.isEmpty ? nil : configuration.data.root
        try self.init(configuration, table: Dataset(contentsOf: path, options: options).table)
    }

    /// Parts the table of a configuration's data set.
    ///
    /// - Parameter source: what errors name; the configuration's own table if left out.
    /// - Throws: `DatasetError` where there is nothing to learn from, or nothing to choose by.
    init(
        _ configuration: TrainingConfiguration, table: PhotographTable, source: String? = nil
    ) throws {
        let path = source ?? configuration.data.table
        try configuration.regions.check(table, path: path)
        try self.init(table: table, configuration.data, seed: configuration.seed, path: path)
        try Self.checkPhotographs(train, path: path)
        guard configuration.speciesWeight > 0 else { return }
        guard configuration.data.label != "species" else {
            throw DatasetError(
                path: path,
                problem: "expected another label than species, to learn these on the side",
                advice: "leave `head.species_weight` at 0")
        }
        species = try SpeciesClasses(
            of: train, heldOut: validation, addingMirrored: configuration.data.mirrorsClasses,
            path: path)
    }

    /// Parts a table; `path` stands in errors.
    init(
        table: PhotographTable, _ settings: TrainingConfiguration.Data, seed: UInt64,
        path: String
    ) throws {
        let label = ClassLabel(
            column: settings.label, separatesSides: settings.separatesSides)
        let labelled = try Self.labelled(table, by: label, path: path)
        let weights = try LabelWeights(of: labelled, path: path)
        let candidates = try LabelCandidates(of: labelled, label: label, path: path)
        var sides = Self.sides(of: labelled, settings, seed: seed)
        heldOutName = HeldOutName.name(of: labelled.rows(sides.queries), settings)
        let screening = try PseudoLabelScreening(
            of: labelled, sides, heldOut: heldOutName, path: path)
        sides.database = screening.learned
        leftOutPseudoLabels = screening.leftOutCount
        let photographs = labelled.rows(sides.database).individuals
        sides.database = sides.database.filter { row in
            labelled[row].individual.map { photographs[$0, default: 0] } ?? 0
                >= settings.minimumPhotographs
        }
        func className(_ row: Int) -> String? {
            labelled[row].individual.map { label.className($0, of: labelled[row]) }
        }
        let names = Set(sides.database.compactMap(className)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let found = sides.database.compactMap { className($0).flatMap { numbers[$0] } }
        classes = settings.mirrorsClasses ? names + names.map { "\($0) mirrored" } : names
        trainClasses = settings.mirrorsClasses ? found + found.map { $0 + names.count } : found
        let learnedWeights = weights.values.map { values in sides.database.map { values[$0] } }
        trainWeights = settings.mirrorsClasses ? learnedWeights.map { $0 + $0 } : learnedWeights
        let shares = candidates.shares(
            of: sides.database, in: labelled, numbers: numbers, label: label)
        trainCandidates =
            settings.mirrorsClasses
            ? shares.mirrored(rows: found.count, classes: names.count) : shares
        try Self.checkNames(classes, path: path)
        try Self.checkSides(of: labelled.rows(sides.database), by: label, path: path)
        validationNames = sides.queries.map(className)
        validationClasses = validationNames.map { $0.flatMap { numbers[$0] } }
        train = labelled.rows(sides.database)
        validation = labelled.rows(sides.queries)
        guard classes.count >= 2 else {
            throw DatasetError(
                path: path,
                problem: "expected photographs of two classes and more to learn from, found "
                    + "\(train.count) of \(classes.count)",
                advice: "check `label`, `train` and `minimum_photographs`")
        }
        guard validation.count > 0 || settings.holdsNothingOut else {
            if let fold = settings.fold { throw Self.emptyFold(fold, of: table, path: path) }
            throw DatasetError(
                path: path, problem: "expected photographs to choose by, found none",
                advice: "name a split under `validation`, a `fold`, or a `validation_share` above 0"
            )
        }
        let known = train.individuals
        guard
            validation.count == 0
                || validation.photographs.contains(where: {
                    $0.individual.map { known[$0] != nil } ?? false
                })
        else {
            throw DatasetError(
                path: path,
                problem:
                    "none of the \(validation.count) photographs held out is of a class that is learned",
                advice: "hold out photographs of classes that others are learned from")
        }
    }

    /// Looks whether a class is called as another one's mirror image.
    private static func checkNames(_ classes: [String], path: String) throws {
        var seen: Set<String> = []
        guard let name = classes.first(where: { !seen.insert($0).inserted }) else { return }
        throw DatasetError(
            path: path, problem: "'\(name)' is a class, and another one's mirror image",
            advice: "rename it, or set `data.mirror_classes` to false")
    }

    /// Looks whether sides of two individuals are called alike.
    private static func checkSides(
        of table: PhotographTable, by label: ClassLabel, path: String
    ) throws {
        var owners: [String: String] = [:]
        for photograph in table.photographs {
            guard let individual = photograph.individual else { continue }
            let name = label.className(individual, of: photograph)
            let owner = owners.updateValue(individual, forKey: name) ?? individual
            guard owner == individual else {
                throw DatasetError(
                    path: path,
                    problem: "'\(name)' stands for '\(owner)' and for '\(individual)'",
                    advice: "rename one, or set `data.separate_sides` to false")
            }
        }
    }

    private static func emptyFold(
        _ fold: Int, of table: PhotographTable, path: String
    ) -> DatasetError {
        let numbers = table.splits.keys.compactMap(\.foldNumber).sorted()
        return DatasetError(
            path: path, problem: "expected photographs with a label in fold-\(fold), found none",
            advice: numbers.isEmpty
                ? "make folds by `flukeprint dataset split --method folds`"
                : "the folds are " + numbers.map { "fold-\($0)" }.joined(separator: ", "))
    }

    /// What the rows to learn from are called.
    var individualTargets: RowTargets {
        RowTargets(classes: trainClasses, weights: trainWeights, candidates: trainCandidates)
    }

    /// Which species they show, where that is learned on the side.
    var speciesTargets: RowTargets? {
        species.map { RowTargets(classes: $0.train, weights: trainWeights) }
    }

    /// Photographs held out that show classes that none is learned of: these cannot be judged.
    var unlearnedCount: Int {
        zip(validationNames, validationClasses).count { $0 != nil && $1 == nil }
    }

    /// Looks whether any of the first photographs is there, before long work begins.
    private static func checkPhotographs(_ table: PhotographTable, path: String) throws {
        let files = (0..<min(table.count, 100)).map(table.file)
        guard !files.contains(where: FileManager.default.fileExists) else { return }
        throw DatasetError(
            path: path, problem: "none of its photographs is there, such as \(files[0])",
            advice: "name the folder that their paths start from: --root, or data.root",
            kind: .missing)
    }

    /// The table with the label in the place of the individual.
    private static func labelled(
        _ table: PhotographTable, by label: ClassLabel, path: String
    ) throws -> PhotographTable {
        var result = table
        for row in 0..<table.count {
            result[row].individual = label.value(in: table, at: row)
        }
        guard result.photographs.contains(where: { $0.individual != nil }) else {
            let columns = ["individual", "species", "side"] + table.furtherColumns
            throw DatasetError(
                path: path, problem: "expected labels under '\(label.column)', found none",
                advice: "the columns are " + columns.joined(separator: ", "))
        }
        return result
    }

    /// Rows to learn from as the database, rows held out as queries; rows without a label on neither side, and
    /// pseudo-labelled ones never held out.
    private static func sides(
        of table: PhotographTable, _ settings: TrainingConfiguration.Data, seed: UInt64
    ) -> Sides {
        let labelled = (0..<table.count).filter { table[$0].individual != nil }
        func rows(in splits: Set<SplitName?>) -> [Int] {
            labelled.filter { splits.contains(table[$0].split) }
        }
        func judged(_ rows: [Int]) -> [Int] { rows.filter { !table.isPseudoLabelled(at: $0) } }
        if let fold = settings.fold {
            let held = SplitName.fold(fold)
            return Sides(
                database: labelled.filter { row in
                    let split = table[row].split
                    return split == .train || split != held && split?.foldNumber != nil
                }, queries: judged(rows(in: [held])))
        }
        let held = judged(rows(in: [SplitName(rawValue: settings.validation)]))
        let learned: [Int]
        if settings.train.isEmpty {
            // What is named test or query is never learned from by default.
            let usual = rows(in: [.train, .database, nil])
            learned = usual.isEmpty ? labelled : usual
        } else {
            learned = rows(in: Set(settings.train.map { SplitName(rawValue: $0) }))
        }
        guard held.isEmpty else {
            let taken = Set(held)
            return Sides(database: learned.filter { !taken.contains($0) }, queries: held)
        }
        guard !settings.holdsNothingOut else { return Sides(database: learned, queries: []) }
        let known = judged(learned)
        let parted = ClosedSetSplit(
            queryShare: settings.validationShare, grouping: .encounter, seed: seed
        ).sides(of: table.rows(known))
        let asked = parted.queries.map { known[$0] }
        let taken = Set(asked)
        return Sides(database: learned.filter { !taken.contains($0) }, queries: asked)
    }
}
