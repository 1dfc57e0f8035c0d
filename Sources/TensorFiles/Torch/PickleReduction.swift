extension PickleMachine {
    /// Calls nothing, but builds what a call of the global below the arguments would build.
    mutating func reduce() throws {
        let values = try pop(2)
        guard case .global(let global) = values[0], case .tuple(let index) = values[1] else {
            throw failure("expected a call, found \(values[0].kind) and \(values[1].kind)")
        }
        let arguments = heap.tuples[index]
        switch global {
        case .orderedDictionary: try pushDictionary(arguments)
        case .rebuildTensor: try pushTensor(arguments, counts: 4...4)
        case .rebuildTensorVersion2: try pushTensor(arguments, counts: 5...7)
        case .rebuildTensorVersion3: try pushTensor(arguments, counts: 7...8, dtypeIndex: 6)
        case .rebuildParameter, .rebuildParameterWithState:
            guard (3...4).contains(arguments.count), case .tensor = arguments[0] else {
                throw failure("expected a tensor in a parameter, found something else")
            }
            try push(arguments[0])
        case .size:
            guard let list = arguments.first, arguments.count == 1 else {
                throw failure("expected the sizes of a torch.Size")
            }
            try pushTuple(sequence(list))
        case .device:
            try push(.device)
        case .storage, .dtype:
            throw failure("expected a call, found \(global)")
        }
    }

    /// Gives an object its attributes: state dictionaries carry `_metadata`, which is not needed.
    mutating func build() throws {
        _ = try pop()
        guard case .dictionary = try top() else {
            throw failure("expected attributes of a dictionary, found those of \(try top().kind)")
        }
    }

    mutating func setItems(_ items: [PickleValue]) throws {
        guard items.count.isMultiple(of: 2), case .dictionary(let index) = try top() else {
            throw failure("expected keys and values for a dictionary, found \(try top().kind)")
        }
        for position in stride(from: 0, to: items.count, by: 2) {
            heap.dictionaries[index].append((items[position], items[position + 1]))
        }
    }

    mutating func append(_ items: [PickleValue]) throws {
        guard case .list(let index) = try top() else {
            throw failure("expected a list to append to, found \(try top().kind)")
        }
        heap.lists[index] += items
    }

    /// Pushes an `OrderedDict`, empty or, as Python 2 pickles it, made of pairs.
    private mutating func pushDictionary(_ arguments: [PickleValue]) throws {
        var items: [(key: PickleValue, value: PickleValue)] = []
        if let pairs = arguments.first {
            for pair in try sequence(pairs) {
                let parts = try sequence(pair, limit: 2)
                guard parts.count == 2 else {
                    throw failure("expected pairs in an OrderedDict, found \(pair.kind)")
                }
                items.append((parts[0], parts[1]))
            }
        }
        heap.dictionaries.append(items)
        try push(.dictionary(heap.dictionaries.count - 1))
    }

    /// Pushes a tensor: `(storage, offset, shape, strides, …)`; what follows says nothing of values.
    private mutating func pushTensor(
        _ arguments: [PickleValue], counts: ClosedRange<Int>, dtypeIndex: Int? = nil
    ) throws {
        guard counts.contains(arguments.count), case .storage(let storage) = arguments[0],
            case .integer(let offset) = arguments[1]
        else { throw failure("expected a storage, an offset, a shape and strides of a tensor") }
        var dtype = heap.storages[storage].dtype
        if let dtypeIndex {
            switch arguments[dtypeIndex] {
            case .global(.dtype(let found)): dtype = found
            default: throw failure("expected an element type, found \(arguments[dtypeIndex].kind)")
            }
        }
        guard let dtype else { throw failure("expected the element type of an untyped storage") }
        heap.tensors.append(
            TorchTensor(
                storage: storage, dtype: dtype, elementOffset: offset,
                shape: try integers(arguments[2]), strides: try integers(arguments[3])))
        try push(.tensor(heap.tensors.count - 1))
    }

    private mutating func integers(_ value: PickleValue) throws -> [Int] {
        try sequence(value, limit: StoredTensor.maximumRank).map { value in
            guard case .integer(let integer) = value else {
                throw failure("expected sizes of a tensor, found \(value.kind)")
            }
            return integer
        }
    }

    /// The elements of a tuple or list; since they are going to be copied, they are charged.
    private mutating func sequence(
        _ value: PickleValue, limit: Int = PickleMachine.maximumValueCount
    ) throws -> [PickleValue] {
        let elements: [PickleValue]
        switch value {
        case .tuple(let index): elements = heap.tuples[index]
        case .list(let index): elements = heap.lists[index]
        default: throw failure("expected a list or tuple, found \(value.kind)")
        }
        guard elements.count <= limit else {
            throw failure("expected at most \(limit) elements, found \(elements.count)")
        }
        try charge(elements.count)
        return elements
    }
}
