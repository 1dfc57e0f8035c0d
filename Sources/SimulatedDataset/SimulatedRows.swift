import Datasets
import Foundation
import Imaging
import SimulatedSea

extension Photograph {
    /// The columns of a simulated table that `Photograph` has no place for.
    static let simulatedColumns = ["latitude", "longitude", "camera", "visible"]

    /// The rows of a photograph: one for each animal of which something is seen, or one without any.
    static func rows(
        of planned: PlannedPhotograph, showing annotations: [AnimalAnnotation]
    ) -> [Photograph] {
        var empty = Photograph(path: SimulatedFolder.file(of: planned))
        empty.size = PictureSize(width: planned.scene.width, height: planned.scene.height)
        empty.split = SplitName(rawValue: planned.split.rawValue)
        empty.date = PhotographDate(planned.captureTime.description)
        empty.encounter = "encounter-\(planned.encounter)"
        let place = [planned.latitude, planned.longitude].map { String(format: "%.5f", $0) }
        empty.further = place + [planned.camera, ""]
        let rows = annotations.filter { $0.bodyBox != nil }.map { animal in
            var row = empty
            row.individual = animal.individual
            row.species = animal.species.rawValue
            row.side = animal.side.rawValue
            row.boxes = [("fin", animal.finBox), ("body", animal.bodyBox)].compactMap {
                name, box in box.map { BoxLabel(Box($0), className: name, origin: "simulated") }
            }
            row.further = place + [planned.camera, String(format: "%.2f", animal.visibleFraction)]
            return row
        }
        return rows.isEmpty ? [empty] : rows
    }
}

extension Box {
    fileprivate init(_ box: PixelBox) {
        self.init(
            left: Double(box.left), top: Double(box.top), right: Double(box.right),
            bottom: Double(box.bottom))
    }
}

extension PlannedPhotograph {
    /// What the camera's clock showed: Greenwich's time.
    var captureTime: CaptureTime {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: date)
        guard
            let time = CaptureTime(
                year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0,
                hour: parts.hour ?? 0, minute: parts.minute ?? 0, second: parts.second ?? 0)
        else { preconditionFailure("\(date) is no date that a camera shows") }
        return time
    }
}

extension PhotographMetadata {
    /// What the camera of a simulated photograph writes into its file.
    init(_ planned: PlannedPhotograph) {
        let name = planned.camera.split(separator: " ", maxSplits: 1).map(String.init)
        self.init(
            captureTime: planned.captureTime,
            position: GeographicPosition(
                latitude: planned.latitude, longitude: planned.longitude),
            cameraMake: name.first, cameraModel: name.last)
    }
}
