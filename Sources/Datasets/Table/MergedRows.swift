extension PhotographTable {
    /// One row for each photograph, with the boxes of all of its rows, each of them once.
    ///
    /// Size and split are those of the first row that tells them; all else is the first row's.
    ///
    /// - Parameter part: Rows that differ in this stay apart.
    public func mergedByPhotograph(
        by part: (Photograph) -> SplitName? = { _ in nil }
    ) -> PhotographTable {
        struct Key: Hashable {
            let path: String
            let part: SplitName?
        }
        var merged = PhotographTable(root: root, furtherColumns: furtherColumns)
        var places: [Key: Int] = [:]
        for photograph in photographs {
            let key = Key(path: photograph.path, part: part(photograph))
            guard let place = places[key] else {
                places[key] = merged.count
                merged.append(photograph)
                continue
            }
            merged[place].size = merged[place].size ?? photograph.size
            merged[place].split = merged[place].split ?? photograph.split
            for label in photograph.boxes where !merged[place].boxes.contains(label) {
                merged[place].boxes.append(label)
            }
        }
        return merged
    }
}
