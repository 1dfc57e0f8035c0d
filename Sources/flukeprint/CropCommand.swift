import ArgumentParser
import Datasets
import Foundation
import Pipeline

/// `flukeprint crop PHOTOGRAPHS FOLDER`.
struct CropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crop",
        abstract: "Cut the animals out of photographs, at full detail.",
        discussion: """
            Takes a data set with boxes, be they a detector's, a person's, or from elsewhere, and writes a \
            folder of crops, sub-folders kept. Of several boxes, the best is taken: one that a person drew, \
            then the most confident, then the largest. Beside the crops come crops.csv, which train and \
            embed take (or the folder); contact sheets; and review.csv and review.html with the \
            photographs that a person should look at: those with no box, with several, with tiny, doubtful \
            or overlapping ones, or with one at the photograph's edge. Photographs that cannot be read are \
            listed and counted. The same command again goes on where it was interrupted, and makes again \
            only what has changed.

            Examples:
              flukeprint crop boxes.csv crops
              flukeprint crop dolphins fins --class fin --boxes all --margin 0.2
              flukeprint crop detections.csv fins --box fin --confidence 0.4 --shortest-edge 512
              flukeprint embed runs/first/model.safetensors fins --output queries.safetensors
            """)

    @Argument(help: "A table, an annotation file or a folder with boxes.", completion: .file())
    var input: String

    @Argument(help: "The folder to write.", completion: .directory)
    var output: String

    @Option(
        help: "The confidence that a detector's boxes have at least, 0 to 1; all count by default.")
    var confidence = 0.0

    @OptionGroup var crops: CropOptions
    @OptionGroup var dataset: DatasetOptions

    @Option(help: "Photographs that are read at once; by default as many as there are processors.")
    var workers: Int?

    @Option(
        help: ArgumentHelp("The share of photographs that may be bad, 0 to 1.", valueName: "share"))
    var tolerate = 0.1

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Flag(help: "Make crops again that are there, and write into a folder of other files.")
    var force = false

    func validate() throws {
        guard 0...1 ~= confidence, 0...1 ~= tolerate else {
            throw ValidationError("--confidence and --tolerate are from 0 to 1.")
        }
        guard (workers ?? 1) > 0 else { throw ValidationError("--workers is 1 or more.") }
    }

    func run() throws {
        let table = try dataset.open(input).table
        try check(table)
        Interruption.explain()
        let outcome = try CroppingRun(options: options).run(table, to: output)
        let summary = CropSummary(outcome, folder: output)
        print(json ? try summary.json() : summary.text)
        try outcome.check(toleratedBadShare: tolerate)
    }

    /// Looks whether there is anything to crop to.
    private func check(_ table: PhotographTable) throws {
        let classes = table.boxClasses
        guard table.count > 0 else {
            throw DatasetError(path: input, problem: "expected photographs, found none")
        }
        if let box = crops.box, !classes.contains(box) {
            throw DatasetError(
                path: input, problem: "expected boxes of the class '\(box)', found none",
                advice: classes.isEmpty
                    ? "bring a table with boxes"
                    : "the classes are \(classes.joined(separator: ", "))")
        }
        guard !classes.isEmpty else {
            throw DatasetError(
                path: input, problem: "expected boxes, found none",
                advice: "bring a table with boxes, as a detector or a labelling tool writes them")
        }
    }

    private var options: CroppingRun.Options {
        var options = crops.options
        options.selection.leastConfidence = confidence
        if let workers { options.workers = workers }
        options.startsAnew = force
        return options
    }
}
