import Foundation

/// How crops are called: as their photographs, sub-folders kept, with `_1`, `_2` … where there are several of one.
///
/// Names that would meet, as those of `a.jpg` and `a.png`, get the ending (`a-jpg.jpg`), and where that is not enough a
/// digest of the photograph's path. They follow from the set of photographs, not from its order.
struct CropNames {
    private let stems: [String]
    private let counts: [Int]
    private let ending: String

    /// Names for the crops of photographs: paths, and how many crops there are of each.
    init(of photographs: [(path: String, count: Int)], root: String, ending: String) {
        self.ending = ending
        counts = photographs.map(\.count)
        let paths = photographs.map { Self.below(root, $0.path) }
        var levels = Array(repeating: 0, count: paths.count)
        while true {
            let stems = paths.indices.map { place in
                Self.stem(paths[place], levels[place], of: photographs[place].path)
            }
            let meeting = Self.meeting(stems, counts, ending)
            let raised = meeting.filter { levels[$0] < 2 }
            guard !raised.isEmpty else {
                self.stems = stems
                return
            }
            for place in raised { levels[place] += 1 }
        }
    }

    /// The path of a crop below the folder of crops.
    ///
    /// - Parameters:
    ///   - place: the photograph's.
    ///   - number: the crop's among those of the photograph, from 0.
    func name(of place: Int, number: Int) -> String {
        Self.name(stems[place], counts[place], number, ending)
    }

    /// The photographs whose crops may get another name for the sake of others, however many crops there are of each.
    ///
    /// All others are called as if they were alone.
    static func unsettled(_ photographs: [String], root: String) -> Set<Int> {
        let paths = photographs.map { below(root, $0) }
        var places: [String: [Int]] = [:]
        for (place, path) in paths.enumerated() {
            places[stem(path, 0, of: photographs[place]).lowercased(), default: []].append(place)
        }
        // A stem is that of another's numbered crop where it is the other's with a number behind.
        func rivals(_ stem: String) -> [String] {
            [stem, withoutNumber(stem)].compactMap { $0 }
        }
        var numbered: [String: [String]] = [:]
        for stem in places.keys {
            if let other = withoutNumber(stem) { numbered[other, default: []].append(stem) }
        }
        var unsettled: Set<Int> = []
        var next = places.flatMap { stem, found in
            found.count > 1 || stem.hasPrefix("contact-sheet")
                || withoutNumber(stem).map { places[$0] != nil } ?? false
                || numbered[stem] != nil ? found : []
        }
        while let place = next.popLast() {
            guard unsettled.insert(place).inserted else { continue }
            for level in 0...2 {
                let name = stem(paths[place], level, of: photographs[place]).lowercased()
                for rival in rivals(name) + (numbered[name] ?? []) {
                    next += places[rival] ?? []
                }
            }
        }
        return unsettled
    }

    /// A stem without `_1`, `_2` … at its end; `nil` where there is none.
    private static func withoutNumber(_ stem: String) -> String? {
        guard let bar = stem.lastIndex(of: "_") else { return nil }
        let number = stem[stem.index(after: bar)...]
        return Int(number).map { "\($0)" == number } ?? false ? String(stem[..<bar]) : nil
    }

    private static func name(_ stem: String, _ count: Int, _ number: Int, _ ending: String)
        -> String
    {
        count > 1 ? "\(stem)_\(number + 1).\(ending)" : "\(stem).\(ending)"
    }

    /// The photographs with a name that another one has too, or that is taken by a contact sheet.
    private static func meeting(_ stems: [String], _ counts: [Int], _ ending: String) -> [Int] {
        var owners: [String: [Int]] = [:]
        for (place, stem) in stems.enumerated() {
            for number in 0..<counts[place] {
                // Some file systems take capital letters for small ones.
                owners[name(stem, counts[place], number, ending).lowercased(), default: []]
                    .append(place)
            }
        }
        let meeting = owners.filter { $1.count > 1 || $0.hasPrefix("contact-sheet") }
        return Array(Set(meeting.values.joined()))
    }

    private static func stem(_ path: String, _ level: Int, of photograph: String) -> String {
        let url = URL(fileURLWithPath: "/" + path, isDirectory: false)
        let ending = url.pathExtension
        let stem = String(url.deletingPathExtension().path.dropFirst())
        return switch level {
        case 0: stem
        case 1: "\(stem)-\(ending.lowercased())"
        default: "\(stem)-\(FileDigest(text: photograph).hexadecimal.prefix(12))"
        }
    }

    /// A path without what leads out of the folder.
    private static func below(_ root: String, _ path: String) -> String {
        let inside = path.hasPrefix(root + "/") ? path.dropFirst(root.utf8.count) : path[...]
        let parts = inside.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return parts.isEmpty ? "photograph" : parts.joined(separator: "/")
    }
}
