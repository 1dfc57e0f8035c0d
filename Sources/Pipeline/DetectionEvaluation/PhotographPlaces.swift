import Datasets

/// Which photographs of two data sets are the same.
struct PhotographPlaces {
    /// The photographs with true boxes, one row each.
    let truths: [Photograph]
    /// The photographs that a detector looked at, one row each.
    let detections: [Photograph]
    /// The place of each true photograph among the detections, by its path, where it is there.
    let shared: [String: Int]

    init(_ truths: PhotographTable, _ detections: PhotographTable) {
        self.truths = Self.merged(truths)
        self.detections = Self.merged(detections)
        let paths = Dictionary(
            uniqueKeysWithValues: zip(self.detections.map(\.path), self.detections.indices))
        var shared: [String: Int] = [:]
        for photograph in self.truths { shared[photograph.path] = paths[photograph.path] }
        let named = Self.uniqueNames(self.detections)
        var used = Set(shared.values)
        for (name, place) in Self.uniqueNames(self.truths) {
            let path = self.truths[place].path
            guard shared[path] == nil, let other = named[name], used.insert(other).inserted else {
                continue
            }
            shared[path] = other
        }
        self.shared = shared
    }

    /// A row for each photograph, its path in plain form.
    private static func merged(_ table: PhotographTable) -> [Photograph] {
        var table = table
        for row in 0..<table.count {
            table[row].path = plain(table[row].path, below: table.root)
        }
        return table.mergedByPhotograph().photographs
    }

    /// A path without a root before it, and without parts that mean nothing.
    private static func plain(_ path: String, below root: String) -> String {
        let isBelow = !root.isEmpty && path.hasPrefix(root + "/")
        let parts = (isBelow ? path.dropFirst(root.count) : path[...])
            .split(separator: "/").filter { $0 != "." }
        let isAbsolute = path.hasPrefix("/") && !isBelow
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }

    /// The places of photographs by file names that stand but once.
    private static func uniqueNames(_ photographs: [Photograph]) -> [Substring: Int] {
        var names: [Substring: Int] = [:]
        var repeated: Set<Substring> = []
        for (place, photograph) in photographs.enumerated() {
            let name = photograph.path.split(separator: "/").last ?? ""
            if names.updateValue(place, forKey: name) != nil { repeated.insert(name) }
        }
        return names.filter { !repeated.contains($0.key) }
    }
}
