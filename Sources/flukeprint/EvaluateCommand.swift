import ArgumentParser
import Datasets
import Foundation
import Pipeline
import Ranking
import TensorFiles

/// `flukeprint evaluate DATABASE QUERIES`.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge how well embeddings identify individuals.",
        discussion: """
            Each query is compared with every photograph in the database by cosine; an individual scores \
            its nearest photograph. Both files hold embeddings with their individuals, as `embed` writes \
            them: safetensors with the tensor `embeddings`, and `images` and `individuals` in the \
            metadata, or NumPy's .npy beside the table of its rows, as .csv. The same file twice is compared without each photograph itself.

            Examples:
              flukeprint evaluate database.safetensors queries.safetensors
              flukeprint evaluate database.safetensors queries.safetensors \\
                --table metadata.csv --html evaluation.html
              flukeprint evaluate database.safetensors queries.safetensors \\
                --model runs/first/model.safetensors
              flukeprint evaluate database.safetensors queries.safetensors --query-expansion 3
            """)

    @Argument(help: "The embeddings of known individuals.", completion: .file())
    var database: String

    @Argument(help: "The embeddings of photographs to identify.", completion: .file())
    var queries: String

    @Option(
        help: ArgumentHelp(
            "A data set that tells species, and where photographs are.", valueName: "data set"),
        completion: .file())
    var table: String?

    @Option(
        help: ArgumentHelp(
            "The folder that the images' names start from; by default the data set's.",
            valueName: "folder"), completion: .directory)
    var photographs: String?

    @Option(
        help: ArgumentHelp("A page with plots and pictures to write.", valueName: "file"),
        completion: .file())
    var html: String?

    @Option(help: "How many nearest photographs are looked at.")
    var neighbours = 100

    @Option(
        help: ArgumentHelp(
            "Call an individual new where its best score, a cosine, is lower.", valueName: "score"))
    var threshold: Float?

    @Option(
        help: ArgumentHelp(
            "The model that made the embeddings: its threshold is used. It holds for `embed --flip` just where "
                + "the model was judged so (validation.flip).", valueName: "file"),
        completion: .file())
    var model: String?

    @OptionGroup var expanding: ExpansionOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Replace the page where it exists.")
    var force = false

    func validate() throws {
        guard neighbours > 0 else { throw ValidationError("--neighbours is 1 or more.") }
        guard model == nil || !expanding.isExpanded else {
            throw ValidationError(
                "The model's threshold holds for scores without expansions: give --threshold, found on "
                    + "scores with them.")
        }
        guard threshold == nil || model == nil else {
            throw ValidationError("Give --threshold or --model, not both.")
        }
    }

    func run() throws {
        if let html {
            try checkAbsent(html, force: force)
            try checkFolder(of: html)
        }
        let known = try labelled(database)
        let asked = try labelled(queries)
        try known.checkComparable(with: asked, at: (database, queries))
        try expanding.check(asked, in: known, path: queries)
        let annotations = try table.map { try Dataset(contentsOf: $0).table }
        let evaluation = Evaluation(
            of: asked, in: known, species: annotations?.speciesOfIndividuals ?? [:],
            neighbours: neighbours, threshold: try chosenThreshold(for: known),
            augmentation: expanding.augmentation, expansion: expanding.expansion)
        if let html {
            let page = EvaluationPage(
                of: evaluation, queries: asked, database: known,
                photographs: photographs ?? annotations?.root ?? ".")
            try AtomicFile.write(Array(page.html.utf8), to: html)
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
        } else {
            print(evaluation.text)
        }
    }

    /// The threshold that was given, or the one in the model's file.
    private func chosenThreshold(for embeddings: Embeddings) throws -> Float? {
        guard let model else { return threshold }
        return try NewIndividualThreshold(ofModel: model, for: embeddings).threshold
    }

    private func labelled(_ path: String) throws -> Embeddings {
        let embeddings = try Embeddings(contentsOf: path, table: nil)
        guard embeddings.individuals != nil, embeddings.count > 0 else {
            throw TensorFileError(
                path: path, problem: "expected embeddings with individuals, found none",
                advice: "make it from a table that names individuals", kind: .malformed)
        }
        return embeddings
    }
}
