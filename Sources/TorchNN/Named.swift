/// Things by name, in order: `["weight": weight, "bias": bias]`; what is `nil` is left out.
public struct Named<Element>: ExpressibleByDictionaryLiteral, Sequence {
    /// Names with their elements.
    public private(set) var elements: [(name: String, element: Element)]

    /// The elements that are there; a name that stands twice stops the process.
    public init(dictionaryLiteral elements: (String, Element?)...) {
        let names = elements.map(\.0)
        precondition(Set(names).count == names.count, "a name stands twice among \(names)")
        self.elements = elements.compactMap { name, element in element.map { (name, $0) } }
    }

    /// Elements named by their position: `0`, `1`, …
    public init(numbering elements: [Element]) {
        self.elements = elements.enumerated().map { (String($0.offset), $0.element) }
    }

    /// Names with their elements, in order.
    public func makeIterator() -> IndexingIterator<[(name: String, element: Element)]> {
        elements.makeIterator()
    }
}
