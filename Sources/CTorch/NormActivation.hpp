// Batch norm and the activation behind it, over rows of channels, with kernels of our own.
#pragma once

#include <cstdint>

#include "include/ctorch_operators.h"

namespace ctorch {

/// The steps that each read their arrays once.
enum class NormOperation { statistics, forward, gradientSums, inputGradient };

struct NormArguments {
    NormOperation operation;
    ctorch_activation activation;
    /// Whether rows are bfloat16, and not float.
    bool shortened;
    int64_t rows, channels;
    const void *input, *gradient;
    /// Rows, of the input's type.
    void *result;
    /// Per channel, `[C]`: what is subtracted before sums are taken.
    const float *center;
    /// Per channel: the activation's argument is `scale · x + shift`.
    const float *scale, *shift;
    /// Per channel: the input's gradient is `scale · g + inputFactor · x + constant`.
    const float *inputFactor, *constant;
    /// `[2][C]`: of `x − center` and its square, or of g and `g · (x − center)`.
    double *sums;
};

}  // namespace ctorch
