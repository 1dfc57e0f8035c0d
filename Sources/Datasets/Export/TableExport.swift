/// How a data set is written.
public struct ExportOptions: Sendable {
    /// The classes by number, for formats that number them; `nil` takes those of the boxes.
    public var classes: [String]?
    /// What a folder holds of the photographs.
    public var photographs: HeldPhotographs = .links
    /// Gives the size of a photograph (its file) where a format needs it, and the table does not tell.
    public var size: @Sendable (String) throws -> PictureSize? = { _ in nil }

    /// The defaults: nothing is read from photographs.
    public init() {}
}

extension PhotographTable {
    /// Writes the table in a format, as a file or a folder that appears complete.
    ///
    /// - Throws: `DatasetError` where it cannot be written, or a size is needed and not known; whatever the options'
    ///   `size` throws.
    public func write(
        as format: ExportFormat, to path: String, options: ExportOptions = ExportOptions()
    ) throws {
        let (classes, size) = (options.classes, options.size)
        switch format {
        case .table: try writeTable(to: path)
        case .yolo:
            try writeYOLO(
                to: path, classes: classes, photographs: options.photographs, size: size)
        case .coco: try writeCOCO(to: path, classes: classes, size: size)
        case .cocoResults: try writeCOCOResults(to: path, classes: classes, size: size)
        case .voc: try writeVOC(to: path, photographs: options.photographs, size: size)
        case .tensorflow: try writeTensorFlow(to: path, size: size)
        case .detectorBoxes: try writeDetectorBoxes(to: path, size: size)
        case .happywhale: try writeHappywhale(to: path, size: size)
        case .wildlife: try writeWildlife(to: path, size: size)
        }
    }
}
