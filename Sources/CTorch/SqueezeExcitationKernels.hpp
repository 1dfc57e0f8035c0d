// The passes of squeeze-and-excitation over images, channels last, compiled per kind of processor.

#include "Vector.hpp"

/// Vectors that are handled side by side: long runs of memory, and sums that stay in registers.
constexpr int vectors = 4;
constexpr int64_t part = vectors * lanes;

/// Some channels of one image.
template <ExciteOperation operation, typename Element>
static void excite_part(const ExciteArguments &a, int64_t image, int64_t first, int64_t count) {
    const int64_t row = image * a.channels + first;
    const int64_t start = image * a.pixels * a.channels + first;
    const auto *input = static_cast<const Element *>(a.input) + start;
    const auto *gradient = static_cast<const Element *>(a.gradient) + start;
    auto *result = static_cast<Element *>(a.result) + start;
    Vector sums[vectors] = {}, factors[vectors] = {}, terms[vectors] = {};
    constexpr bool scales =
        operation == ExciteOperation::scale || operation == ExciteOperation::inputGradient;
#pragma unroll
    for (int v = 0; v < vectors; ++v) {
        const int64_t n = count - v * lanes;
        if (scales && n > 0) {
            factors[v] = load(a.factors + row + v * lanes, n);
        }
        if (operation == ExciteOperation::inputGradient && n > 0) {
            terms[v] = load(a.terms + row + v * lanes, n);
        }
    }
    for (int64_t pixel = 0; pixel < a.pixels; ++pixel) {
#pragma unroll
        for (int v = 0; v < vectors; ++v) {
            const int64_t n = count - v * lanes, offset = pixel * a.channels + v * lanes;
            if (n <= 0) {
                continue;
            }
            if constexpr (operation == ExciteOperation::sums) {
                sums[v] += load(input + offset, n);
            } else if constexpr (operation == ExciteOperation::scale) {
                store(result + offset, load(input + offset, n) * factors[v], n);
            } else if constexpr (operation == ExciteOperation::productSums) {
                sums[v] += load(input + offset, n) * load(gradient + offset, n);
            } else {
                store(result + offset, load(gradient + offset, n) * factors[v] + terms[v], n);
            }
        }
    }
    for (int v = 0; !scales && v < vectors && v * lanes < count; ++v) {
        store(a.table + row + v * lanes, sums[v], count - v * lanes);
    }
}

template <ExciteOperation operation, typename Element>
static void excite_images(const ExciteArguments &a) {
    const int64_t parts = (a.channels + part - 1) / part, items = a.images * parts;
    for_each_slice(items, slice_count(items), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t item = begin; item < end; ++item) {
            const int64_t first = item % parts * part;
            excite_part<operation, Element>(
                a, item / parts, first, std::min(part, a.channels - first));
        }
    });
}

static void excite(const ExciteArguments &a) {
    const auto run = [&](auto element) {
        using Element = decltype(element);
        switch (a.operation) {
        case ExciteOperation::sums:
            return excite_images<ExciteOperation::sums, Element>(a);
        case ExciteOperation::scale:
            return excite_images<ExciteOperation::scale, Element>(a);
        case ExciteOperation::productSums:
            return excite_images<ExciteOperation::productSums, Element>(a);
        case ExciteOperation::inputGradient:
            return excite_images<ExciteOperation::inputGradient, Element>(a);
        }
    };
    a.shortened ? run(c10::BFloat16()) : run(float());
}
