import Foundation
import Imaging

/// A folder for a data set with photographs of a few pixels, that lasts as long as the object.
final class FinFolder {
    let path = NSTemporaryDirectory() + "fins-\(UUID().uuidString)"

    /// Writes files by their names: text, or a grey picture where the name is a photograph's.
    init(_ files: [String: String], photographs: [String] = []) throws {
        for (name, text) in files { try write(name, text) }
        for name in photographs {
            let picture = PixelImage(
                size: ImageSize(width: 40, height: 30), filledWith: Pixel(grey: 90))
            try folder(of: name)
            try picture.write(to: "\(path)/\(name)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ name: String, _ text: String) throws {
        try folder(of: name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    private func folder(of name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)").deletingLastPathComponent()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
}
