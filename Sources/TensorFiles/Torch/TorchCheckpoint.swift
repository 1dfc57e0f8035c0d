/// Finds the tensors in the value that a PyTorch file holds, and names them.
///
/// The rules are those of `TensorFile.open(_:entry:)`.
struct TorchCheckpoint {
    /// The entries that training scripts keep weights under, beside an optimizer's and others.
    static let usualEntries = [
        "state_dict", "model_state_dict", "model", "params", "weights", "net", "network", "module",
        "ema", "model_ema", "state_dict_ema", "ema_state_dict", "params_ema",
    ]

    /// Dictionaries and lists may be nested this deep.
    private static let maximumDepth = 16

    private let file: FileBytes
    private let heap: PickleHeap
    /// How many steps, and bytes of names, are allowed: a few times what the pickle holds.
    private var allowance: Int

    /// - Parameter byteCount: the length of the pickle.
    init(_ heap: PickleHeap, byteCount: Int, file: FileBytes) {
        self.heap = heap
        self.file = file
        allowance = 1 << 20 + min(byteCount, PickleMachine.maximumValueCount) * 64
    }

    /// The tensors of a checkpoint.
    struct Selection {
        var tensors: [(name: String, tensor: TorchTensor)] = []
        var metadata: [String: String] = [:]
        var entry: String?
    }

    mutating func select(_ top: PickleValue, entry: String?) throws -> Selection {
        var selection = Selection()
        selection.metadata = scalars(of: top)
        guard let entry else {
            (selection.tensors, selection.entry) = try selectUnasked(top)
            return selection
        }
        selection.entry = entry
        let value = try descend(top, to: entry)
        selection.tensors = try tensors(in: value)
        guard !selection.tensors.isEmpty else {
            throw file.failure("entry \(quoted(entry)) holds no tensors, found \(value.kind)")
        }
        return selection
    }

    private mutating func selectUnasked(
        _ top: PickleValue
    ) throws -> ([(name: String, tensor: TorchTensor)], entry: String?) {
        if top.isTensor { return (try tensors(in: top), nil) }
        guard let items = items(of: top) else {
            throw file.failure("expected tensors by name, found \(top.kind)")
        }
        if items.contains(where: { $0.value.isTensor }) { return (try tensors(in: top), nil) }
        var holders: [(key: String, tensors: [(name: String, tensor: TorchTensor)])] = []
        for (key, value) in items {
            let found = try tensors(in: value)
            if !found.isEmpty { holders.append((try text(key), found)) }
        }
        let usual = holders.filter { Self.usualEntries.contains($0.key) }
        if let only = holders.count == 1 ? holders.first : usual.count == 1 ? usual.first : nil {
            return (only.tensors, only.key)
        }
        guard !holders.isEmpty else { return ([], nil) }
        let names = holders.prefix(20).map { "\(quoted($0.key)) (\($0.tensors.count) tensors)" }
        throw file.failure(
            "holds several entries with tensors: \(names.joined(separator: ", "))",
            advice: "say which entry to take (--entry NAME)")
    }

    /// The value of an entry: a key, or keys joined by dots.
    private mutating func descend(_ top: PickleValue, to entry: String) throws -> PickleValue {
        var value = top
        var rest = Substring(entry)
        while true {
            var match: (key: String, value: PickleValue)?
            for (key, candidate) in items(of: value) ?? [] {
                try charge(1)
                guard let key = try? text(key), rest == key || rest.hasPrefix(key + "."),
                    key.count > match?.key.count ?? -1
                else { continue }
                match = (key, candidate)
            }
            guard let match else {
                let names = try (items(of: top) ?? []).prefix(20).map { quoted(try text($0.key)) }
                throw file.failure(
                    "expected an entry \(quoted(entry)), found "
                        + (names.isEmpty ? top.kind : names.joined(separator: ", ")))
            }
            value = match.value
            rest = rest.dropFirst(match.key.count + 1)
            if rest.isEmpty { return value }
        }
    }

    /// Every tensor below a value, its keys joined by dots.
    private mutating func tensors(
        in value: PickleValue
    ) throws -> [(name: String, tensor: TorchTensor)] {
        var found: [(name: String, tensor: TorchTensor)] = []
        try collect(value, prefix: nil, depth: 0, into: &found)
        return found
    }

    private mutating func collect(
        _ value: PickleValue, prefix: String?, depth: Int,
        into found: inout [(name: String, tensor: TorchTensor)]
    ) throws {
        try charge(1)
        if case .tensor(let index) = value {
            found.append((prefix ?? TensorFile.unnamed, heap.tensors[index]))
            return
        }
        guard let items = items(of: value), !items.isEmpty else { return }
        try charge(items.count)
        guard depth < Self.maximumDepth else {
            throw file.failure(
                "entry \(quoted(prefix ?? "")) is nested deeper than \(Self.maximumDepth) levels")
        }
        for (key, item) in items where item.isTensor || item.isContainer {
            let key = try text(key)
            let name = prefix.map { "\($0).\(key)" } ?? key
            try charge(name.utf8.count)
            try collect(item, prefix: name, depth: depth + 1, into: &found)
        }
    }

    /// What a container holds; a list's keys are its indices. Nil for any other value.
    private func items(of value: PickleValue) -> [(key: PickleValue, value: PickleValue)]? {
        switch value {
        case .dictionary(let index): heap.dictionaries[index]
        case .list(let index):
            heap.lists[index].enumerated().map { (.integer($0.offset), $0.element) }
        case .tuple(let index):
            heap.tuples[index].enumerated().map { (.integer($0.offset), $0.element) }
        default: nil
        }
    }

    private func text(_ key: PickleValue) throws -> String {
        switch key {
        case .string(let text): text
        case .integer(let number): String(number)
        default: throw file.failure("expected a string or an integer as a key, found \(key.kind)")
        }
    }

    /// The numbers, strings and truth values of the top level.
    private func scalars(of top: PickleValue) -> [String: String] {
        guard case .dictionary(let index) = top else { return [:] }
        var metadata: [String: String] = [:]
        for (key, value) in heap.dictionaries[index] {
            guard let key = try? text(key) else { continue }
            switch value {
            case .boolean(let value): metadata[key] = String(value)
            case .integer(let value): metadata[key] = String(value)
            case .real(let value): metadata[key] = String(value)
            case .string(let value): metadata[key] = value
            default: break
            }
        }
        return metadata
    }

    private mutating func charge(_ count: Int) throws {
        allowance -= count
        guard allowance >= 0 else {
            throw file.failure(
                "its dictionaries refer to one another more often than a checkpoint's do")
        }
    }
}

extension PickleValue {
    fileprivate var isTensor: Bool {
        if case .tensor = self { true } else { false }
    }

    fileprivate var isContainer: Bool {
        switch self {
        case .dictionary, .list, .tuple: true
        default: false
        }
    }
}
