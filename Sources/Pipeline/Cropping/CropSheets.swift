import Datasets
import Foundation
import Imaging
import Progress
import Synchronization

/// Contact sheets of crops, so many on each.
struct CropSheets {
    static let perSheet = 120
    private static let columns = 10
    private static let cell = ImageSize(width: 150, height: 120)

    let crops: PhotographTable
    let workers: Int

    /// Whether a folder has sheets already.
    static func areThere(in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(name(of: 0))")
    }

    /// The file of a sheet, the first being 0.
    static func name(of sheet: Int) -> String {
        sheet == 0 ? "contact-sheet.jpg" : "contact-sheet-\(sheet + 1).jpg"
    }

    /// Draws the sheets, one in memory at a time, and removes those that are left of a larger set.
    ///
    /// - Throws: `ImageError` where a sheet cannot be written.
    func write(to folder: String) throws {
        // What was kept whole may stand in several rows.
        var seen: Set<String> = []
        let rows = (0..<crops.count).filter { seen.insert(crops[$0].path).inserted }
        let sheets = max(1, (rows.count + Self.perSheet - 1) / Self.perSheet)
        let progress = ProgressReporter("contact sheet", unit: "crops", total: rows.count)
        for sheet in 0..<sheets {
            let start = sheet * Self.perSheet
            let part = Array(rows[start..<min(start + Self.perSheet, rows.count)])
            let picture = ContactSheet(
                try cells(part, progress), columns: Self.columns, cellSize: Self.cell, gap: 6
            ).drawn()
            try picture.write(to: "\(folder)/\(Self.name(of: sheet))")
        }
        progress.finish()
        Self.remove(from: folder, startingAt: sheets)
    }

    /// Removes sheets that are there.
    static func remove(from folder: String, startingAt first: Int = 0) {
        var left = first
        while unlink("\(folder)/\(name(of: left))") == 0 { left += 1 }
    }

    private func cells(
        _ rows: [Int], _ progress: ProgressReporter
    ) throws -> [ContactSheet.Cell] {
        let pictures = Mutex([PixelImage?](repeating: nil, count: rows.count))
        try Parallel.forEach(Array(rows.indices), workers: workers) { [crops] place in
            let file = ImageFile(path: crops.file(at: rows[place]))
            let resizing = Resizing(to: Self.cell, fit: .shrinkInside, kernel: .area)
            // A crop that is gone meanwhile leaves its place empty.
            let picture = try? ImageDecoder().decode(file, resizing: resizing).image
            pictures.withLock { $0[place] = picture }
        } progress: { _ in
            progress.advance()
        }
        let empty = PixelImage(size: ImageSize(width: 1, height: 1), filledWith: .white)
        return zip(rows, pictures.withLock { $0 }).map { row, picture in
            ContactSheet.Cell(picture ?? empty, caption: caption(of: row))
        }
    }

    /// The crop's name, and how sure its box is.
    private func caption(of row: Int) -> String {
        let name = URL(fileURLWithPath: crops[row].path).deletingPathExtension().lastPathComponent
        guard let label = crops[row].boxes.first else { return "whole: \(name)" }
        return (label.confidence.map { FigureText.hundredths($0) + " " } ?? "") + name
    }
}
