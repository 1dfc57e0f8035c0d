// Depthwise convolution over rows of images, channels last, compiled once per kind of processor.
//
// Rows are first packed: channels in blocks of `lanes`, each block's columns one after another,
// zeros around them. So the inner loops know no borders, no rest of channels and no element type.

#include "ActivationKernels.hpp"

/// Outputs that are computed at a time, in registers; loops may run over the end by one less.
constexpr int tile = 8;
/// The same for gradients of weights, which need their registers for sums.
constexpr int gradientTile = 4;

/// Rows in packed form, a ring of them: row `i` lies in slot `i mod slots`.
struct Ring {
    float *memory;
    int64_t slots, blocks, columns, left;
    int64_t next = 0;

    float *row(int64_t index) const { return memory + index % slots * blocks * columns * lanes; }
    /// After the last slot: zeros, for rows outside of the image.
    const float *zeros() const { return memory + slots * blocks * columns * lanes; }

    static int64_t size(int64_t slots, int64_t blocks, int64_t columns) {
        return (slots + 1) * blocks * columns * lanes;
    }

    /// Packs the rows up to `end` that are not there yet, as far as `first` and later ones.
    template <typename Element>
    void fill(const Element *image, int64_t width, int64_t channels, int64_t first, int64_t end) {
        for (next = std::max(next, first); next < end; ++next) {
            const Element *from = image + next * width * channels;
            float *to = row(next) + left * lanes;
            const int64_t whole = channels / lanes;
            for (int64_t x = 0; x < width; ++x, from += channels, to += lanes) {
                for (int64_t block = 0; block < whole; ++block) {
                    store(to + block * columns * lanes, load(from + block * lanes));
                }
                if (whole < blocks) {
                    const int64_t done = whole * lanes;
                    store(to + whole * columns * lanes, load(from + done, channels - done));
                }
            }
        }
    }
};

/// `out[j] = activation(bias + Σ rows[r][j · stride + t] · weights[r][t])` for one block of channels.
template <
    int taps, int stride, ctorch_activation activation = ctorch_activation_identity,
    typename Element>
static void correlate(
    const float *const *rows, const float *const *weights, int count, Vector bias, Element *out,
    int64_t step, int64_t width, int64_t channels) {
    for (int64_t x = 0; x < width; x += tile) {
        Vector sums[tile];
#pragma unroll
        for (int j = 0; j < tile; ++j) {
            sums[j] = bias;
        }
        for (int r = 0; r < count; ++r) {
            const float *row = rows[r] + x * stride * lanes;
            Vector weight[taps];
#pragma unroll
            for (int t = 0; t < taps; ++t) {
                weight[t] = load(weights[r] + t * lanes);
            }
#pragma unroll
            for (int i = 0; i < (tile - 1) * stride + taps; ++i) {
                const Vector value = load(row + i * lanes);
#pragma unroll
                for (int t = 0; t < taps; ++t) {
                    if (i >= t && (i - t) % stride == 0 && (i - t) / stride < tile) {
                        sums[(i - t) / stride] += value * weight[t];
                    }
                }
            }
        }
        if (x + tile <= width) {
#pragma unroll
            for (int j = 0; j < tile; ++j) {
                store(out + (x + j) * step, activated<activation>(sums[j]), channels);
            }
        } else {
            for (int j = 0; j < width - x; ++j) {
                store(out + (x + j) * step, activated<activation>(sums[j]), channels);
            }
        }
    }
}

