import Datasets
import Detectors
import Imaging

/// A photograph's boxes out of two data sets, in pixels of one picture.
struct SizedBoxes {
    private let truth: Photograph
    private let detection: Photograph?
    private let sources: (truths: BoxPairing.Source, detections: BoxPairing.Source)
    private let size: PictureSize?

    /// Looks for the picture's size: in the data sets, else in the file.
    ///
    /// - Throws: `DatasetError` where boxes are in fractions, and the size is not to be found.
    init(
        _ truth: Photograph, _ detection: Photograph?, _ truths: BoxPairing.Source,
        _ detections: BoxPairing.Source
    ) throws(DatasetError) {
        self.truth = truth
        self.detection = detection
        sources = (truths, detections)
        if let told = truth.size ?? detection?.size {
            size = told
            return
        }
        do {
            size = try Self.size(of: truth, in: truths.table)
        } catch {
            let fractional =
                truth.boxes.hasFractions
                ? truths
                : detection?.boxes.hasFractions == true
                    ? detections : nil
            guard let fractional else {
                size = nil
                return
            }
            throw DatasetError(
                path: fractional.path,
                problem: "'\(truth.path)' has boxes in fractions, and its size cannot be read: "
                    + "\(error.problem)",
                advice: "name the folder of the photographs by --root, or add the columns "
                    + "'width' and 'height' to the table",
                kind: error.kind == .missing ? .missing : .malformed)
        }
    }

    /// The photograph with its boxes in pixels.
    func photograph(ignoresClasses: Bool) -> EvaluatedPhotograph {
        EvaluatedPhotograph(
            truth.path, size: size,
            truths: truth.boxes.map { label($0, of: truth, ignoresClasses) },
            detections: detection.map { detection in
                detection.boxes.map { label($0, of: detection, ignoresClasses) }
            } ?? [])
    }

    private func label(
        _ label: BoxLabel, of photograph: Photograph, _ ignoresClasses: Bool
    ) -> BoxLabel {
        var label = label
        if let size {
            let own = photograph.size ?? size
            // A detector may have looked at a smaller copy of the photograph.
            if own != size { label.box = label.box.fractions(in: own) }
            label.box = label.box.pixels(in: size)
        }
        if ignoresClasses { label.className = BoxLabel.unnamedClass }
        return label
    }

    private static func size(
        of photograph: Photograph, in table: PhotographTable
    ) throws(ImageError) -> PictureSize {
        let path =
            photograph.path.hasPrefix("/") || table.root.isEmpty
            ? photograph.path : "\(table.root)/\(photograph.path)"
        do {
            let size = try ImageDecoder().header(of: ImageFile(path: path)).size
            return PictureSize(width: size.width, height: size.height)
        } catch let error as ImageError {
            throw error
        } catch {
            throw ImageError(path: path, problem: "\(error)", kind: .malformed)
        }
    }
}

extension [BoxLabel] {
    fileprivate var hasFractions: Bool { contains { $0.box.unit == .fractions } }
}
