import Datasets
import Imaging

/// Pictures of a run's photographs, cut to what is compared.
struct RunPictures: Sendable {
    private let tables: [PhotographTable]
    /// By photograph, the rows of a table.
    private let rows: [[String: [Int]]]
    private let selection: BoxSelection
    private let margin: Double
    private let thumbnails = Thumbnails(folder: ".")

    /// Pictures of photographs, looked for in tables in this order.
    ///
    /// - Parameters:
    ///   - selection: the box that a photograph is cut to; one without a box is shown whole.
    ///   - margin: what is kept around it, as a share of its width and height.
    init(_ tables: [PhotographTable], selection: BoxSelection, margin: Double) {
        self.tables = tables
        rows = tables.map { table in
            Dictionary(grouping: 0..<table.count) { table[$0].path }
        }
        self.selection = selection
        self.margin = margin
    }

    /// A picture of a photograph; `nil` where it cannot be read.
    ///
    /// - Parameter individual: which of several animals is meant.
    func picture(of image: String, showing individual: String? = nil) -> String? {
        for (table, rows) in zip(tables, rows) {
            guard let found = rows[image], let first = found.first else { continue }
            let row = found.first { table[$0].individual == individual } ?? first
            let file = table.file(at: row)
            let cut = crop(of: table[row], file: file).flatMap {
                thumbnails.picture(of: file, crop: $0, name: image)
            }
            return cut ?? thumbnails.picture(of: file, name: image)
        }
        return thumbnails.picture(of: image, name: image)
    }

    private func crop(of photograph: Photograph, file: String) -> CropBox? {
        guard let label = selection.chosen(photograph.boxes).first,
            let header = try? ImageDecoder().header(of: ImageFile(path: file))
        else { return nil }
        return CropRegion(
            around: label.box, margin: margin, told: photograph.size, size: header.size
        ).map { .pixels($0.rectangle) }
    }
}

extension RunContext {
    /// The boxes that embedders, or whoever looks at the photographs, are shown.
    var boxSelection: BoxSelection {
        var selection = BoxSelection()
        selection.className = configuration.crop.box.isEmpty ? nil : configuration.crop.box
        return selection
    }
}