/// `sums[r][t] += Σ rows[r][j · stride + t] · gradient[j]` for one block of channels.
template <int kernel, int stride>
static void correlate_gradient(
    const float *const *rows, const float *gradient, int64_t width, float *sums) {
    // All sums in registers where there are enough of them.
    constexpr int group = kernel == 3 || lanes == 16 ? kernel : 1;
    for (int first = 0; first < kernel; first += group) {
        Vector total[group][kernel];
#pragma unroll
        for (int i = 0; i < group * kernel; ++i) {
            total[i / kernel][i % kernel] = load(sums + (first * kernel + i) * lanes);
        }
        for (int64_t x = 0; x < width; x += gradientTile) {
            Vector slope[gradientTile];
#pragma unroll
            for (int j = 0; j < gradientTile; ++j) {
                slope[j] = load(gradient + (x + j) * lanes);
            }
#pragma unroll
            for (int r = 0; r < group; ++r) {
                const float *row = rows[first + r] + x * stride * lanes;
#pragma unroll
                for (int i = 0; i < (gradientTile - 1) * stride + kernel; ++i) {
                    const Vector value = load(row + i * lanes);
#pragma unroll
                    for (int t = 0; t < kernel; ++t) {
                        if (i >= t && (i - t) % stride == 0 && (i - t) / stride < gradientTile) {
                            total[r][t] += value * slope[(i - t) / stride];
                        }
                    }
                }
            }
        }
#pragma unroll
        for (int i = 0; i < group * kernel; ++i) {
            store(sums + (first * kernel + i) * lanes, total[i / kernel][i % kernel]);
        }
    }
}

/// A multiple of the tile, and odd in vectors, so that blocks do not fall on the same cache lines.
static int64_t packed_columns(int64_t needed) {
    return (needed + tile) | 1;
}

static int64_t block_count(int64_t channels) {
    return (channels + lanes - 1) / lanes;
}

/// Weights `[C, kernel²]` as `[block][kernel²][lanes]`; `order[i]` is the tap at place i.
static AlignedBuffer packed_weights(
    const float *weights, int64_t channels, int taps, const int *order) {
    AlignedBuffer packed(block_count(channels) * taps * lanes);
    for (int64_t c = 0; c < channels; ++c) {
        for (int i = 0; i < taps; ++i) {
            float &place = packed.data()[(c / lanes * taps + i) * lanes + c % lanes];
            place = weights[c * taps + order[i]];
        }
    }
    return packed;
}

template <int kernel, int stride, ctorch_activation activation, typename Element>
static void forward(const DepthwiseShape &s, const DepthwiseArguments &a) {
    const auto *input = static_cast<const Element *>(a.input);
    auto *output = static_cast<Element *>(a.result);
    int order[kernel * kernel];
    for (int i = 0; i < kernel * kernel; ++i) {
        order[i] = i;
    }
    const auto packed = packed_weights(a.weights, s.channels, kernel * kernel, order);
    const int64_t blocks = block_count(s.channels), items = s.images * s.outputHeight;
    const int64_t columns = packed_columns((s.outputWidth + tile) * stride + kernel);
    for_each_slice(items, slice_count(items), [&](int64_t, int64_t begin, int64_t end) {
        AlignedBuffer memory(Ring::size(kernel, blocks, columns));
        Ring ring{memory.data(), kernel, blocks, columns, s.left};
        for (int64_t item = begin; item < end; ++item) {
            const int64_t image = item / s.outputHeight, y = item % s.outputHeight;
            if (y == 0 || item == begin) {
                ring.next = 0;
            }
            const int64_t top = y * stride - s.top;
            ring.fill(
                input + image * s.height * s.width * s.channels, s.width, s.channels,
                std::max<int64_t>(top, 0), std::min(top + kernel, s.height));
            Element *out = output + item * s.outputWidth * s.channels;
            for (int64_t block = 0; block < blocks; ++block) {
                const float *rows[kernel], *taps[kernel];
                int count = 0;
                for (int k = 0; k < kernel; ++k) {
                    if (top + k >= 0 && top + k < s.height) {
                        rows[count] = ring.row(top + k) + block * columns * lanes;
                        taps[count++] = packed.data() + (block * kernel + k) * kernel * lanes;
                    }
                }
                const int64_t channels = s.channels - block * lanes;
                const Vector bias =
                    a.bias == nullptr ? Vector{} : load(a.bias + block * lanes, channels);
                correlate<kernel, stride, activation>(
                    rows, taps, count, bias, out + block * lanes, s.channels, s.outputWidth,
                    channels);
            }
        }
    });
}

