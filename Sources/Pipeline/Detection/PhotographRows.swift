import Datasets

extension PhotographTable {
    /// The table with a row for each photograph, which has those boxes of all of its rows that are wanted.
    ///
    /// Boxes in pixels of a picture of known size become fractions: they may have been drawn on a smaller copy of the
    /// photograph. Sizes are forgotten.
    func onePerPhotograph(_ isWanted: (BoxLabel) -> Bool) -> PhotographTable {
        var table = self
        for row in 0..<count {
            let size = self[row].size
            table[row].boxes = self[row].boxes.filter(isWanted).map { label in
                var label = label
                if let size { label.box = label.box.fractions(in: size) }
                return label
            }
            table[row].size = nil
        }
        return table.mergedByPhotograph()
    }
}
