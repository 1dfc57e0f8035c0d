import ArgumentParser
import Foundation

/// `flukeprint model inspect FILE`.
struct ModelInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "List the tensors of a weight file: names, element types, shapes.",
        discussion: """
            Examples:
              flukeprint model inspect model.safetensors
              flukeprint model inspect checkpoint.pth --entry ema --statistics
              flukeprint model inspect efficientnet.pth --json > tensors.json
            """)

    @Argument(help: "A .safetensors, .pth, .pt or .npy file.", completion: .file())
    var file: String

    @OptionGroup var options: WeightFileOptions

    @Flag(help: "Also read the elements: sum, least and greatest of each tensor.")
    var statistics = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let summary = try WeightFileSummary(
            of: file, entry: options.entry, withStatistics: statistics)
        print(json ? try summary.json() : summary.table())
    }
}
