// A depthwise convolution of images that lie channels last, with kernels of our own.
#pragma once

#include <ATen/core/Tensor.h>

#include "include/ctorch_operators.h"

namespace ctorch {

/// `images × height × width × channels`, and what is done to them.
struct DepthwiseShape {
    int64_t images, height, width, channels, outputHeight, outputWidth;
    /// Rows and columns of the kernel, 3 or 5, and its step, 1 or 2.
    int64_t kernel, stride;
    /// Zeros above and to the left; those below and to the right follow from the output's size.
    int64_t top, left;
};

enum class DepthwiseOperation { forward, inputGradient, weightGradient };

struct DepthwiseArguments {
    DepthwiseOperation operation;
    /// Whether images are bfloat16, and not float.
    bool shortened;
    const void *input, *gradient;
    const float *weights;
    void *result;
    /// What is added to each channel forward, or null, and what is done then.
    const float *bias = nullptr;
    ctorch_activation activation = ctorch_activation_identity;
};

}  // namespace ctorch
