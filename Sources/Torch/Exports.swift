// An element type is part of what a tensor is: whoever imports `Torch` can name it.
@_exported import enum TensorFiles.DType
