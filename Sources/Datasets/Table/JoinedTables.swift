import Foundation

extension PhotographTable {
    /// Adds the photographs of another table, be its root another one.
    ///
    /// Rows here stay as they are. Photographs below this table's root are named from there; others by their absolute
    /// paths, so that they stay found where this table is moved. Further columns that this table lacks are left out.
    public mutating func append(contentsOf other: PhotographTable) {
        let way = FilePath.relative(other.root, to: root)
        let places = furtherColumns.map { other.furtherColumns.firstIndex(of: $0) }
        let isSameFolder = way.isEmpty
        let isBelow = !way.hasPrefix("..")
        reserveCapacity(count + other.count)
        for (row, photograph) in other.photographs.enumerated() {
            var copy = photograph
            if !isSameFolder {
                copy.path =
                    isBelow
                    ? FilePath.join(way, photograph.path) : FilePath.absolute(other.file(at: row))
            }
            copy.further = places.map { $0.map { photograph.further[$0] } ?? "" }
            append(copy)
        }
    }

    /// The absolute path of each row's photograph, links to the root followed: the same for the same file, whatever the
    /// table calls it.
    public var absoluteFiles: [String] {
        let folder = URL(fileURLWithPath: FilePath.absolute(root)).resolvingSymlinksInPath().path
        return photographs.map { FilePath.absolute(FilePath.join(folder, $0.path)) }
    }
}
