import Datasets
import Imaging

/// How boxes are drawn over a photograph: in which colours, and with which text.
public enum BoxMarks {
    /// Colours that are told apart on water and by people who see red and green alike (Okabe and Ito, 2008), the
    /// brightest first.
    public static let palette = [
        Pixel(red: 240, green: 228, blue: 66), Pixel(red: 86, green: 180, blue: 233),
        Pixel(red: 230, green: 159, blue: 0), Pixel(red: 204, green: 121, blue: 167),
        Pixel(red: 0, green: 158, blue: 115), Pixel(red: 213, green: 94, blue: 0),
        Pixel(red: 0, green: 114, blue: 178),
    ]
    /// The colour of what is true, beside what was found.
    public static let truth = Pixel.white
    /// The colour of what was found, beside what is true.
    public static let found = Pixel(red: 230, green: 159, blue: 0)

    /// Boxes in a colour for each class, with class and confidence.
    ///
    /// - Parameters:
    ///   - size: the photograph's, upright, by which fractions become pixels.
    ///   - classes: the order in which classes take colours, the same over all pictures.
    public static func marks(
        _ labels: [BoxLabel], size: ImageSize, classes: [String]
    ) -> [BoxPicture.Mark] {
        labels.map { label in
            let place = classes.firstIndex(of: label.className) ?? classes.count
            return mark(label, size: size, colour: palette[place % palette.count])
        }
    }

    /// Boxes in one colour, with class and confidence.
    public static func marks(
        _ labels: [BoxLabel], size: ImageSize, colour: Pixel
    ) -> [BoxPicture.Mark] {
        labels.map { mark($0, size: size, colour: colour) }
    }

    /// The class, and how sure a detector is: `fin 0.93`.
    public static func text(_ label: BoxLabel) -> String {
        guard let confidence = label.confidence else { return label.className }
        return "\(label.className) \(FigureText.hundredths(confidence))"
    }

    private static func mark(
        _ label: BoxLabel, size: ImageSize, colour: Pixel
    ) -> BoxPicture.Mark {
        let box = label.box.pixels(in: PictureSize(width: size.width, height: size.height))
        return BoxPicture.Mark(
            left: box.left, top: box.top, right: box.right, bottom: box.bottom, text: text(label),
            colour: colour)
    }
}
