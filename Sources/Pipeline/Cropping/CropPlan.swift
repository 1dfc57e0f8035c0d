import Datasets

/// Which crops are to be made of the photographs of a table, and how they are called.
struct CropPlan: Sendable {
    /// A file to be made.
    struct Crop: Sendable {
        /// The file, below the folder of crops.
        var path: String
        /// The box; `nil` for a photograph that is kept whole.
        let label: BoxLabel?
        /// The rows of the table that are about it: several where a photograph of several animals is kept whole.
        var rows: [Int]
    }

    /// A photograph with all that is made of it.
    struct Source: Sendable {
        /// Its path, as the table has it.
        let path: String
        /// Its file.
        let file: String
        /// Its first row.
        let row: Int
        /// Its size, as the table tells it.
        let toldSize: PictureSize?
        /// The boxes that count, of all rows, each of them once.
        let labels: [BoxLabel]
        /// The greatest confidence that was too low.
        let bestRejected: Double?
        /// The files to be made.
        var crops: [Crop]
    }

    /// The photographs, in the order of the table.
    private(set) var sources: [Source] = []

    /// Plans the crops of a table.
    init(_ table: PhotographTable, options: CroppingRun.Options) {
        var rows: [String: [Int]] = [:]
        var paths: [String] = []
        for (row, photograph) in table.photographs.enumerated() {
            if rows[photograph.path] == nil { paths.append(photograph.path) }
            rows[photograph.path, default: []].append(row)
        }
        for path in paths {
            sources.append(Self.source(path, rows[path] ?? [], table, options))
        }
        let names = CropNames(
            of: sources.map { ($0.path, $0.crops.count) }, root: table.root,
            ending: options.isPNG ? "png" : "jpg")
        for place in sources.indices {
            for number in sources[place].crops.indices {
                sources[place].crops[number].path = names.name(of: place, number: number)
            }
        }
    }

    private static func source(
        _ path: String, _ rows: [Int], _ table: PhotographTable, _ options: CroppingRun.Options
    ) -> Source {
        var crops: [Crop] = []
        var labels: [BoxLabel] = []
        var whole: Int?
        for row in rows {
            let boxes = table[row].boxes
            for label in options.selection.counted(boxes) where !labels.contains(label) {
                labels.append(label)
            }
            let chosen = options.selection.chosen(boxes)
            crops += chosen.map { Crop(path: "", label: $0, rows: [row]) }
            guard chosen.isEmpty, options.keepsWhole else { continue }
            if let whole {
                crops[whole].rows.append(row)
            } else {
                whole = crops.count
                crops.append(Crop(path: "", label: nil, rows: [row]))
            }
        }
        return Source(
            path: path, file: table.file(at: rows[0]), row: rows[0],
            toldSize: rows.compactMap { table[$0].size }.first, labels: labels,
            bestRejected: rows.compactMap { options.selection.bestRejected(table[$0].boxes) }
                .max(), crops: crops)
    }
}
