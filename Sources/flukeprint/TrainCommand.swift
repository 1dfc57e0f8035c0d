import ArgumentParser
import Embedders
import Foundation
import Pipeline
import Torch

/// `flukeprint train CONFIG`.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train an embedder to tell individuals apart, or a classifier of species.",
        discussion: """
            Learns from the photographs of a data set, and judges itself on photographs held out. The run's \
            folder receives the configuration, log.csv, curves.svg, last.safetensors (to go on from), \
            model.safetensors (the best weights, complete by itself) and classes.html (how each class does). \
            The same command again goes on where a run was interrupted.

            With --folds each photograph that can be judged is held out once: every fold is trained in a folder \
            of its own, fold-0 and so on, and folds.csv holds their results with mean and spread. Folds that are \
            finished are not trained again.

            Examples:
              flukeprint train --print-configuration > train.yaml
              flukeprint train train.yaml --output runs/first
              flukeprint train --table metadata.csv --weights lite0.pth --output runs/nyala \\
                --set training.epochs=40 --set data.separate_sides=true
              flukeprint train --table leaves.csv --label disease --head softmax \
                --set validation.metric=accuracy --output runs/leaves
              flukeprint train train.yaml --folds all --output runs/folds
              flukeprint train --table metadata.csv --folds 5 --output runs/folds
            """)

    @OptionGroup var source: ConfigurationOptions

    @Option(help: ArgumentHelp("The run's folder.", valueName: "folder"), completion: .directory)
    var output = "runs/train"

    @Option(
        help: ArgumentHelp(
            "What is told apart: individual, species, side, or a column (data.label).",
            valueName: "column"))
    var label: String?

    @Option(help: "softmax, arcface, subcenter-arcface or curricularface (head.kind).")
    var head: HeadConfiguration.Kind?

    @Option(
        help: ArgumentHelp(
            "Weights of a backbone to start from, or a model.safetensors, whose backbone is taken (model.weights).",
            valueName: "file"),
        completion: .file())
    var weights: String?

    @Option(
        help: ArgumentHelp(
            "Train each fold, held out once: all that the table has, or so many, 2 to 100, made here.",
            valueName: "all or number"))
    var folds: FoldChoice?

    @OptionGroup var computing: ComputingOptions

    func run() throws {
        let configuration: TrainingConfiguration = try source.configuration(
            adding: assignment("data.label", label) + assignment("head.kind", head?.rawValue)
                + assignment("model.weights", weights))
        if source.printConfiguration {
            print(configuration.yaml, terminator: "")
            return
        }
        try source.check(table: configuration.data.table)
        guard folds == nil || configuration.data.fold == nil else {
            throw ValidationError("--folds trains every fold: leave out data.fold.")
        }
        computing.prepare()
        if let folds {
            try train(configuration, folds: folds)
        } else {
            try train(configuration)
        }
    }

    private static func report(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }

    private func train(_ configuration: TrainingConfiguration) throws {
        let trainer = try Trainer(
            configuration, folder: output, device: computing.chosenDevice(), report: Self.report)
        let outcome = try trainer.run()
        for photograph in trainer.skipped { print("skipped    \(photograph)") }
        if let classification = outcome?.classification { print(classification.text) }
        let metric = configuration.validation.metric.rawValue
        print(
            outcome.map {
                String(format: "best       %@ %.4f, in epoch %d", metric, $0.best, $0.epoch)
            }
                ?? "best       none: nothing was judged, the model has the last weights")
        print("model      \(output)/model.safetensors")
        print("log        \(output)/log.csv")
        print("curves     \(output)/curves.svg")
        if outcome?.classification != nil {
            print("classes    \(output)/classes.html, \(output)/classes.json")
        }
    }

    private func train(_ configuration: TrainingConfiguration, folds: FoldChoice) throws {
        let validation = try CrossValidation(
            configuration, folds: folds.count, folder: output, device: computing.chosenDevice(),
            report: Self.report)
        let summary = try validation.run { print("skipped    \($0)") }
        let table = TextTable(
            summary.rows, rightAligned: Set(1..<(summary.rows.first?.count ?? 1)))
        print(table.lines.joined(separator: "\n"))
        print("folds      \(output)/folds.csv")
    }
}

extension HeadConfiguration.Kind: ExpressibleByArgument {}
