import ArgumentParser
import Foundation
import Pipeline
import SimulatedDataset
import SimulatedSea

/// `flukeprint demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole pipeline on a simulated sea, with a report to look at.",
        discussion: """
            Renders some hundred photographs of 24 dolphins, a few of which appear only among those to name; \
            trains a model to tell them apart, lets it learn from its own sure answers, names the photographs, \
            and draws a page to look at. Takes some minutes on two cores. The same command again goes on \
            where it was stopped.

            The folder receives sea/ (the photographs), run/rank/submission.csv, run/rank/matches.csv and \
            run/report/report.html.

            Examples:
              flukeprint demo
              flukeprint demo --weights efficientnet-lite0-57934424.pth
              flukeprint demo --output runs/tomorrow --seed 2
            """)

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var output = "runs/demo"

    @Option(
        help: ArgumentHelp(
            "Weights of EfficientNet-Lite0 to start from; `make demo` fetches some. From random ones it learns less.",
            valueName: "file"), completion: .file())
    var weights: String?

    @Option(help: "The same seed gives the same sea and the same scores.")
    var seed: UInt64 = 1

    @OptionGroup var computing: ComputingOptions

    @Flag(help: "Print the run's configuration, every value with a comment, and do nothing else.")
    var printConfiguration = false

    func run() throws {
        let sea = "\(output)/sea"
        let configuration = try DemoConfiguration.configuration(
            table: "\(sea)/sea.csv", weights: weights, seed: seed)
        if printConfiguration {
            print(configuration.yaml, terminator: "")
            return
        }
        Interruption.explain()
        try simulate(into: sea)
        computing.prepare()
        let run = try WholeRun(
            configuration, folder: "\(output)/run", device: computing.chosenDevice()
        ) { line in
            FileHandle.standardError.write(Data("\(line)\n".utf8))
        }
        let outcome = try run.run()
        try WholeRunReport(outcome, StageRunner.Options()).show(json: false)
        if let pixels = try run.pixelComparison() {
            print(
                String(
                    format: "raw pixels MAP@5 %.3f, top-1 %.1f %% of photographs of known animals",
                    pixels.map5, pixels.top1 * 100))
        }
    }

    private func simulate(into folder: String) throws {
        let dataset = SimulatedDataset(Self.knobs(seed: seed), in: folder)
        let progress = LateProgress(total: dataset.plan.photographs.count)
        defer { progress.finish() }
        try dataset.write(
            workers: ProcessInfo.processInfo.activeProcessorCount, progress: progress.report)
    }

    /// Few animals, often photographed, near, in fair weather: what can be learned in minutes.
    private static func knobs(seed: UInt64) -> SeaKnobs {
        SeaKnobs(
            seed: seed, individuals: 24, photographsPerIndividual: 22, tail: 0.3, testShare: 0.4,
            newIndividualShare: SeaKnobs().newIndividualShare, emptyShare: 0, companionShare: 0,
            species: SeaKnobs.commonSpecies, distinctiveness: SeaKnobs().distinctiveness,
            width: 480, height: 320,
            difficulty: Difficulty(
                pose: 0.3, light: 0.3, distance: 0.3, blur: 0.3, occlusion: 0.3))
    }
}
