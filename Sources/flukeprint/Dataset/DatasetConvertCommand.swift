import ArgumentParser
import Datasets
import Foundation

/// `flukeprint dataset convert IN OUT`.
struct DatasetConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a data set in another format.",
        discussion: """
            table (or csv) is Flukeprint's own table, which holds everything; coco a JSON file; yolo and \
            voc folders with annotations and links to the photographs; tensorflow, detector-boxes, \
            happywhale and wildlife tables; coco-results a detector's boxes for pycocotools. What a format \
            has no place for is left out, and named. Where a format needs a photograph's size that is not \
            known, it is read from the file. Files appear complete or not at all.

            Examples:
              flukeprint dataset convert happywhale/train.csv train.csv --to table
              flukeprint dataset convert raccoon/labels.csv raccoon-yolo --to yolo
              flukeprint dataset convert dolphins fins --to voc --class fin
            """)

    @Argument(help: "A table, an annotation file, or a folder.", completion: .file())
    var input: String

    @Argument(
        help: "The file to write, or the folder for YOLO and Pascal VOC.", completion: .file())
    var output: String

    @Option(help: ArgumentHelp("\(ExportFormat.list).", valueName: "format"))
    var to: ExportFormat

    @OptionGroup var options: DatasetOptions

    @Option(help: "Whether a YOLO or VOC folder holds links, copies or none of the photographs.")
    var photographs: HeldPhotographs = .links

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func run() throws {
        try checkAbsent(output, force: force)
        let table = try options.open(input).table
        var export = ExportOptions()
        export.photographs = photographs
        export.size = { try? PictureSize(ofPhotograph: $0) }
        try table.write(as: to, to: output, options: export)
        to.tellWhatIsLeftOut(of: table)
        print("\(output): \(table.count) photographs, \(table.boxCount) boxes")
    }
}

extension HeldPhotographs: ExpressibleByArgument {}
