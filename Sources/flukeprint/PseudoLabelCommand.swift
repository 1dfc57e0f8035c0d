import ArgumentParser
import Datasets
import Foundation
import Pipeline
import TensorFiles

/// `flukeprint pseudo-label`.
struct PseudoLabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pseudo-label",
        abstract: "Make labels of sure predictions, to learn from them in the next training.",
        discussion: """
            Writes a table with all rows of the training table, and a row for each photograph whose first \
            answer is sure enough. How sure that is, is given (--confidence) or found on photographs that \
            the teacher held out (--validation): the lowest confidence at which so many of those accepted \
            are right (--precision).

            Predictions are matches.csv of `rank`, or a table with image, individual_id and conf. Each new \
            row tells its teacher and what that held out, so that `train` can keep photographs out of a \
            training whose teacher saw what it is judged by. Photographs that are learned from or held \
            out by now are refused.

            Examples:
              flukeprint pseudo-label --table folds.csv --photographs new.csv \\
                --predictions matches.csv --teacher runs/folds/fold-0/model.safetensors \\
                --validation held-out-matches.csv --precision 0.95 --output labelled.csv
              flukeprint pseudo-label --table train.csv --photographs test.csv \\
                --predictions pseudo_labels.csv --confidence 0.8 --kind hard \\
                --per-individual 10 --output labelled.csv --html labelled.html
              flukeprint pseudo-label --table train.csv --photographs new.csv \\
                --predictions matches.csv --confidence 0.9 --new cluster \\
                --embeddings queries.safetensors --output labelled.csv
              flukeprint train train.yaml --table labelled.csv --set data.fold=0 \\
                --output runs/second
            """)

    @Option(
        help: ArgumentHelp("The data set that is learned from by now.", valueName: "data set"),
        completion: .file())
    var table: String

    @Option(
        help: ArgumentHelp("The data set whose photographs were predicted.", valueName: "data set"),
        completion: .file())
    var photographs: String

    @Option(
        help: ArgumentHelp("What was predicted of them, a CSV table.", valueName: "file"),
        completion: .file())
    var predictions: String

    @Option(
        help: ArgumentHelp("The table to write.", valueName: "file"), completion: .file())
    var output: String

    @Option(help: "The least confidence of predictions that are accepted.")
    var confidence: Double?

    @Option(
        help: ArgumentHelp(
            "What was predicted of photographs that the teacher held out.", valueName: "file"),
        completion: .file())
    var validation: String?

    @Option(
        help: ArgumentHelp(
            "The data set that tells who these show; --table by default.", valueName: "data set"),
        completion: .file())
    var validationTable: String?

    @Option(
        help: ArgumentHelp(
            "The share of labels that shall be right, by --validation; 0.9 by default.",
            valueName: "share"))
    var precision: Double?

    @Option(
        help: ArgumentHelp(
            "Photographs held out that a confidence must accept to be chosen.", valueName: "number")
    )
    var least = 20

    @Option(help: "What confidences are: probability or score.")
    var by: Measure = .probability

    @Option(
        help:
            "Labels that count as a person's, by their confidence, or that name several: hard, weighted or soft."
    )
    var kind: PseudoLabelSettings.Kind?

    @Option(
        help: ArgumentHelp(
            "Photographs of each individual at most, the surest.", valueName: "number"))
    var perIndividual: Int?

    @Option(
        name: .customLong("new"),
        help: "What becomes of new_individual: exclude, or cluster into provisional individuals.")
    var newIndividuals: PseudoLabelSettings.NewIndividuals = .exclude

    @Option(
        help: ArgumentHelp(
            "The teacher's embeddings of the photographs, for --new cluster.", valueName: "file"),
        completion: .file())
    var embeddings: String?

    @Option(
        help: ArgumentHelp(
            "The mean cosine that photographs of one provisional individual exceed.",
            valueName: "cosine"))
    var clusterSimilarity = 0.6

    @Option(
        help: ArgumentHelp(
            "Photographs that a provisional individual has at least.", valueName: "number"))
    var clusterPhotographs = 2

    @Option(
        help: ArgumentHelp("The model.safetensors that predicted.", valueName: "file"),
        completion: .file())
    var teacher: String?

    @Option(
        help: ArgumentHelp(
            "What the teacher held out, where its file does not tell: a fold's number, or a split's name.",
            valueName: "fold"))
    var teacherFold: String?

    @OptionGroup var dataset: DatasetOptions

    @Option(
        help: ArgumentHelp(
            "The folder that the paths of --photographs start from (--root is that of --table).",
            valueName: "folder"),
        completion: .directory)
    var photographsRoot: String?

    @Option(
        help: ArgumentHelp("A page with plots and photographs to write.", valueName: "file"),
        completion: .file())
    var html: String?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Flag(help: "Replace the output where it exists.")
    var force = false

    /// What a confidence is.
    enum Measure: String, ExpressibleByArgument, CaseIterable {
        case probability, score
    }

    func validate() throws {
        guard confidence != nil || validation != nil else {
            throw ValidationError(
                "Give the confidence by --confidence, or predictions to find it on by --validation."
            )
        }
        guard confidence == nil || precision == nil else {
            throw ValidationError("--precision finds the confidence: leave out --confidence.")
        }
        guard validation != nil || precision == nil && validationTable == nil else {
            throw ValidationError("--precision and --validation-table belong to --validation.")
        }
        guard precision.map({ $0 > 0 && $0 <= 1 }) ?? true else {
            throw ValidationError("--precision is above 0 and up to 1.")
        }
        if let confidence {
            guard by == .score ? -1...1 ~= confidence : 0...1 ~= confidence else {
                throw ValidationError("--confidence is a \(by.rawValue).")
            }
        }
        guard least > 0, perIndividual ?? 1 > 0, clusterPhotographs > 0 else {
            throw ValidationError(
                "--least, --per-individual and --cluster-photographs are 1 or more.")
        }
        guard -1...1 ~= clusterSimilarity else {
            throw ValidationError("--cluster-similarity is a cosine, from -1 to 1.")
        }
        let inputs =
            [table, photographs, predictions]
            + [validation, validationTable, embeddings].compactMap { $0 }
        guard html != output, !inputs.contains(output), html.map({ !inputs.contains($0) }) ?? true
        else {
            throw ValidationError(
                "--output and --html are files of their own, and none that is read.")
        }
        guard (newIndividuals == .cluster) == (embeddings != nil) else {
            throw ValidationError("--new cluster and --embeddings go together.")
        }
        guard by == .probability || kind ?? .hard == .hard && newIndividuals == .exclude else {
            throw ValidationError(
                "Scores are no probabilities: --by score makes hard labels, of known individuals.")
        }
    }

    func run() throws {
        for path in [output, html].compactMap({ $0 }) {
            try checkAbsent(path, force: force)
            try checkFolder(of: path)
        }
        var run = PseudoLabelRun(
            training: .init(try dataset.open(table).table, path: table),
            photographs: .init(
                try dataset.open(photographs, as: nil, below: photographsRoot).table,
                path: photographs),
            predictions: predictions,
            teacher: try PseudoLabelTeacher(
                model: teacher, predictions: predictions, heldOut: teacherFold))
        run.validation = validation
        run.truth = try validationTable.map {
            .init(try dataset.open($0, as: nil, below: nil).table, path: $0)
        }
        run.embeddings = embeddings
        let outcome = try run.run(settings)
        var files = [(path: output, bytes: outcome.table.tableBytes(for: output))]
        if let html { files.append((html, Array(outcome.page.html.utf8))) }
        try AtomicWriting.write(files)
        let line =
            "\(output): \(outcome.table.count) rows, \(outcome.report.accepted) of them pseudo-labelled"
        if json {
            FileHandle.standardError.write(Data("\(line)\n".utf8))
            print(try outcome.report.json)
        } else {
            print("\(outcome.report.text)\n\(line)")
        }
    }

    private var settings: PseudoLabelSettings {
        var settings = PseudoLabelSettings(
            confidence.map { .confidence($0) } ?? .precision(precision ?? 0.9))
        settings.kind = kind ?? (by == .score ? .hard : .weighted)
        settings.leastAccepted = least
        settings.usesScores = by == .score
        settings.perIndividual = perIndividual
        settings.newIndividuals = newIndividuals
        settings.clusterSimilarity = clusterSimilarity
        settings.clusterPhotographs = clusterPhotographs
        return settings
    }
}

extension PseudoLabelSettings.Kind: ExpressibleByArgument {}
extension PseudoLabelSettings.NewIndividuals: ExpressibleByArgument {}
