extension PhotographTable {
    /// One row for each photograph, with the boxes of all of its rows, each of them once.
    ///
    /// - Parameter part: Rows that differ in this stay apart.
    func mergedByPhotograph(by part: (Photograph) -> SplitName? = { _ in nil }) -> [Photograph] {
        struct Key: Hashable {
            let path: String
            let part: SplitName?
        }
        var merged: [Photograph] = []
        var places: [Key: Int] = [:]
        for photograph in photographs {
            let key = Key(path: photograph.path, part: part(photograph))
            guard let place = places[key] else {
                places[key] = merged.count
                merged.append(photograph)
                continue
            }
            merged[place].size = merged[place].size ?? photograph.size
            for label in photograph.boxes where !merged[place].boxes.contains(label) {
                merged[place].boxes.append(label)
            }
        }
        return merged
    }
}

extension Photograph {
    /// The path's folders and name, below the root.
    ///
    /// - Throws: `DatasetError` about the output where the path leads out of the root.
    func partsBelowRoot(_ output: String) throws -> [Substring] {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.contains("..") else {
            throw DatasetError(path: output, problem: "\(quoted(path)) leads out of the root")
        }
        return parts
    }
}
