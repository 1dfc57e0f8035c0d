// Work split over libtorch's own threads.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstdint>

namespace ctorch {

/// How many slices work over `items` is split into: the same for the same number of threads, so
/// that sums that are taken per slice come out the same.
inline int64_t slice_count(int64_t items) {
    return std::max<int64_t>(1, std::min<int64_t>(items, at::get_num_threads()));
}

/// Calls `body(slice, begin, end)` for `slices` nearly equal parts of `0 ..< items`, in parallel.
///
/// `at::parallel_for` is a template that runs serially unless this file were compiled with the
/// OpenMP that libtorch was; an iterator over one byte per slice is the way to libtorch's threads.
template <typename Body>
void for_each_slice(int64_t items, int64_t slices, const Body &body) {
    if (items == 0) {
        return;
    }
    const auto run = [&](int64_t slice) {
        body(slice, items * slice / slices, items * (slice + 1) / slices);
    };
    if (slices == 1) {
        return run(0);
    }
    at::Tensor places = at::empty({slices}, at::kByte);
    const char *first = static_cast<const char *>(places.data_ptr());
    auto iterator = at::TensorIteratorConfig()
                        .add_output(places)
                        .check_all_same_dtype(false)
                        .resize_outputs(false)
                        .declare_static_shape({slices})
                        .build();
    iterator.for_each(
        [&](char **data, const int64_t *strides, int64_t inner, int64_t outer) {
            for (int64_t j = 0; j < outer; ++j) {
                for (int64_t i = 0; i < inner; ++i) {
                    run(data[0] + j * strides[1] + i * strides[0] - first);
                }
            }
        },
        1);
}

}  // namespace ctorch
