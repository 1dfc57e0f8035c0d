// Images times one factor per image and channel, with kernels of our own.
#pragma once

#include <cstdint>

namespace ctorch {

struct ChannelScaleArguments {
    int64_t images, pixels, channels;
    /// Whether images are bfloat16, and not float.
    bool shortened;
    /// Without a gradient, `result` is the scaled input; with one, the input's gradient.
    const void *input, *gradient;
    void *result;
    /// `[images, channels]`.
    const float *factors;
    float *factorGradients;
};

}  // namespace ctorch
