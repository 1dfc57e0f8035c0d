/// The floor that operator calls from Swift are held against: the same calls from C++.
#ifndef CBASELINE_H
#define CBASELINE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Nanoseconds per `at::add` of two `float32` tensors of `elements` elements, over `calls` calls.
///
/// With `records`, operators are recorded as in training, though the tensors ask for no gradients.
/// Returns -1 where libtorch throws.
double cbaseline_addition(int64_t elements, int64_t calls, bool records);

#ifdef __cplusplus
}
#endif

#endif
