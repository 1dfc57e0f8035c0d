import ArgumentParser
import Datasets
import Foundation
import Imaging

/// `flukeprint dataset augment PATH…`.
struct DatasetAugmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment",
        abstract: "Write a contact sheet of what augmentation does to photographs.",
        discussion: """
            Each photograph stands untouched before what is made of it, boxes drawn over it. The same \
            seed gives the same sheet. --print writes a preset's YAML with every value commented, to \
            start a configuration of your own from.

            Presets: happywhale and mild for telling individuals apart, yolov5 for detectors, none for \
            evaluation.

            Examples:
              flukeprint dataset augment fin.jpg --preset happywhale --output sheet.jpg
              flukeprint dataset augment dolphins --preset yolov5 --output sheet.jpg --photographs 6
              flukeprint dataset augment --preset mild --print > augment.yaml
              flukeprint dataset augment metadata.csv --config augment.yaml --output sheet.png --seed 7
            """)

    @Argument(
        help: "Photographs, or data sets: tables, annotation files, folders.", completion: .file())
    var paths: [String] = []

    @Option(
        help: ArgumentHelp("The pipeline, a YAML file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(help: "The pipeline: happywhale, mild, yolov5 or none.")
    var preset: AugmentationPreset?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("A .jpg or .png to write.", valueName: "file"),
        completion: .file(extensions: ["jpg", "png"]))
    var output: String?

    @Option(help: "How many samples, over all photographs.")
    var count = 24

    @Option(
        help: ArgumentHelp(
            "How many photographs are drawn from data sets.", valueName: "number"))
    var photographs = 4

    @Option(help: "The same seed gives the same sheet.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Width and height of the samples, in place of the configuration's.", valueName: "pixels"
        ))
    var size: Int?

    @OptionGroup var options: DatasetOptions

    @Flag(name: .customLong("print"), help: "Print the preset's YAML, and do nothing else.")
    var printsPreset = false

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        guard (config == nil) != (preset == nil) else {
            throw ValidationError("Give either --config or --preset.")
        }
        if printsPreset {
            guard preset != nil else { throw ValidationError("--print takes --preset.") }
            return
        }
        guard !paths.isEmpty else { throw ValidationError("Name a photograph or a data set.") }
        guard output != nil else { throw ValidationError("--output names the sheet to write.") }
        guard 1...1_000 ~= count else { throw ValidationError("--count is from 1 to 1000.") }
        guard 1...100 ~= photographs else {
            throw ValidationError("--photographs is from 1 to 100.")
        }
        if let size {
            guard 1...4_096 ~= size else { throw ValidationError("--size is from 1 to 4096.") }
        }
    }

    func run() throws {
        if printsPreset, let preset {
            print(preset.yaml, terminator: "")
            return
        }
        guard let output else { return }
        try checkAbsent(output, force: force)
        var pipeline =
            try config.map { try AugmentationPipeline(contentsOf: $0) }
            ?? (preset ?? .none).pipeline()
        if let size { pipeline.size = ImageSize(width: size, height: size) }
        let sheet = try AugmentationSheet(
            try PhotographsOnSheet(paths, options: options, count: photographs, seed: seed),
            pipeline: pipeline, count: count, seed: seed)
        try sheet.drawn().write(to: output)
        for error in sheet.skipped { print("skipped    \(error)") }
        print("\(output): \(sheet.sampleCount) samples of \(sheet.photographCount) photographs")
    }
}

extension AugmentationPreset: ExpressibleByArgument {}
