import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What one of Pascal VOC's files says.
struct VOCAnnotation {
    /// A box and its class, as text.
    struct Object {
        var line: Int
        var name: String?
        var corners: [String: String] = [:]
    }

    var line = 1
    var filename: String?
    var width: String?
    var height: String?
    var sizeLine: Int?
    var objects: [Object] = []

    /// An empty annotation.
    init() {}

    /// Reads a file. Entities from outside of the file are not followed.
    ///
    /// - Throws: `DatasetError` with the line where it is no XML, or no annotation.
    init(_ path: String) throws {
        let contents = try DatasetSource.contents(of: path)
        let parser = XMLParser(data: Data(contents.bytes))
        parser.shouldResolveExternalEntities = false
        let reader = VOCReader()
        parser.delegate = reader
        // Some versions of the parser pass over tags that do not match.
        guard parser.parse(), reader.isComplete else {
            throw DatasetError(
                path: path, line: max(parser.lineNumber, 1),
                problem: "no XML: an error of the parser at column \(parser.columnNumber)")
        }
        guard reader.isAnnotation else {
            throw DatasetError(
                path: path, line: 1, problem: "expected an 'annotation', found another document")
        }
        self = reader.annotation
    }
}

/// Follows the parser through a document.
private final class VOCReader: NSObject, XMLParserDelegate {
    var annotation = VOCAnnotation()
    var isAnnotation = false

    /// Whether every element was closed, without a complaint of the parser's.
    var isComplete: Bool { path.isEmpty && !hasFailed }

    private var hasFailed = false
    private var path: [String] = []
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        path.append(name)
        text = ""
        if path == ["annotation"] { isAnnotation = true }
        if path == ["annotation", "object"] {
            annotation.objects.append(VOCAnnotation.Object(line: parser.lineNumber))
        }
        if path == ["annotation", "size"] { annotation.sizeLine = parser.lineNumber }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        hasFailed = true
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let last = annotation.objects.count - 1
        switch path.dropFirst().joined(separator: "/") {
        case "filename": annotation.filename = value
        case "size/width": annotation.width = value
        case "size/height": annotation.height = value
        case "object/name" where last >= 0: annotation.objects[last].name = value
        case let place where place.hasPrefix("object/bndbox/") && last >= 0:
            annotation.objects[last].corners[name] = value
        default: break
        }
        path.removeLast()
        text = ""
    }
}
