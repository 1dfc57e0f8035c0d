import ArgumentParser
import Datasets
import Foundation
import Pipeline
import TensorFiles

/// `flukeprint classify MODEL PHOTOGRAPHS`.
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Name the classes of photographs, such as species, by a model that train made.",
        discussion: """
            Writes a CSV table with a row for each photograph: its five likeliest classes, each with its \
            probability. Photographs are cropped to their boxes as in training. Those that cannot be read \
            are skipped, listed and counted. The same command again goes on where it was interrupted.

            Where the data set tells the classes of photographs, under the label that the model learned, \
            the answers are judged: accuracy, each class's recall and precision, and what is taken for what.

            Examples:
              flukeprint train --table leaves.csv --label disease --head softmax \\
                --set validation.metric=accuracy --output runs/leaves
              flukeprint classify runs/leaves/model.safetensors new-leaves --output predictions.csv
              flukeprint classify runs/leaves/model.safetensors leaves.csv --split test \\
                --output test.csv --html test.html --json
            """)

    @Argument(help: "A model.safetensors of `train`.", completion: .file())
    var model: String

    @Argument(help: "A folder, a table or an annotation file.", completion: .file())
    var input: String

    @Flag(help: "Name species, by a head that learned them on the side (head.species_weight).")
    var species = false

    @Option(help: "The CSV table to write.", completion: .file())
    var output: String

    @Option(
        help: ArgumentHelp(
            "A page with the confusion matrix and confused photographs to write.", valueName: "file"
        ), completion: .file())
    var html: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @OptionGroup var options: EmbeddingOptions

    func run() throws {
        try options.prepare(for: output)
        if let html {
            try checkAbsent(html, force: options.force)
            try checkFolder(of: html)
        }
        let classifier = try Classifier(contentsOf: model, usesSpecies: species)
        let table = try options.photographs(of: input)
        let run = ClassificationRun(classifier, options: try options.runOptions())
        guard html == nil && !json || run.canJudge(table) else {
            throw DatasetError(
                path: input,
                problem:
                    "expected classes that the model knows under '\(classifier.labelName)', found none",
                advice: "leave out --html and --json to name the classes of unknown photographs")
        }
        let outcome = try run.run(table, to: output)
        if let html, let classification = outcome.classification {
            let page = ClassificationPage(of: classification, photographs: table.root)
            try AtomicFile.write(Array(page.html.utf8), to: html)
        }
        try report(outcome)
    }

    private func report(_ outcome: ClassificationRun.Outcome) throws {
        let lines =
            outcome.skipped.map { "skipped    \($0)" } + [
                "\(output): \(outcome.count) photographs classified, "
                    + "\(outcome.skipped.count) photographs skipped, "
                    + String(format: "%.1f images/s", outcome.imagesPerSecond)
            ]
        if json, let classification = outcome.classification {
            FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
            print(try classification.json, terminator: "")
        } else {
            print(
                (lines + [outcome.classification?.text].compactMap { $0 }).joined(separator: "\n"))
        }
    }
}
