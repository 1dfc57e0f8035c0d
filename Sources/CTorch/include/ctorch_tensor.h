#ifndef CTORCH_TENSOR_H
#define CTORCH_TENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reference to a tensor: libtorch's own object, with its own count.
typedef struct ctorch_tensor_impl *ctorch_tensor;

/// Element types, numbered as libtorch numbers them.
typedef enum ctorch_dtype : int32_t {
    ctorch_uint8 = 0,
    ctorch_int8 = 1,
    ctorch_int16 = 2,
    ctorch_int32 = 3,
    ctorch_int64 = 4,
    ctorch_float16 = 5,
    ctorch_float32 = 6,
    ctorch_float64 = 7,
    ctorch_bool = 11,
    ctorch_bfloat16 = 15
} ctorch_dtype;

/// Kinds of device, numbered as libtorch numbers them.
typedef enum ctorch_device_type : int32_t {
    ctorch_cpu = 0,
    ctorch_cuda = 1
} ctorch_device_type;

/// Orders of a 4-d tensor's elements in memory, numbered as libtorch numbers them.
typedef enum ctorch_memory_format : int32_t {
    ctorch_contiguous = 0,
    ctorch_preserve = 1,
    ctorch_channels_last = 2
} ctorch_memory_format;

/// Gives one reference back.
void ctorch_release(ctorch_tensor tensor);

/// Another reference to the same tensor.
ctorch_tensor ctorch_retain(ctorch_tensor tensor);

/// A tensor over memory that is not copied; `release(context)` is called when libtorch lets it go.
///
/// On failure `release` is not called. `strides` is in elements.
ctorch_tensor ctorch_from_memory(
    void *memory, int32_t dtype, const int64_t *shape, const int64_t *strides, int32_t rank,
    void (*release)(void *context), void *context);

/// A contiguous CPU tensor with a copy of `bytes` bytes, which must be what the shape needs.
ctorch_tensor ctorch_copy_memory(
    const void *memory, size_t bytes, int32_t dtype, const int64_t *shape, int32_t rank);

int32_t ctorch_rank(ctorch_tensor tensor);
int64_t ctorch_size(ctorch_tensor tensor, int32_t dimension);
int64_t ctorch_stride(ctorch_tensor tensor, int32_t dimension);
int64_t ctorch_element_count(ctorch_tensor tensor);
int32_t ctorch_dtype_of(ctorch_tensor tensor);
int32_t ctorch_device_type_of(ctorch_tensor tensor);
int32_t ctorch_device_index_of(ctorch_tensor tensor);
bool ctorch_is_contiguous(ctorch_tensor tensor, int32_t memory_format);

/// The address of element 0, or `NULL` where the tensor is empty or lies on another device.
void *ctorch_data(ctorch_tensor tensor);

/// Whether both tensors see the same storage.
bool ctorch_shares_storage(ctorch_tensor a, ctorch_tensor b);

/// Counts a write that libtorch did not see, so that autograd notices it.
void ctorch_note_write(ctorch_tensor tensor);

/// Whether both tensors have the same shape and strides.
bool ctorch_has_layout_of(ctorch_tensor a, ctorch_tensor b);

/// How often the tensor was written in place.
int64_t ctorch_version_of(ctorch_tensor tensor);

/// The value of a tensor with one element.
bool ctorch_item_double(ctorch_tensor tensor, double *value);
bool ctorch_item_int(ctorch_tensor tensor, int64_t *value);

#ifdef __cplusplus
}
#endif

#endif
