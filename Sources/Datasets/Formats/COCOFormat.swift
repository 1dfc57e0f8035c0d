import Foundation

/// COCO's JSON: `images`, `annotations` with `bbox` (`[x, y, width, height]` in pixels) and `categories`.
///
/// An annotation's `score` is the confidence. What Flukeprint's own exporter adds to images
/// (`individual`, `species`, `split`, `side`, `encounter`), and `root`, is read back. Other fields of annotations,
/// outlines among them, are passed over. An annotation that cannot be read is a finding.
enum COCOFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        guard source.ending == "json", let bytes = try? DatasetSource.contents(of: source.path)
        else { return false }
        // The keys may stand in any order, behind long lists.
        let data = Data(bytes.bytes)
        return ["images", "annotations"].allSatisfy { key in
            data.range(of: Data("\"\(key)\"".utf8)) != nil
        }
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        let path = source.path
        let document: COCODocument
        do {
            let contents = try DatasetSource.contents(of: path)
            document = try JSONDecoder().decode(COCODocument.self, from: Data(contents.bytes))
        } catch let error as DecodingError {
            throw Self.error(error, path)
        }
        var names: [Int: String] = [:]
        for category in document.categories ?? [] { names[category.id] = category.name }
        var photographs: [Photograph] = []
        var places: [COCODocument.Identifier: Int] = [:]
        for (index, image) in document.images.enumerated() {
            guard places.updateValue(index, forKey: image.id) == nil else {
                throw DatasetError(
                    path: path, problem: "images[\(index)]: the id \(image.id) is taken twice")
            }
            photographs.append(try photograph(image, path, &context))
        }
        for (_, malformed) in document.malformed.sorted(by: { $0.key < $1.key }) {
            let problem = Self.error(malformed.error, path).problem
            if let place = malformed.imageID.flatMap({ places[$0] }) {
                try context.reportLabel(
                    .malformedLabel, of: photographs[place].path, path, nil, problem)
            } else {
                try context.report(.malformedLabel, path, nil, problem, fate: "left out")
            }
        }
        for (index, annotation) in document.numberedAnnotations {
            guard let numbers = annotation.bbox else { continue }
            guard let place = places[annotation.imageID] else {
                try context.report(
                    .labelWithoutPhotograph, path, nil,
                    "annotations[\(index)]: there is no image \(annotation.imageID)")
                continue
            }
            guard numbers.count == 4 else {
                try context.reportLabel(
                    .malformedLabel, of: photographs[place].path, path, nil,
                    "annotations[\(index)]: a box is four numbers, found \(numbers.count)")
                continue
            }
            let category = annotation.categoryID
            if names[category] == nil {
                try context.reportLabel(
                    .unknownClass, of: photographs[place].path, path, nil,
                    "annotations[\(index)]: there is no category \(category)",
                    fate: "kept under its number")
            }
            let box = Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
            let checked = try context.checked(
                box, of: photographs[place].path, size: photographs[place].size, path, nil)
            guard let checked else { continue }
            photographs[place].boxes.append(
                BoxLabel(
                    checked, className: names[category] ?? String(category),
                    confidence: try context.checkedConfidence(annotation.score, path, nil),
                    origin: annotation.origin ?? DatasetFormat.coco.rawValue))
        }
        let folder = FilePath.folder(of: path)
        if let root = document.root {
            return PhotographTable(
                root: FilePath.join(folder, root), photographs: photographs)
        }
        let stem = FilePath.stem(of: path)
        let part = stem.hasPrefix("instances_") ? String(stem.dropFirst(10)) : stem
        let root = PhotographRoot.find(
            below: folder, first: photographs.first?.path,
            [
                "images", "images/\(part)", part, "../images", "../images/\(part)", "../\(part)",
                "..",
            ])
        return PhotographTable(root: root, photographs: photographs)
    }

    private static func photograph(
        _ image: COCODocument.Image, _ path: String, _ context: inout ImportContext
    ) throws -> Photograph {
        var photograph = Photograph(path: image.fileName)
        photograph.size = try context.checkedSize(
            width: image.width.map { String($0) } ?? "",
            height: image.height.map { String($0) } ?? "", path, nil)
        photograph.individual = image.individual
        photograph.species = image.species
        photograph.split = image.split.map { SplitName(rawValue: $0) }
        photograph.side = image.side
        photograph.encounter = image.encounter
        photograph.date = try context.checkedDate(image.dateCaptured ?? "", path, nil)
        return photograph
    }

    /// The decoder's error with the place in the document, and the line where the decoder tells it.
    private static func error(_ error: DecodingError, _ path: String) -> DatasetError {
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            return syntaxError(path) ?? DatasetError(path: path, problem: "no JSON")
        case .keyNotFound(let key, let context):
            return DatasetError(
                path: path,
                problem: "\(place(context.codingPath))the key '\(key.stringValue)' is missing")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return DatasetError(
                path: path, problem: "\(place(context.codingPath))expected \(name(type))")
        case .dataCorrupted(let context):
            return DatasetError(
                path: path, problem: place(context.codingPath) + context.debugDescription)
        @unknown default:
            return DatasetError(path: path, problem: "\(error)")
        }
    }

    /// `images[3].file_name: `, or nothing at the top.
    private static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "" : text + ": "
    }

    private static func name(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
        }
    }

    /// Where a file is no JSON, as the other parser tells, which knows the place.
    private static func syntaxError(_ path: String) -> DatasetError? {
        guard let contents = try? DatasetSource.contents(of: path) else { return nil }
        do {
            _ = try JSONSerialization.jsonObject(with: Data(contents.bytes))
            return nil
        } catch {
            let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
            func number(behind word: String) -> Int? {
                guard let range = detail.range(of: word + " ") else { return nil }
                return Int(detail[range.upperBound...].prefix { $0.isNumber })
            }
            let newline = UInt8(ascii: "\n")
            let line =
                number(behind: "line")
                ?? number(behind: "character").map { character in
                    contents.bytes.prefix(character).count { $0 == newline } + 1
                }
            return DatasetError(
                path: path, line: line,
                problem: "no JSON: " + (line == nil ? detail : "unexpected text"))
        }
    }
}