/// The columns of the input's gradient whose padded index leaves `residue`, and then the others'.
template <int kernel, int stride, int residue, typename Element>
static void backward_columns(
    const DepthwiseShape &s, const float *const *rows, const float *const *weights, int count,
    Element *out, int64_t channels) {
    if constexpr (residue < stride) {
        constexpr int taps = (kernel - residue + stride - 1) / stride;
        constexpr int reach = (kernel - 1) / stride;
        const int64_t first = std::max<int64_t>(s.left - residue + stride - 1, 0) / stride;
        const int64_t x = first * stride + residue - s.left;
        const float *starts[reach + 1];
        for (int r = 0; r < count; ++r) {
            starts[r] = rows[r] + (reach + first - (taps - 1)) * lanes;
        }
        correlate<taps, 1>(
            starts, weights, count, Vector{}, out + x * s.channels, stride * s.channels,
            (s.width - x + stride - 1) / stride, channels);
        const float *next[reach + 1];
        for (int r = 0; r < count; ++r) {
            next[r] = weights[r] + taps * lanes;
        }
        backward_columns<kernel, stride, residue + 1>(s, rows, next, count, out, channels);
    }
}

/// Gradients of the input: columns of one residue at a time, for which it is a convolution of the
/// output's gradient with every `stride`-th weight, in reverse.
template <int kernel, int stride, typename Element>
static void backward_input(
    const DepthwiseShape &s, const Element *gradient, const float *weights, Element *result) {
    constexpr int reach = (kernel - 1) / stride;
    int order[kernel * kernel], place = 0;
    for (int k = 0; k < kernel; ++k) {
        for (int residue = 0; residue < stride; ++residue) {
            for (int x = kernel - 1; x >= 0; --x) {
                if (x % stride == residue) {
                    order[place++] = k * kernel + x;
                }
            }
        }
    }
    const auto packed = packed_weights(weights, s.channels, kernel * kernel, order);
    const int64_t blocks = block_count(s.channels), items = s.images * s.height;
    const int64_t columns = packed_columns((s.width + s.left) / stride + reach + tile + 1);
    for_each_slice(items, slice_count(items), [&](int64_t, int64_t begin, int64_t end) {
        AlignedBuffer memory(Ring::size(reach + 1, blocks, columns));
        Ring ring{memory.data(), reach + 1, blocks, columns, reach};
        for (int64_t item = begin; item < end; ++item) {
            const int64_t image = item / s.height, y = item % s.height;
            if (y == 0 || item == begin) {
                ring.next = 0;
            }
            const int64_t last = (y + s.top) / stride;
            ring.fill(
                gradient + image * s.outputHeight * s.outputWidth * s.channels, s.outputWidth,
                s.channels, std::max<int64_t>(last - reach, 0), std::min(last + 1, s.outputHeight));
            for (int64_t block = 0; block < blocks; ++block) {
                const float *rows[reach + 1], *taps[reach + 1];
                int count = 0;
                for (int k = (y + s.top) % stride; k < kernel; k += stride) {
                    const int64_t row = last - k / stride;
                    if (row >= 0 && row < s.outputHeight) {
                        rows[count] = ring.row(row) + block * columns * lanes;
                        taps[count++] = packed.data() + (block * kernel + k) * kernel * lanes;
                    }
                }
                Element *out = result + item * s.width * s.channels + block * lanes;
                backward_columns<kernel, stride, 0>(
                    s, rows, taps, count, out, s.channels - block * lanes);
            }
        }
    });
}

