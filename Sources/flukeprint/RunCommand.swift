import ArgumentParser
import Datasets
import Foundation
import Pipeline

/// `flukeprint run CONFIG`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "From photographs to names: the whole pipeline.",
        discussion: """
            Parts the data set in folds, finds and crops animals, trains embedders, finds on photographs held out \
            when an animal is new, learns from its own sure answers, names the photographs to name, and draws a page \
            to look at. The folder receives rank/submission.csv, rank/matches.csv and report/report.html.

            Stages that are finished are not run again, unless what they depend on has changed: the same command goes \
            on where it was interrupted. Stages can be replaced by files from elsewhere: detect.boxes, \
            detect.weights, train.model, embed.known with embed.queries.

            Examples:
              flukeprint run --print-configuration > run.yaml
              flukeprint run Configurations/laptop.yaml --table metadata.csv --output runs/nyala
              flukeprint run run.yaml --table catalogue.csv --queries new-photographs --output runs/summer
              flukeprint run run.yaml --output runs/first --dry-run
              flukeprint run run.yaml --output runs/first --from rank
              flukeprint run run.yaml --output runs/first --until validate
            """)

    @OptionGroup var source: ConfigurationOptions

    @Option(help: ArgumentHelp("The run's folder.", valueName: "folder"), completion: .directory)
    var output = "runs/run"

    @Option(
        help: ArgumentHelp(
            "The photographs to name, where the data set does not hold them (data.queries).",
            valueName: "data set"),
        completion: .file())
    var queries: String?

    @Option(
        help: "Run stages of this kind and later ones, finished or not; interrupted ones go on.")
    var from: StageKind?

    @Option(help: "Leave stages of later kinds.")
    var until: StageKind?

    @Flag(help: "Tell what would be run, and run nothing.")
    var dryRun = false

    @OptionGroup var computing: ComputingOptions

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if let from, let until, from > until {
            throw ValidationError("--from \(from.rawValue) comes after --until \(until.rawValue).")
        }
    }

    func run() throws {
        let configuration: RunConfiguration = try source.configuration(
            adding: assignment("data.queries", queries))
        if source.printConfiguration {
            print(configuration.yaml, terminator: "")
            return
        }
        try source.check(table: configuration.data.table)
        computing.prepare()
        var options = StageRunner.Options()
        options.from = from
        options.until = until
        options.isTrial = dryRun
        let outcome = try WholeRun(
            configuration, folder: output, device: computing.chosenDevice()
        ) { line in
            FileHandle.standardError.write(Data("\(line)\n".utf8))
        }.run(options)
        try WholeRunReport(outcome, options).show(json: json)
    }
}

extension StageKind: ExpressibleByArgument {}
