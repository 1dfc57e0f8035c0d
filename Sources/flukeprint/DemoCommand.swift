import ArgumentParser
import Demonstration
import Foundation

/// `flukeprint demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Learn to tell drawn dolphins apart, and write a report to look at.",
        discussion: """
            Draws the fins of 30 animals, trains a small network on drawings of them, and identifies \
            new drawings. Takes about half a minute. The folder receives report.html, log.csv and \
            model.safetensors.

            Examples:
              flukeprint demo
              flukeprint demo --output runs/tomorrow --seed 2
            """)

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var output = "runs/demo"

    @Option(help: "The same seed gives the same sea and the same scores.")
    var seed: UInt64 = 1

    func run() throws {
        let demonstration = Demonstration(folder: output, seed: seed)
        let outcome = try demonstration.run { epoch, loss in
            let line = String(
                format: "epoch %2d of %d   loss %.3f\n", epoch, demonstration.epochs, loss)
            FileHandle.standardError.write(Data(line.utf8))
        }
        print(
            String(
                format: "network:    MAP@5 %.3f, first answer right %.1f %%",
                outcome.learned.map5, outcome.learned.top1 * 100))
        print(
            String(
                format: "raw pixels: MAP@5 %.3f, first answer right %.1f %%",
                outcome.pixels.map5, outcome.pixels.top1 * 100))
        print("report:     \(outcome.report)")
    }
}
