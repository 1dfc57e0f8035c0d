import ArgumentParser
import Datasets
import Foundation

/// `flukeprint dataset split IN OUT`.
struct DatasetSplitCommand: ParsableCommand {
    /// What a split promises.
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case folds, closed, open, groups
    }

    /// What must not be parted.
    enum Groups: String, ExpressibleByArgument, CaseIterable {
        case none, encounter, day, time, files, column
    }

    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Split a data set, write it as a table with the parts, and print counts.",
        discussion: """
            folds:   spreads each individual's photographs over --folds folds, and holds some \
            individuals out whole in each, so that --new-share of its photographs are of new ones
            closed:  every query's individual is in the database
            open:    --new-share of the individuals are held out whole
            groups:  no encounter, day or burst is on both sides

            Examples:
              flukeprint dataset split happywhale/train.csv folds.csv --method folds --new-share 0.1
              flukeprint dataset split metadata.csv split.csv --method closed --groups encounter
              flukeprint dataset split dolphins split.csv --method groups --groups files --gap 3
            """)

    @Argument(help: "A table, an annotation file, or a folder.", completion: .file())
    var input: String

    @Argument(help: "The table to write, a .csv file.", completion: .file())
    var output: String

    @Option(help: "folds, closed, open or groups.")
    var method: Method

    @OptionGroup var options: DatasetOptions

    @Option(help: "How many folds.")
    var folds = 5

    @Option(
        help: ArgumentHelp(
            "The share of new individuals, 0 to 1; for folds all seen once where it is absent.",
            valueName: "share"))
    var newShare: Double?

    @Option(
        help: ArgumentHelp("The share of photographs to ask about, 0 to 1.", valueName: "share"))
    var queryShare = 0.2

    @Option(
        help: "What stays on one side: none, encounter, day, time, files (by number), or column.")
    var groups: Groups = .none

    @Option(
        help: ArgumentHelp(
            "The column whose values name the groups, with --groups column.", valueName: "name"))
    var column: String?

    @Option(
        help: ArgumentHelp(
            "The seconds (300), or file numbers (1), to the next photograph of a burst.",
            valueName: "number"))
    var gap: Int?

    @Option(help: "The same seed gives the same split.")
    var seed: UInt64 = 0

    @Flag(help: "Print the counts as JSON.")
    var json = false

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        guard folds >= 2 else { throw ValidationError("--folds takes 2 or more.") }
        guard 0...1 ~= queryShare else { throw ValidationError("--query-share is from 0 to 1.") }
        if let newShare {
            guard 0...1 ~= newShare, method != .folds || newShare < 1 else {
                throw ValidationError("--new-share is from 0 to 1.")
            }
        }
        if method == .groups, groups == .none {
            throw ValidationError("--method groups takes --groups too.")
        }
        guard (groups == .column) == (column != nil) else {
            throw ValidationError("--groups column and --column name go together.")
        }
        guard newShare == nil || method == .folds || method == .open else {
            throw ValidationError("--new-share is for folds and open.")
        }
    }

    func run() throws {
        try checkAbsent(output, force: force)
        let table = try options.open(input).table
        try check(table)
        let (split, report) = divided(table)
        try split.writeTable(to: output)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report.text)
        }
    }

    /// Looks whether the table has what the split goes by.
    private func check(_ table: PhotographTable) throws {
        if method != .groups, table.individuals.isEmpty {
            throw DatasetError(
                path: input, problem: "no row names an individual",
                advice: "part photographs of nobody known by --method groups")
        }
        guard !(0..<table.count).contains(where: table.isPseudoLabelled) else {
            throw DatasetError(
                path: input,
                problem: "it holds pseudo-labels, of teachers that held out parts made earlier",
                advice: "split the table that was there before, and make pseudo-labels anew")
        }
        let groupCount = Set(grouping.groups(of: table)).count
        if groups != .none, groupCount == table.count {
            throw DatasetError(
                path: input,
                problem: "nothing would be kept together by \(groups.rawValue): every photograph "
                    + "stands alone",
                advice:
                    "fill the column `encounter`, or name another one by --groups column --column")
        }
        if groups != .none {
            let line = "\(groupCount) groups of \(table.count) photographs\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
    }

    private func divided(_ table: PhotographTable) -> (PhotographTable, SplitReport) {
        let sides: Sides
        switch method {
        case .folds:
            let folds = StratifiedFolds(
                count: folds, newIndividualShare: newShare, grouping: grouping, seed: seed
            ).folds(of: table)
            return (folds.applied(to: table), SplitReport(folds, of: table))
        case .closed:
            sides = ClosedSetSplit(queryShare: queryShare, grouping: grouping, seed: seed)
                .sides(of: table)
        case .open:
            sides = OpenSetSplit(
                newIndividualShare: newShare ?? 0.2, queryShare: queryShare, grouping: grouping,
                seed: seed
            ).sides(of: table)
        case .groups:
            sides = GroupSplit(grouping: grouping, seed: seed)
                .sides(of: table, queryShare: queryShare)
        }
        return (sides.applied(to: table), SplitReport(sides, of: table))
    }

    private var grouping: Grouping {
        switch groups {
        case .none: .none
        case .encounter: .encounter
        case .day: .day
        case .time: .time(gap: gap ?? 300)
        case .files: .fileNumbers(gap: gap ?? 1)
        case .column: .column(column ?? "")
        }
    }
}
