import ArgumentParser
import Datasets
import Foundation

/// `flukeprint dataset …`: what can be done with annotations.
struct DatasetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset",
        abstract: "Look into data sets, change their format, split them, and see them augmented.",
        discussion: """
            Reads the tables of Kaggle's Happywhale, detectors' boxes, wildlife-datasets, TensorFlow, \
            YOLO, COCO, Pascal VOC, a folder per individual, plain folders, and Flukeprint's own \
            table, told by content. Only augment decodes photographs.
            """,
        subcommands: [
            DatasetInspectCommand.self, DatasetConvertCommand.self, DatasetSplitCommand.self,
            DatasetAugmentCommand.self,
        ])
}

/// What the dataset commands take to read a data set.
struct DatasetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The format, where it shall not be told by content.", valueName: "format"))
    var format: DatasetFormat?

    @Option(
        help: ArgumentHelp(
            "The folder that the photographs' paths start from.", valueName: "folder"),
        completion: .directory)
    var root: String?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "The class of boxes that have none; the classes of YOLO from 0 on. May be repeated.",
            valueName: "name"))
    var classes: [String] = []

    @Flag(help: "Stop at the first fault instead of listing it.")
    var strict = false

    @Flag(help: "Look for every photograph.")
    var checkPhotographs = false

    @Flag(help: "Keep the species of Happywhale as they are misspelt.")
    var keepSpecies = false

    /// Reads a data set; what is wrong with it goes to standard error, grouped and cut short.
    func open(_ path: String, isQuiet: Bool = false) throws -> Dataset {
        try open(path, as: format, below: root, isQuiet: isQuiet)
    }

    /// The photographs of some parts of a data set; of all of it where none is named.
    ///
    /// - Throws: `DatasetError` where there are none.
    func photographs(of path: String, splits: [String]) throws -> PhotographTable {
        var table = try open(path).table
        if !splits.isEmpty {
            let wanted = Set(splits)
            table = table.rows(
                (0..<table.count).filter { row in
                    table[row].split.map { wanted.contains($0.rawValue) } ?? false
                })
        }
        guard table.count > 0 else {
            throw DatasetError(
                path: path,
                problem: "expected photographs, found none"
                    + (splits.isEmpty ? "" : " of \(splits.joined(separator: ", "))"))
        }
        return table
    }

    /// Reads a data set that stands beside the one that format and root are given for.
    func open(
        _ path: String, as format: DatasetFormat?, below root: String?, isQuiet: Bool = false
    ) throws -> Dataset {
        var options = ImportOptions()
        options.format = format
        options.root = root
        options.classNames = classes
        options.isStrict = strict
        options.checksPhotographs = checkPhotographs
        options.mapsSpecies = !keepSpecies
        let dataset = try Dataset(contentsOf: path, options: options)
        if !isQuiet {
            // Several animals in one photograph are no fault; `inspect` tells of them.
            let faults = dataset.findings.filter { $0.kind != .duplicatePhotograph }
            for line in DatasetSummary.lines(of: faults) {
                FileHandle.standardError.write(Data("warning: \(line)\n".utf8))
            }
        }
        return dataset
    }
}

/// Refuses to write over something unless that is wanted.
func checkAbsent(_ path: String, force: Bool) throws {
    guard force || !FileManager.default.fileExists(atPath: path) else {
        throw DatasetError(
            path: path, problem: "exists already", advice: "name another one, or give --force",
            kind: .unwritable)
    }
}

/// Looks whether the folder of a file to write is there, before long work begins.
func checkFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard !FilePath.isFolder(folder) else { return }
    let isFile = FileManager.default.fileExists(atPath: folder)
    throw DatasetError(
        path: path,
        problem: "cannot be written: its folder is " + (isFile ? "a file" : "missing"),
        advice: "make \(folder), or name another one", kind: .unwritable)
}

extension DatasetFormat: ExpressibleByArgument {}
