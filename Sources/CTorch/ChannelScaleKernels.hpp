// Images times one factor per image and channel, channels last, compiled per kind of processor.

#include "Vector.hpp"

/// Vectors that are handled side by side: long runs of memory, and sums that stay in registers.
constexpr int64_t part = 4 * lanes;

/// Calls `body(image, first, count)` for parts of the channels of each image, in parallel.
template <typename Body>
static void for_each_part(const ChannelScaleArguments &a, const Body &body) {
    const int64_t parts = (a.channels + part - 1) / part, items = a.images * parts;
    for_each_slice(items, slice_count(items), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t item = begin; item < end; ++item) {
            const int64_t first = item % parts * part;
            body(item / parts, first, std::min(part, a.channels - first));
        }
    });
}

template <typename Element>
static void forward(const ChannelScaleArguments &a, const Element *input, Element *result) {
    for_each_part(a, [&](int64_t image, int64_t first, int64_t count) {
        const float *factors = a.factors + image * a.channels + first;
        const int64_t start = image * a.pixels * a.channels + first;
        for (int64_t pixel = 0; pixel < a.pixels; ++pixel) {
            const int64_t offset = start + pixel * a.channels;
            for (int64_t c = 0; c < count; c += lanes) {
                const int64_t n = count - c;
                store(
                    result + offset + c, load(input + offset + c, n) * load(factors + c, n), n);
            }
        }
    });
}

/// Both gradients in one pass.
template <typename Element>
static void backward(
    const ChannelScaleArguments &a, const Element *input, const Element *gradient,
    Element *result) {
    for_each_part(a, [&](int64_t image, int64_t first, int64_t count) {
        const float *factors = a.factors + image * a.channels + first;
        const int64_t start = image * a.pixels * a.channels + first;
        Vector sums[4] = {};
        for (int64_t pixel = 0; pixel < a.pixels; ++pixel) {
            const int64_t offset = start + pixel * a.channels;
#pragma unroll
            for (int v = 0; v < 4; ++v) {
                const int64_t c = v * lanes, n = count - c;
                if (n > 0) {
                    const Vector g = load(gradient + offset + c, n);
                    sums[v] += g * load(input + offset + c, n);
                    store(result + offset + c, g * load(factors + c, n), n);
                }
            }
        }
        for (int v = 0; v < 4 && v * lanes < count; ++v) {
            store(
                a.factorGradients + image * a.channels + first + v * lanes, sums[v],
                count - v * lanes);
        }
    });
}

static void channel_scale(const ChannelScaleArguments &a) {
    const auto run = [&](auto element) {
        using Element = decltype(element);
        const auto *input = static_cast<const Element *>(a.input);
        auto *result = static_cast<Element *>(a.result);
        if (a.gradient == nullptr) {
            forward(a, input, result);
        } else {
            backward(a, input, static_cast<const Element *>(a.gradient), result);
        }
    };
    a.shortened ? run(c10::BFloat16()) : run(float());
}
