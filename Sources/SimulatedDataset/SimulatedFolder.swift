import Datasets
import Foundation
import Imaging
import SimulatedSea

/// The folder of a simulated data set, and what lies where in it.
public struct SimulatedFolder: Sendable {
    /// The folder itself.
    public let path: String

    init(_ path: String) {
        self.path = path
    }

    /// The table.
    public var table: String { path + "/sea.csv" }
    /// What the sea was made from.
    public var configuration: String { path + "/sea.yaml" }
    /// The boxes in YOLO's format.
    public var yolo: String { path + "/yolo" }
    private var readme: String { path + "/README.md" }
    /// What was seen in photographs while the table is not written yet.
    private var unfinished: String { path + "/.unfinished" }

    /// Whether everything was written once.
    var hasTable: Bool { FileManager.default.fileExists(atPath: table) }

    /// A photograph's file, relative to the folder.
    static func file(of photograph: PlannedPhotograph) -> String {
        "images/\(photograph.split.rawValue)/\(photograph.name).jpg"
    }

    private func annotations(of photograph: PlannedPhotograph) -> String {
        "\(unfinished)/\(photograph.name).json"
    }

    /// Makes the folder, or sees to it that it holds this very sea.
    ///
    /// - Throws: `DatasetError` where it holds another sea or something else, or cannot be made.
    func claim(for knobs: SeaKnobs) throws {
        let files = FileManager.default
        if files.fileExists(atPath: configuration) {
            try SeaConfiguration(knobs).check(against: configuration)
        } else {
            let found = (try? files.contentsOfDirectory(atPath: path)) ?? []
            // What a first, interrupted writing of the configuration left is no other's property.
            guard found.allSatisfy({ $0 == ".sea.yaml.partial" }) else {
                throw DatasetError(
                    path: path, problem: "the folder holds something else than a simulated sea",
                    advice: "name a new folder", kind: .unwritable)
            }
        }
        try AtomicWriting.makeFolder(path)
        if !files.fileExists(atPath: configuration) {
            try AtomicWriting.write(SeaConfiguration(knobs).yaml().utf8, to: configuration)
        }
        for split in Split.allCases {
            try AtomicWriting.makeFolder("\(path)/images/\(split.rawValue)")
        }
        try AtomicWriting.makeFolder(unfinished)
    }

    /// Whether nothing need be done for a photograph.
    func holds(_ photograph: PlannedPhotograph, isComplete: Bool) -> Bool {
        let files = FileManager.default
        return files.fileExists(atPath: "\(path)/\(Self.file(of: photograph))")
            && (isComplete || files.fileExists(atPath: annotations(of: photograph)))
    }

    /// Writes a photograph, and what it shows.
    func add(_ planned: PlannedPhotograph, _ rendered: SeaPhotograph) throws {
        let annotations = try JSONEncoder().encode(rendered.annotations)
        try AtomicWriting.write(annotations, to: self.annotations(of: planned))
        let image = PixelImage(
            copying: rendered.pixels,
            size: ImageSize(width: rendered.width, height: rendered.height))
        let bytes = try image.encoded(
            as: .jpeg(quality: planned.quality), metadata: PhotographMetadata(planned))
        try AtomicWriting.write(bytes, to: "\(path)/\(Self.file(of: planned))")
    }

    /// Writes the table and what is made from it, once all photographs are there.
    func complete(_ plan: SeaPlan) throws -> PhotographTable {
        var table = PhotographTable(root: path, furtherColumns: Photograph.simulatedColumns)
        for photograph in plan.photographs {
            let file = annotations(of: photograph)
            guard let bytes = FileManager.default.contents(atPath: file),
                let shown = try? JSONDecoder().decode([AnimalAnnotation].self, from: bytes)
            else {
                throw DatasetError(
                    path: file, problem: "cannot be read",
                    advice: "delete it and its photograph, and run the command again")
            }
            for row in Photograph.rows(of: photograph, showing: shown) { table.append(row) }
        }
        try table.writeYOLO(to: yolo, classes: ["fin", "body"])
        try AtomicWriting.write(SeaReadme(plan, table).text.utf8, to: readme)
        try table.writeTable(to: self.table)
        tidy()
        return table
    }

    /// Removes what only an unfinished folder needs.
    func tidy() {
        try? FileManager.default.removeItem(atPath: unfinished)
    }
}
