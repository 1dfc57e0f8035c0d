import Datasets
import Imaging

/// Makes the crops of a photograph; threads may share it.
struct CropWork: Sendable {
    let options: CroppingRun.Options
    /// The folder of crops.
    let folder: String

    private let decoder = ImageDecoder()

    init(options: CroppingRun.Options, folder: String) {
        self.options = options
        self.folder = folder
    }

    /// Stands for all that decides how the crops of a photograph look, beside the photograph itself.
    func key(of source: CropPlan.Source) -> String {
        let crops = source.crops.map { crop in
            "\(crop.path) " + (crop.label.map { "\($0.box)" } ?? "whole")
        }
        let settings = [
            // The first part changes with the way in which crops are made.
            "crop 1", "\(options.margin)", "\(options.encoding)",
            options.resizing.map { "\($0)" } ?? "-",
            source.toldSize.map { "\($0)" } ?? "-",
        ]
        return FileDigest(text: (settings + crops).joined(separator: "\n")).hexadecimal
    }

    /// What an earlier run made of a photograph, where that may stay.
    func earlier(_ source: CropPlan.Source, in journal: CropJournal) -> CropJournal.Entry? {
        options.startsAnew ? nil : journal.earlier[source.path]
    }

    /// Whether these crops of a photograph are the ones that are wanted now.
    func isUpToDate(_ entry: CropJournal.Entry, of source: CropPlan.Source) -> Bool {
        entry.isUpToDate(key: key(of: source), file: source.file, in: folder)
    }

    /// Makes and writes the crops.
    ///
    /// - Throws: `ImageError` where the photograph cannot be read or a crop not be written, `DatasetError` where the boxes
    ///   belong to another picture.
    func make(_ source: CropPlan.Source) throws -> CropJournal.Entry {
        let photograph = ImageFile(path: source.file)
        let state = SourceFileState(path: source.file)
        let size = try decoder.header(of: photograph).size
        if let told = source.toldSize, !CropRegion.isSamePicture(told, size) {
            throw DatasetError(
                path: source.file,
                problem: "the table tells of \(told) pixels, the photograph has \(size)",
                advice: "were the boxes drawn on another picture, or before it was turned upright?")
        }
        let regions = source.crops.map { crop in
            crop.label.flatMap {
                CropRegion(
                    around: $0.box, margin: options.margin, told: source.toldSize, size: size)
            }
        }
        let rectangles = zip(source.crops, regions).map { crop, region in
            crop.label == nil ? PixelRectangle(size) : region?.rectangle
        }
        let pictures = try pictures(photograph, rectangles)
        var made: [CropJournal.Entry.Crop?] = []
        for (number, crop) in source.crops.enumerated() {
            guard let picture = pictures[number], let rectangle = rectangles[number] else {
                made.append(nil)
                continue
            }
            let path = "\(folder)/\(crop.path)"
            try picture.write(to: path, as: options.encoding)
            made.append(
                CropJournal.Entry.Crop(
                    path: crop.path, byteCount: SourceFileState(path: path)?.byteCount ?? 0,
                    size: picture.size, rectangle: rectangle, box: regions[number]?.box))
        }
        return CropJournal.Entry(
            source: source.path, key: key(of: source), byteCount: state?.byteCount ?? 0,
            seconds: state?.modified.seconds ?? 0, nanoseconds: state?.modified.nanoseconds ?? 0,
            size: size, crops: made)
    }

    /// The pictures of parts of a photograph, which is decoded once, no further than to the last row that is needed.
    private func pictures(
        _ photograph: ImageFile, _ rectangles: [PixelRectangle?]
    ) throws -> [PixelImage?] {
        let parts = rectangles.compactMap { $0 }
        guard let first = parts.first else { return rectangles.map { _ in nil } }
        if parts.count == 1 {
            let picture = try decoder.decode(
                photograph, crop: .pixels(first), resizing: options.resizing
            ).image
            return rectangles.map { $0 == nil ? nil : picture }
        }
        let around = parts.dropFirst().reduce(first) { $0.union($1) }
        let picture = try decoder.decode(photograph, crop: .pixels(around)).image
        return rectangles.map { part in
            part.map { part in
                let inside = PixelRectangle(
                    x: part.x - around.x, y: part.y - around.y, width: part.width,
                    height: part.height)
                return picture.resampled(crop: .pixels(inside), resizing: options.resizing).image
            }
        }
    }
}

extension PixelRectangle {
    /// The least rectangle around two.
    fileprivate func union(_ other: PixelRectangle) -> PixelRectangle {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return PixelRectangle(
            x: left, y: top, width: max(x + width, other.x + other.width) - left,
            height: max(y + height, other.y + other.height) - top)
    }
}