/// Gradients of the weights, summed per image, then per slice, then over the slices in order.
template <int kernel, int stride, typename Element>
static void backward_weights(
    const DepthwiseShape &s, const Element *input, const Element *gradient, float *result) {
    constexpr int taps = kernel * kernel;
    const int64_t blocks = block_count(s.channels), items = s.images * s.outputHeight;
    const int64_t columns = packed_columns((s.outputWidth + gradientTile) * stride + kernel);
    const int64_t gradientColumns = packed_columns(s.outputWidth + gradientTile);
    const int64_t slices = slice_count(items), sumCount = blocks * taps * lanes;
    std::vector<float> totals(slices * sumCount);
    for_each_slice(items, slices, [&](int64_t slice, int64_t begin, int64_t end) {
        AlignedBuffer memory(Ring::size(kernel, blocks, columns));
        AlignedBuffer gradientMemory(Ring::size(1, blocks, gradientColumns));
        AlignedBuffer sumBuffer(sumCount);
        float *sums = sumBuffer.data();
        float *total = totals.data() + slice * sumCount;
        Ring ring{memory.data(), kernel, blocks, columns, s.left};
        Ring slopes{gradientMemory.data(), 1, blocks, gradientColumns, 0};
        for (int64_t item = begin; item < end; ++item) {
            const int64_t image = item / s.outputHeight, y = item % s.outputHeight;
            if (y == 0 || item == begin) {
                ring.next = 0;
            }
            const int64_t top = y * stride - s.top;
            ring.fill(
                input + image * s.height * s.width * s.channels, s.width, s.channels,
                std::max<int64_t>(top, 0), std::min(top + kernel, s.height));
            slopes.next = 0;
            slopes.fill(
                gradient + item * s.outputWidth * s.channels, s.outputWidth, s.channels, 0, 1);
            for (int64_t block = 0; block < blocks; ++block) {
                const float *rows[kernel];
                for (int k = 0; k < kernel; ++k) {
                    rows[k] = top + k >= 0 && top + k < s.height
                        ? ring.row(top + k) + block * columns * lanes
                        : ring.zeros();
                }
                correlate_gradient<kernel, stride>(
                    rows, slopes.row(0) + block * gradientColumns * lanes, s.outputWidth,
                    sums + block * taps * lanes);
            }
            if (y + 1 == s.outputHeight || item + 1 == end) {
                for (int64_t i = 0; i < sumCount; ++i) {
                    total[i] += sums[i];
                    sums[i] = 0;
                }
            }
        }
    });
    for (int64_t c = 0; c < s.channels; ++c) {
        for (int i = 0; i < taps; ++i) {
            float sum = 0;
            for (int64_t slice = 0; slice < slices; ++slice) {
                sum += totals[slice * sumCount + (c / lanes * taps + i) * lanes + c % lanes];
            }
            result[c * taps + i] = sum;
        }
    }
}

/// Picks the compiled kernel for a shape; `operation` says which.
template <int kernel, int stride, typename Element>
static void run(const DepthwiseShape &s, const DepthwiseArguments &a) {
    const auto *input = static_cast<const Element *>(a.input);
    const auto *gradient = static_cast<const Element *>(a.gradient);
    auto *result = static_cast<Element *>(a.result);
    switch (a.operation) {
    case DepthwiseOperation::forward:
        switch (a.activation) {
        case ctorch_activation_identity:
            return forward<kernel, stride, ctorch_activation_identity, Element>(s, a);
        case ctorch_activation_relu:
            return forward<kernel, stride, ctorch_activation_relu, Element>(s, a);
        case ctorch_activation_relu6:
            return forward<kernel, stride, ctorch_activation_relu6, Element>(s, a);
        case ctorch_activation_silu:
            return forward<kernel, stride, ctorch_activation_silu, Element>(s, a);
        }
        return;
    case DepthwiseOperation::inputGradient:
        return backward_input<kernel, stride>(s, gradient, a.weights, result);
    case DepthwiseOperation::weightGradient:
        return backward_weights<kernel, stride>(
            s, input, gradient, static_cast<float *>(a.result));
    }
}

static void depthwise(const DepthwiseShape &s, const DepthwiseArguments &a) {
    const auto pick = [&](auto element) {
        using Element = decltype(element);
        if (s.kernel == 3) {
            s.stride == 1 ? run<3, 1, Element>(s, a) : run<3, 2, Element>(s, a);
        } else {
            s.stride == 1 ? run<5, 1, Element>(s, a) : run<5, 2, Element>(s, a);
        }
    };
    a.shortened ? pick(c10::BFloat16()) : pick(float());
}
