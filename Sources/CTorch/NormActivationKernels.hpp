// The passes of batch norm with an activation over rows of channels, compiled per processor.

#include "ActivationKernels.hpp"

/// Rows that are read side by side, so that sums in memory are touched once for all of them.
constexpr int sideBySide = 4;
/// Rows after which sums in float join those in double.
constexpr int64_t shortSum = 64 * sideBySide;

/// The gradient before the activation, from the one behind it.
template <ctorch_activation activation>
INLINE Vector deactivated(Vector gradient, Vector z) {
    if constexpr (activation == ctorch_activation_silu) {
        const Vector sigmoid = 1.0f / (exponential(-z) + 1.0f);
        return gradient * sigmoid * (z * (1.0f - sigmoid) + 1.0f);
    } else if constexpr (activation == ctorch_activation_identity) {
        return gradient;
    } else {
        const Vector above = z > 0.0f ? gradient : all(0);
        if constexpr (activation == ctorch_activation_relu6) {
            return z < 6.0f ? above : all(0);
        }
        return above;
    }
}

/// Calls `body(channel, count)` for each vector of channels; `count` is constant but for the last.
template <typename Body>
INLINE void for_each_vector(int64_t channels, const Body &body) {
    int64_t channel = 0;
    for (; channel + lanes <= channels; channel += lanes) {
        body(channel, (int64_t)lanes);
    }
    if (channel < channels) {
        body(channel, channels - channel);
    }
}

/// Adds `count` rows to the two sums of every channel.
template <ctorch_activation activation, NormOperation operation, int count, typename Element>
INLINE void add_rows(
    const NormArguments &a, const Element *input, const Element *gradient, float *sums) {
    for_each_vector(a.channels, [&](int64_t c, int64_t n) __attribute__((always_inline)) {
        const Vector center = load(a.center + c, n);
        Vector scale = {}, shift = {};
        if constexpr (operation == NormOperation::gradientSums) {
            scale = load(a.scale + c, n);
            shift = load(a.shift + c, n);
        }
        Vector first = load(sums + c, n), second = load(sums + a.channels + c, n);
#pragma unroll
        for (int r = 0; r < count; ++r) {
            const Vector x = load(input + r * a.channels + c, n);
            const Vector centered = x - center;
            if constexpr (operation == NormOperation::statistics) {
                first += centered;
                second += centered * centered;
            } else {
                const Vector g = deactivated<activation>(
                    load(gradient + r * a.channels + c, n), x * scale + shift);
                first += g;
                second += g * centered;
            }
        }
        store(sums + c, first, n);
        store(sums + a.channels + c, second, n);
    });
}

template <ctorch_activation activation, NormOperation operation, typename Element>
static void sum(const NormArguments &a, const Element *input, const Element *gradient) {
    const int64_t slices = slice_count(a.rows), width = 2 * a.channels;
    std::vector<double> totals(slices * width);
    for_each_slice(a.rows, slices, [&](int64_t slice, int64_t begin, int64_t end) {
        std::vector<float> sums(width);
        double *total = totals.data() + slice * width;
        for (int64_t row = begin; row < end;) {
            const int64_t stop = std::min(end, row + shortSum);
            const auto at = [&](const Element *data) { return data + row * a.channels; };
            for (; row + sideBySide <= stop; row += sideBySide) {
                add_rows<activation, operation, sideBySide>(
                    a, at(input), at(gradient), sums.data());
            }
            for (; row < stop; ++row) {
                add_rows<activation, operation, 1>(a, at(input), at(gradient), sums.data());
            }
            for (int64_t i = 0; i < width; ++i) {
                total[i] += sums[i];
                sums[i] = 0;
            }
        }
    });
    for (int64_t i = 0; i < width; ++i) {
        a.sums[i] = 0;
        for (int64_t slice = 0; slice < slices; ++slice) {
            a.sums[i] += totals[slice * width + i];
        }
    }
}

template <ctorch_activation activation, typename Element>
static void forward(const NormArguments &a, const Element *input, Element *result) {
    for_each_slice(a.rows, slice_count(a.rows), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            const int64_t offset = row * a.channels;
            for_each_vector(a.channels, [&](int64_t c, int64_t n) __attribute__((always_inline)) {
                const Vector z =
                    load(input + offset + c, n) * load(a.scale + c, n) + load(a.shift + c, n);
                store(result + offset + c, activated<activation>(z), n);
            });
        }
    });
}

template <ctorch_activation activation, typename Element>
static void backward(
    const NormArguments &a, const Element *input, const Element *gradient, Element *result) {
    for_each_slice(a.rows, slice_count(a.rows), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            const int64_t offset = row * a.channels;
            for_each_vector(a.channels, [&](int64_t c, int64_t n) __attribute__((always_inline)) {
                const Vector x = load(input + offset + c, n), scale = load(a.scale + c, n);
                const Vector g = deactivated<activation>(
                    load(gradient + offset + c, n), x * scale + load(a.shift + c, n));
                const Vector rest = x * load(a.inputFactor + c, n) + load(a.constant + c, n);
                store(result + offset + c, g * scale + rest, n);
            });
        }
    });
}

template <ctorch_activation activation, typename Element>
static void run(const NormArguments &a) {
    const auto *input = static_cast<const Element *>(a.input);
    const auto *gradient = static_cast<const Element *>(a.gradient);
    auto *result = static_cast<Element *>(a.result);
    switch (a.operation) {
    case NormOperation::statistics:
        return sum<ctorch_activation_identity, NormOperation::statistics>(a, input, input);
    case NormOperation::forward:
        return forward<activation>(a, input, result);
    case NormOperation::gradientSums:
        return sum<activation, NormOperation::gradientSums>(a, input, gradient);
    case NormOperation::inputGradient:
        return backward<activation>(a, input, gradient, result);
    }
}

/// Picks the compiled kernel for an element type and an activation.
static void norm_activation(const NormArguments &a) {
    const auto pick = [&](auto element) {
        using Element = decltype(element);
        switch (a.activation) {
        case ctorch_activation_identity: return run<ctorch_activation_identity, Element>(a);
        case ctorch_activation_relu: return run<ctorch_activation_relu, Element>(a);
        case ctorch_activation_relu6: return run<ctorch_activation_relu6, Element>(a);
        case ctorch_activation_silu: return run<ctorch_activation_silu, Element>(a);
        }
    };
    a.shortened ? pick(c10::BFloat16()) : pick(float());
}
