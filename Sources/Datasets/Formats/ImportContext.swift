/// What an import collects on its way.
struct ImportContext {
    let options: ImportOptions
    private(set) var findings: [Finding] = []
    /// Photographs of which a label was left out, or is of a class that is not declared.
    private(set) var doubtfulPhotographs: Set<String> = []

    init(options: ImportOptions) {
        self.options = options
    }

    /// The class of boxes that have none.
    var unnamedClass: String { options.classNames.first ?? BoxLabel.unnamedClass }

    /// Notes something odd.
    ///
    /// - Parameter fate: what becomes of it, where the kind alone does not tell.
    /// - Throws: `DatasetError` with the same message where the import is strict.
    mutating func report(
        _ kind: Finding.Kind, _ file: String, _ line: Int?, _ message: String, fate: String? = nil
    ) throws {
        if options.isStrict, !kind.isNote {
            throw DatasetError(path: file, line: line, problem: message)
        }
        let whole = fate.map { "\(message): \($0)" } ?? message
        findings.append(Finding(kind, file: file, line: line, message: whole))
    }

    /// Notes something that makes a label of a photograph useless: what the photograph shows is not known then.
    mutating func reportLabel(
        _ kind: Finding.Kind, of photograph: String, _ file: String, _ line: Int?,
        _ message: String, fate: String = "left out"
    ) throws {
        try report(kind, file, line, message, fate: fate)
        doubtfulPhotographs.insert(photograph)
    }

    /// Notes what a walk through a folder could not follow.
    mutating func report(_ walk: FolderWalk, in folder: String) throws {
        for problem in walk.problems {
            try report(problem.kind, FilePath.join(folder, problem.path), nil, problem.message)
        }
    }

    /// A box made fit to use: clipped to its picture, or `nil` where nothing is left of it.
    ///
    /// What reaches out by less than a pixel, or a thousandth of the picture, is a matter of rounding,
    /// and is not worth a word.
    mutating func checked(
        _ box: Box, of photograph: String, size: PictureSize?, _ file: String, _ line: Int?
    ) throws -> Box? {
        guard box.isFinite else {
            try reportLabel(
                .notANumber, of: photograph, file, line,
                "a box of \(Self.text(box)) is not four numbers")
            return nil
        }
        guard !box.isEmpty else {
            try reportLabel(
                .emptyBox, of: photograph, file, line, "a box of \(Self.text(box)) has no area")
            return nil
        }
        let (right, bottom): (Double, Double) =
            switch (box.unit, size) {
            case (.fractions, _): (1, 1)
            case (.pixels, let size?): (Double(size.width), Double(size.height))
            case (.pixels, nil): (.greatestFiniteMagnitude, .greatestFiniteMagnitude)
            }
        let slack = box.unit == .fractions ? 0.001 : 1
        let picture = Box(left: 0, top: 0, right: right, bottom: bottom, unit: box.unit)
        let reachesOut =
            box.left < -slack || box.top < -slack || box.right > right + slack
            || box.bottom > bottom + slack
        let place = size.map { "its picture of \($0)" } ?? "its picture"
        guard let inside = picture.intersection(box) else {
            try reportLabel(
                .boxOutside, of: photograph, file, line,
                "a box of \(Self.text(box)) lies outside of \(place)")
            return nil
        }
        if reachesOut {
            try report(
                .boxOutside, file, line, "a box of \(Self.text(box)) reaches out of \(place)",
                fate: "clipped to the picture")
        }
        return inside
    }

    /// A confidence, or `nil` with a finding where it is not from 0 to 1.
    mutating func checkedConfidence(
        _ value: Double?, _ file: String, _ line: Int?
    ) throws -> Double? {
        guard let value else { return nil }
        guard value >= 0, value <= 1 else {
            try report(
                .badConfidence, file, line, "a confidence is from 0 to 1, found \(value)")
            return nil
        }
        return value
    }

    /// A size, or `nil` with a finding where it is none.
    mutating func checkedSize(
        width: String, height: String, _ file: String, _ line: Int?
    ) throws -> PictureSize? {
        if width.isEmpty, height.isEmpty { return nil }
        guard let columns = Self.wholeNumber(width), let rows = Self.wholeNumber(height),
            columns > 0, rows > 0
        else {
            try report(
                .badSize, file, line,
                "a picture's size is two whole numbers over 0, found \(quoted(width)) × "
                    + quoted(height))
            return nil
        }
        return PictureSize(width: columns, height: rows)
    }

    /// A date, or `nil` with a finding where the form is not known.
    mutating func checkedDate(_ text: String, _ file: String, _ line: Int?) throws
        -> PhotographDate?
    {
        guard !text.isEmpty else { return nil }
        guard let date = PhotographDate(text) else {
            try report(
                .unreadableDate, file, line,
                "a date is written as 2019-07-21 or 2019-07-21 14:05:59, found \(quoted(text))")
            return nil
        }
        return date
    }

    /// Notes photographs that stand in several rows.
    mutating func reportDuplicates(in table: PhotographTable, file: String) throws {
        var first: [String: Int] = [:]
        first.reserveCapacity(table.count)
        for (row, photograph) in table.photographs.enumerated() {
            guard let earlier = first[photograph.path] else {
                first[photograph.path] = row
                continue
            }
            let same = table[earlier].individual == photograph.individual
            try report(
                .duplicatePhotograph, file, nil,
                "\(quoted(photograph.path)) stands in rows \(earlier + 1) and \(row + 1)"
                    + (same ? "" : ", as different individuals"))
        }
    }

    /// Notes photographs that are not there.
    mutating func reportMissing(in table: PhotographTable, file: String) throws {
        for row in 0..<table.count where !FilePath.exists(table.file(at: row)) {
            try report(.missingPhotograph, file, nil, "\(quoted(table.file(at: row))) is not there")
        }
    }

    /// A number written as `650` or `650.0`.
    static func wholeNumber(_ text: String) -> Int? {
        if let number = Int(text) { return number }
        guard let number = Double(text) else { return nil }
        return Int(exactly: number)
    }

    private static func text(_ box: Box) -> String {
        let corners = [box.left, box.top, box.right, box.bottom].map { NumberText.text($0) }
        return "(\(corners.joined(separator: ", ")))"
    }
}
