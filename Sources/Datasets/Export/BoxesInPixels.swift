extension PhotographTable {
    /// The size of a row's photograph, asked for only where it is not known and a box is in fractions.
    func sizeForPixels(
        at row: Int, _ size: (String) throws -> PictureSize?
    ) throws -> PictureSize? {
        let photograph = photographs[row]
        if let known = photograph.size { return known }
        guard photograph.boxes.contains(where: { $0.box.unit == .fractions }) else { return nil }
        return try size(file(at: row))
    }

    /// The boxes of a row in pixels.
    ///
    /// - Throws: `DatasetError` about the output where the size is needed and not known.
    func boxesInPixels(at row: Int, _ size: PictureSize?, _ output: String) throws -> [Box] {
        try photographs[row].boxes.map { label in
            try label.box.converted(to: .pixels, size: size, of: photographs[row].path, output)
        }
    }

    /// The further columns whose names do not stand for something else in a format.
    func furtherColumns(besides taken: [String]) -> [Int] {
        furtherColumns.indices.filter { !taken.contains(furtherColumns[$0]) }
    }
}

extension Box {
    /// `left top right bottom`, as tables write them.
    var cornersText: String {
        [left, top, right, bottom].map(NumberText.text).joined(separator: " ")
    }
}
