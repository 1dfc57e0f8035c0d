extension Operator {
    fileprivate static let reshape = Operator("aten::reshape")
    fileprivate static let view = Operator("aten::view")
    fileprivate static let flatten = Operator("aten::flatten", "using_ints")
    fileprivate static let permute = Operator("aten::permute")
    fileprivate static let transpose = Operator("aten::transpose", "int")
    fileprivate static let squeeze = Operator("aten::squeeze", "dim")
    fileprivate static let unsqueeze = Operator("aten::unsqueeze")
    fileprivate static let expand = Operator("aten::expand")
    fileprivate static let repeatTiles = Operator("aten::repeat")
    fileprivate static let concatenate = Operator("aten::cat")
    fileprivate static let stack = Operator("aten::stack")
    fileprivate static let split = Operator("aten::split", "Tensor")
    fileprivate static let splitSizes = Operator("aten::split_with_sizes")
    fileprivate static let unbind = Operator("aten::unbind", "int")
    fileprivate static let flip = Operator("aten::flip")
    fileprivate static let roll = Operator("aten::roll")
    fileprivate static let pad = Operator("aten::constant_pad_nd")
}

/// Shapes: the same elements seen otherwise, without a copy wherever that can be.
extension Tensor {
    /// Another shape; −1 stands for what is left. Copies where strides do not allow a view.
    public func reshape(_ shape: Int...) -> Tensor { reshape(shape) }

    /// Another shape; −1 stands for what is left. Copies where strides do not allow a view.
    public func reshape(_ shape: [Int]) -> Tensor {
        Operator.reshape(.tensor(self), .ints(shape))
    }

    /// Another shape of the same memory; strides that do not allow it are an error.
    public func view(_ shape: Int...) -> Tensor {
        Operator.view(.tensor(self), .ints(shape))
    }

    /// Dimensions `start` to `end`, both included, as one.
    public func flatten(_ start: Int = 0, _ end: Int = -1) -> Tensor {
        Operator.flatten(.tensor(self), .int(start), .int(end))
    }

    /// Dimensions in another order.
    public func permute(_ dimensions: Int...) -> Tensor {
        Operator.permute(.tensor(self), .ints(dimensions))
    }

    /// Two dimensions exchanged.
    public func transpose(_ a: Int = -2, _ b: Int = -1) -> Tensor {
        Operator.transpose(.tensor(self), .int(a), .int(b))
    }

    /// Without a dimension of extent 1.
    public func squeeze(_ dimension: Int) -> Tensor {
        Operator.squeeze(.tensor(self), .int(dimension))
    }

    /// With a further dimension of extent 1.
    public func unsqueeze(_ dimension: Int) -> Tensor {
        Operator.unsqueeze(.tensor(self), .int(dimension))
    }

    /// Dimensions of extent 1 repeated without a copy; −1 leaves an extent as it is.
    public func expand(_ shape: [Int]) -> Tensor {
        Operator.expand(.tensor(self), .ints(shape))
    }

    /// The tensor tiled that many times along each dimension.
    public func repeated(_ repeats: Int...) -> Tensor {
        Operator.repeatTiles(.tensor(self), .ints(repeats))
    }

    /// Tensors joined along a dimension that they have.
    public static func cat(_ tensors: [Tensor], _ dimension: Int = 0) -> Tensor {
        Operator.concatenate(.tensors(tensors), .int(dimension))
    }

    /// Tensors joined along a dimension that is new.
    public static func stack(_ tensors: [Tensor], _ dimension: Int = 0) -> Tensor {
        Operator.stack(.tensors(tensors), .int(dimension))
    }

    /// Pieces of `size` along a dimension; the last may be smaller.
    public func split(_ size: Int, _ dimension: Int = 0) -> [Tensor] {
        Operator.split.tensors(.tensor(self), .int(size), .int(dimension))
    }

    /// Pieces of the given sizes along a dimension.
    public func split(_ sizes: [Int], _ dimension: Int = 0) -> [Tensor] {
        Operator.splitSizes.tensors(.tensor(self), .ints(sizes), .int(dimension))
    }

    /// The tensors along a dimension, one by one.
    public func unbind(_ dimension: Int = 0) -> [Tensor] {
        Operator.unbind.tensors(.tensor(self), .int(dimension))
    }

    /// The elements in opposite order along dimensions.
    public func flip(_ dimensions: Int...) -> Tensor {
        Operator.flip(.tensor(self), .ints(dimensions))
    }

    /// The elements moved along a dimension, those that fall off coming in at the other end.
    public func roll(_ shift: Int, _ dimension: Int) -> Tensor {
        Operator.roll(.tensor(self), .ints([shift]), .ints([dimension]))
    }

    /// The tensor framed by a value: before and after, the last dimension first, as in PyTorch.
    public func pad(_ amounts: [Int], value: Double = 0) -> Tensor {
        Operator.pad(.tensor(self), .ints(amounts), .double(value))
    }
}
