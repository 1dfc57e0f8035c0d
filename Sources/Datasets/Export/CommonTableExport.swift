extension PhotographTable {
    /// Writes everything as Flukeprint's own CSV table, from which it reads back the same.
    ///
    /// - Throws: `DatasetError` where the file cannot be written.
    public func writeTable(to path: String) throws {
        try AtomicWriting.write(tableBytes(for: path), to: path)
    }

    /// What `writeTable` writes to a file.
    public func tableBytes(for path: String) -> [UInt8] { csv(root: shownRoot(in: path)) }

    /// The root as it stands in a file: seen from the file's folder, empty where it is that one.
    ///
    /// Data that lie elsewhere stay where they are when the file is moved.
    func shownRoot(in path: String) -> String {
        let way = FilePath.relative(root, to: FilePath.folder(of: path))
        return way.hasPrefix("..") ? FilePath.absolute(root) : way
    }

    /// The table as CSV, the root as it shall stand there; no column where it is empty.
    func csv(root: String) -> [UInt8] {
        var columns = CommonTableColumn.allCases
        if root.isEmpty { columns.removeAll { $0 == .root } }
        var writer = CSVWriter()
        writer.write(
            columns.map(\.rawValue) + furtherColumns.map { CommonTableColumn.fileName(of: $0) })
        for photograph in photographs {
            writer.write(columns.map { photograph.text($0, root) } + photograph.further)
        }
        return writer.bytes
    }
}

extension Photograph {
    fileprivate func text(_ column: CommonTableColumn, _ root: String) -> String {
        switch column {
        case .photograph: path
        case .individual: individual ?? ""
        case .species: species ?? ""
        case .boxes: boxes.isEmpty ? "" : BoxText.text(boxes)
        case .width: size.map { String($0.width) } ?? ""
        case .height: size.map { String($0.height) } ?? ""
        case .split: split?.rawValue ?? ""
        case .side: side ?? ""
        case .date: date?.description ?? ""
        case .encounter: encounter ?? ""
        case .root: root
        }
    }
}
