import Datasets

extension PhotographTable {
    /// The table with a row for each photograph, which has those boxes of all of its rows that are wanted.
    ///
    /// Boxes in pixels of a picture of known size become fractions: they may have been drawn on a smaller copy of the
    /// photograph. Sizes are forgotten.
    func onePerPhotograph(_ isWanted: (BoxLabel) -> Bool) -> PhotographTable {
        var places: [String: Int] = [:]
        var result = PhotographTable(root: root, furtherColumns: furtherColumns)
        for photograph in photographs {
            let boxes = photograph.boxes.filter(isWanted).map { label in
                var label = label
                if let size = photograph.size { label.box = label.box.fractions(in: size) }
                return label
            }
            if let place = places[photograph.path] {
                for label in boxes where !result[place].boxes.contains(label) {
                    result[place].boxes.append(label)
                }
                continue
            }
            places[photograph.path] = result.count
            var row = photograph
            row.boxes = boxes
            row.size = nil
            result.append(row)
        }
        return result
    }
}
