/// The columns of Flukeprint's own table, in the order in which they are written.
enum CommonTableColumn: String, CaseIterable {
    /// The path below the root.
    case photograph
    case individual
    case species
    /// See `BoxText`.
    case boxes
    /// The picture's size in pixels.
    case width
    case height
    case split
    case side
    /// ISO 8601.
    case date
    case encounter
    /// The folder that the paths start from, relative to the table's own; left out where it is that one.
    case root

    private static let prefix = "further:"

    /// How a further column is called in the file: by its name, unless that has a meaning there.
    static func fileName(of further: String) -> String {
        CommonTableColumn(rawValue: further) != nil || further.hasPrefix(prefix)
            ? prefix + further : further
    }

    /// The name of a further column that is called so in the file.
    static func furtherName(of name: String) -> String {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }
}
