import Datasets
import Foundation

/// What a detector learns from, and what it is judged by.
struct DetectorData {
    /// Rows to learn from, one for each photograph, with boxes of the classes alone; some may have none.
    let train: PhotographTable
    /// Rows held out, of the same kind.
    let validation: PhotographTable
    /// The names of the classes, in order.
    let classes: [String]
    /// What is wrong with the data set, but did not stop the import.
    let findings: [Finding]
    /// Boxes of other classes, by class: they are not learned.
    let otherBoxes: [String: Int]

    /// Reads a data set, and parts it.
    ///
    /// - Throws: `DatasetError` where there is nothing to learn from, or nothing to choose by.
    init(_ configuration: DetectorConfiguration) throws {
        let settings = configuration.data
        let dataset = try Self.dataset(settings)
        let path = settings.table
        classes = settings.classes.isEmpty ? Self.declaredClasses(of: dataset) : settings.classes
        let wanted = Set(classes)
        let merged = dataset.table.onePerPhotograph { wanted.contains($0.className) }
        let isUnclear = merged.photographs.map {
            $0.boxes.isEmpty && dataset.doubtfulPhotographs.contains($0.path)
        }
        let unclear = merged.rows(isUnclear.indices.filter { isUnclear[$0] })
        let table = merged.rows(isUnclear.indices.filter { !isUnclear[$0] })
        guard table.boxCount > 0 else {
            let found = dataset.table.boxClasses
            throw DatasetError(
                path: path,
                problem: "expected boxes to learn from, found none"
                    + (settings.classes.isEmpty
                        ? "" : " of the classes \(classes.joined(separator: ", "))"),
                advice: found.isEmpty
                    ? "label some photographs" : "the classes are \(found.joined(separator: ", "))")
        }
        try Self.checkSplit(of: table, settings, path: path)
        let sides = Self.sides(of: table, settings, seed: configuration.seed)
        train = table.rows(sides.database).withSizes()
        validation = table.rows(sides.queries)
        // Several animals in one photograph are no fault.
        findings =
            dataset.findings.filter { $0.kind != .duplicatePhotograph }
            + Self.leftOut(unclear) + Self.backgrounds(in: dataset)
        otherBoxes = dataset.table.photographs.flatMap(\.boxes).reduce(into: [:]) { counts, label in
            if !wanted.contains(label.className) { counts[label.className, default: 0] += 1 }
        }
        try check(settings, path: path)
    }

    /// The data set; where it names no classes, its boxes have the names that are asked for, in order.
    private static func dataset(_ settings: DetectorConfiguration.Data) throws -> Dataset {
        var options = ImportOptions()
        options.root = settings.root.isEmpty ? nil : settings.root
        options.isStrict = settings.isStrict
        let dataset = try Dataset(contentsOf: settings.table, options: options)
        let found = dataset.table.boxClasses
        let isNameless = found.allSatisfy { Int($0) != nil || $0 == BoxLabel.unnamedClass }
        guard isNameless, Set(found).isDisjoint(with: settings.classes) else { return dataset }
        options.classNames = settings.classes
        return try Dataset(contentsOf: settings.table, options: options)
    }

    /// The classes of all boxes, but for those that the data set does not declare, which stand under their numbers.
    private static func declaredClasses(of dataset: Dataset) -> [String] {
        let hasOthers = dataset.findings.contains { $0.kind == .unknownClass }
        return dataset.table.boxClasses.filter { !hasOthers || Int($0) == nil }.sorted()
    }

    /// Photographs that are neither learned from nor judged by: they may show an animal, but nobody knows where.
    private static func leftOut(_ table: PhotographTable) -> [Finding] {
        (0..<table.count).map(table.file).map {
            Finding(
                .photographOfBadLabels, file: $0,
                message: "no label of it is of use: it is left out, as it need not show background")
        }
    }

    /// Photographs without a box, of which nothing was said yet: by intent, or by an empty file.
    private static func backgrounds(in dataset: Dataset) -> [Finding] {
        let named = Set(dataset.findings.lazy.filter { $0.kind.isNote }.map(\.file))
        let table = dataset.table.mergedByPhotograph()
        return (0..<table.count)
            .filter { row in
                table[row].boxes.isEmpty && !dataset.doubtfulPhotographs.contains(table[row].path)
            }
            .map(table.file).filter { !named.contains($0) }
            .map {
                Finding(
                    .photographWithoutLabel, file: $0,
                    message: "there is no box: it shows background")
            }
    }

    private func check(_ settings: DetectorConfiguration.Data, path: String) throws {
        guard train.boxCount > 0 else {
            throw DatasetError(
                path: path,
                problem: "none of the \(train.count) photographs to learn from has a box",
                advice: "check `data.train` and `data.classes`")
        }
        guard validation.boxCount > 0 || settings.validationShare == 0 else {
            throw DatasetError(
                path: path,
                problem: "none of the \(validation.count) photographs held out has a box",
                advice:
                    "name a split under `data.validation`, another `data.keep_together`, or hold "
                    + "nothing out by `data.validation_share` 0")
        }
        let files = (0..<min(train.count, 100)).map(train.file)
        guard files.contains(where: FileManager.default.fileExists) else {
            throw DatasetError(
                path: path, problem: "none of its photographs is there, such as \(files[0])",
                advice: "name the folder that their paths start from: --root, or data.root",
                kind: .missing)
        }
    }

    /// Looks whether a split that was asked for by name is there: another one would be held out in its place.
    private static func checkSplit(
        of table: PhotographTable, _ settings: DetectorConfiguration.Data, path: String
    ) throws {
        let name = SplitName(rawValue: settings.validation)
        guard name != .validation, table.splits[name] == nil, settings.validationShare > 0 else {
            return
        }
        let names = table.splits.keys.map(\.rawValue).sorted()
        throw DatasetError(
            path: path,
            problem: "expected photographs of the split '\(name)' to hold out, found none",
            advice: names.isEmpty
                ? "the table has no splits: make them by `flukeprint dataset split`, or leave `data.validation` out"
                : "the splits are \(names.joined(separator: ", "))")
    }

    private static func sides(
        of table: PhotographTable, _ settings: DetectorConfiguration.Data, seed: UInt64
    ) -> Sides {
        func rows(in splits: Set<SplitName?>) -> [Int] {
            (0..<table.count).filter { splits.contains(table[$0].split) }
        }
        let held = rows(in: [SplitName(rawValue: settings.validation)])
        let usual = rows(in: [.train, .database, nil])
        let learned =
            settings.train.isEmpty
            ? (usual.isEmpty ? Array(0..<table.count) : usual)
            : rows(in: Set(settings.train.map { SplitName(rawValue: $0) }))
        guard held.isEmpty, settings.validationShare > 0 else {
            let taken = Set(held)
            return Sides(database: learned.filter { !taken.contains($0) }, queries: held)
        }
        let parted = GroupSplit(grouping: settings.grouping, seed: seed)
            .sides(of: table.rows(learned), queryShare: settings.validationShare)
        return Sides(
            database: parted.database.map { learned[$0] },
            queries: parted.queries.map { learned[$0] })
    }
}
