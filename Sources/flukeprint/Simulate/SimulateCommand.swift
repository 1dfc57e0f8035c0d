import ArgumentParser
import Datasets
import Foundation
import Imaging
import Progress
import SimulatedDataset
import SimulatedSea

/// `flukeprint simulate OUTPUT`.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write a simulated data set: photographs of the sea, boxes, individuals.",
        discussion: """
            Renders photographs of dolphins and whales that do not exist, each with a dorsal fin of its \
            own. The folder then holds the table (sea.csv), the photographs (images/), the same boxes \
            for a detector (yolo/), and what the sea was made from (sea.yaml). The same options give the \
            same bytes; given again for the same folder, they go on where the command was stopped.

            Examples:
              flukeprint simulate sea
              flukeprint simulate sea --individuals 25 --photographs 6 --sheet sheet.jpg
              flukeprint simulate orcas --species killer_whale --size 1600x1067 --seed 7
              flukeprint simulate mixed --species bottlenose_dolphin=3 --species rissos_dolphin
              flukeprint simulate easy --difficulty 0.3 --pose 1
            """)

    @Argument(help: "The folder to write.", completion: .directory)
    var output: String

    @OptionGroup var sea: SeaOptions

    @Option(help: "How many photographs are rendered at a time; by default, as many as cores.")
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Write a contact sheet too: fins of some animals, and whole photographs with boxes.",
            valueName: "file"), completion: .file(extensions: ["jpg", "png"]))
    var sheet: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard (workers ?? 1) > 0 else { throw ValidationError("--workers takes 1 or more") }
    }

    func run() throws {
        if let sheet { try checkFolder(of: sheet) }
        Interruption.explain()
        let dataset = SimulatedDataset(sea.knobs(), in: output)
        let total = dataset.plan.photographs.count
        let progress = LateProgress(total: total)
        let table: PhotographTable
        do {
            // The bar's line must end before an error is printed.
            defer { progress.finish() }
            table = try dataset.write(
                workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
                progress: progress.report)
        }
        if let sheet { try SeaSheet().drawn(from: table).write(to: sheet) }
        let summary = SimulationSummary(table, photographs: total, in: dataset.folder)
        print(json ? try summary.json() : summary.text)
    }
}
