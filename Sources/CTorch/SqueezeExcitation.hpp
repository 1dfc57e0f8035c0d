// Squeeze-and-excitation of images that lie channels last, with kernels of our own.
#pragma once

#include <cstdint>

namespace ctorch {

/// The steps that each read their arrays once. "Table" is `[images, channels]`, float.
enum class ExciteOperation {
    /// `table = Σ input` over the pixels.
    sums,
    /// `result = input · factors`.
    scale,
    /// `table = Σ input · gradient` over the pixels.
    productSums,
    /// `result = gradient · factors + terms`.
    inputGradient
};

struct ExciteArguments {
    ExciteOperation operation;
    /// Whether images are bfloat16, and not float.
    bool shortened;
    int64_t images, pixels, channels;
    const void *input, *gradient;
    void *result;
    const float *factors, *terms;
    float *table;
};

}  // namespace ctorch
