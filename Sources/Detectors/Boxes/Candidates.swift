import Torch

/// A box that may be kept, in pixels.
struct Candidate {
    var left, top, right, bottom: Float
    var classIndex: Int
    var confidence: Float

    var area: Float { (right - left) * (bottom - top) }
}

/// The boxes of a picture that are sure enough, one for each class that is.
struct Candidates {
    private(set) var all: [Candidate] = []
    private let threshold: Float
    private let isMultiLabel: Bool

    init(_ thresholds: DetectionThresholds, classCount: Int) {
        threshold = Float(thresholds.confidence)
        isMultiLabel = thresholds.isMultiLabel && classCount > 1
    }

    /// The boxes among decoded predictions, `[boxes, 5 + classes]`.
    init(of predictions: Tensor, _ thresholds: DetectionThresholds) {
        let width = predictions.size(1)
        self.init(thresholds, classCount: width - 5)
        predictions.to(.cpu).contiguous().withUnsafeBuffer(of: Float.self) { numbers in
            for start in stride(from: 0, to: numbers.count, by: width) {
                guard numbers[start + 4] > threshold else { continue }
                add(
                    centre: (numbers[start], numbers[start + 1]),
                    size: (numbers[start + 2], numbers[start + 3]), objectness: numbers[start + 4],
                    classScores: start + 5..<start + width
                ) { numbers[$0] }
            }
        }
    }

    /// Adds a box under the classes that it may be of; scores are read by their places.
    mutating func add(
        centre: (x: Float, y: Float), size: (width: Float, height: Float), objectness: Float,
        classScores places: Range<Int>, _ score: (Int) -> Float
    ) {
        func add(_ place: Int, _ confidence: Float) {
            guard confidence > threshold else { return }
            all.append(
                Candidate(
                    left: centre.x - size.width / 2, top: centre.y - size.height / 2,
                    right: centre.x + size.width / 2, bottom: centre.y + size.height / 2,
                    classIndex: place - places.lowerBound, confidence: confidence))
        }
        if isMultiLabel {
            for place in places { add(place, score(place) * objectness) }
            return
        }
        var best = (place: places.lowerBound, score: -Float.infinity)
        for place in places {
            let value = score(place)
            if value > best.score { best = (place, value) }
        }
        add(best.place, best.score * objectness)
    }
}
