import CTorch

extension Operator {
    fileprivate static let batchMatmul = Operator("aten::bmm")
    fileprivate static let einsum = Operator("aten::einsum")
    fileprivate static let svd = Operator("aten::linalg_svd")
    fileprivate static let eigh = Operator("aten::linalg_eigh")
    fileprivate static let qr = Operator("aten::linalg_qr")
    fileprivate static let cholesky = Operator("aten::linalg_cholesky")
    fileprivate static let solve = Operator("aten::linalg_solve")
    fileprivate static let inverse = Operator("aten::linalg_inv")
    fileprivate static let determinant = Operator("aten::linalg_det")
}

extension Tensor {
    /// The matrix product, of the last two dimensions, the others broadcast.
    public func matmul(_ other: Tensor) -> Tensor {
        result(ctorch_matmul(handle, other.handle))
    }

    /// The matrix product of each pair, `[N, a, b] · [N, b, c]`.
    public func batchMatmul(_ other: Tensor) -> Tensor {
        Operator.batchMatmul(.tensor(self), .tensor(other))
    }

    /// Einstein's sum: `Tensor.einsum("bij,bjk->bik", a, b)`.
    public static func einsum(_ equation: String, _ tensors: Tensor...) -> Tensor {
        Operator.einsum(.string(equation), .tensors(tensors))
    }

    /// Each vector along a dimension over its norm, but over no less than `epsilon`.
    public func normalized(_ dimension: Int = -1, epsilon: Double = 1e-12) -> Tensor {
        self / norm(dimension, keepDimensions: true).clamp(min: epsilon)
    }

    /// The singular value decomposition `U diag(S) Vᴴ`, reduced.
    public func svd() -> (u: Tensor, s: Tensor, vh: Tensor) {
        let found = Operator.svd.tensors(.tensor(self), .bool(false))
        return (found[0], found[1], found[2])
    }

    /// Eigenvalues, ascending, and eigenvectors (columns) of a symmetric matrix.
    public func eigh() -> (values: Tensor, vectors: Tensor) {
        let found = Operator.eigh.tensors(.tensor(self))
        return (found[0], found[1])
    }

    /// The QR decomposition, reduced.
    public func qr() -> (q: Tensor, r: Tensor) {
        let found = Operator.qr.tensors(.tensor(self))
        return (found[0], found[1])
    }

    /// The lower triangle L with L·Lᵀ the matrix, which must be positive definite.
    ///
    /// - Throws: `TorchError` where the matrix is not positive definite.
    public func cholesky() throws -> Tensor {
        try Operator.cholesky.tensor(.tensor(self))
    }

    /// X with `self · X = right`.
    ///
    /// - Throws: `TorchError` where the matrix is singular.
    public func solve(_ right: Tensor) throws -> Tensor {
        try Operator.solve.tensor(.tensor(self), .tensor(right))
    }

    /// The inverse matrix.
    ///
    /// - Throws: `TorchError` where the matrix is singular.
    public func inverse() throws -> Tensor {
        try Operator.inverse.tensor(.tensor(self))
    }

    /// The determinant.
    public func determinant() -> Tensor { Operator.determinant(.tensor(self)) }
}
