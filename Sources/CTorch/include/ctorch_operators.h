#ifndef CTORCH_OPERATORS_H
#define CTORCH_OPERATORS_H

#include "ctorch_generator.h"
#include "ctorch_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Every operator, through the dispatcher

/// What a `ctorch_value` holds.
typedef enum ctorch_kind : int32_t {
    /// The schema's default; only as an argument.
    ctorch_kind_default,
    ctorch_kind_none,
    ctorch_kind_tensor,
    ctorch_kind_int,
    ctorch_kind_double,
    ctorch_kind_bool,
    /// `pointer` to UTF-8, `count` bytes.
    ctorch_kind_string,
    /// `integer` is the kind of device, `count` its index (-1: none).
    ctorch_kind_device,
    ctorch_kind_generator,
    /// `pointer` to `count` elements of 8 bytes: `int64_t`, `double`, `int64_t` (0 or 1).
    ctorch_kind_ints,
    ctorch_kind_doubles,
    ctorch_kind_bools,
    /// `pointer` to `count` of `ctorch_tensor`; in the second kind they may be `NULL`.
    ctorch_kind_tensors,
    ctorch_kind_optional_tensors
} ctorch_kind;

/// One argument or result of an operator.
typedef struct ctorch_value {
    ctorch_kind kind;
    int32_t count;
    union {
        int64_t integer;
        double real;
        const void *pointer;
    };
} ctorch_value;

/// An operator's handle; lives as long as the process.
typedef struct ctorch_operator_handle *ctorch_operator;

/// Finds an operator by name (`"aten::add"`) and overload (`"Tensor"`); slow, so keep the handle.
ctorch_operator ctorch_find_operator(const char *name, const char *overload);

/// The schema as libtorch prints it, to be freed by `ctorch_free`.
char *ctorch_operator_schema(ctorch_operator operation);

/// Calls an operator; arguments that are left out take the schema's defaults.
///
/// Returns how many results were written, or -1. A list among the results is to be freed by
/// `ctorch_free`, its tensors and every other tensor by `ctorch_release`.
int32_t ctorch_call(
    ctorch_operator operation, const ctorch_value *arguments, int32_t count,
    ctorch_value *results, int32_t capacity);

/// Calls an operator whose only result is a tensor.
ctorch_tensor ctorch_call_tensor(
    ctorch_operator operation, const ctorch_value *arguments, int32_t count);

/// Frees what the shim allocated.
void ctorch_free(void *memory);

// MARK: The hot operators, typed

ctorch_tensor ctorch_add(ctorch_tensor a, ctorch_tensor b);
ctorch_tensor ctorch_subtract(ctorch_tensor a, ctorch_tensor b);
ctorch_tensor ctorch_multiply(ctorch_tensor a, ctorch_tensor b);
ctorch_tensor ctorch_divide(ctorch_tensor a, ctorch_tensor b);
ctorch_tensor ctorch_matmul(ctorch_tensor a, ctorch_tensor b);
ctorch_tensor ctorch_relu(ctorch_tensor input);
ctorch_tensor ctorch_silu(ctorch_tensor input);
/// `bias` may be `NULL`.
ctorch_tensor ctorch_linear(ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias);
/// `stride`, `padding` and `dilation` have two elements; `bias` may be `NULL`.
ctorch_tensor ctorch_conv2d(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias,
    const int64_t *stride, const int64_t *padding, const int64_t *dilation, int64_t groups);
/// A function that is computed within another operator.
typedef enum ctorch_activation : int32_t {
    ctorch_activation_identity,
    ctorch_activation_relu,
    ctorch_activation_relu6,
    ctorch_activation_silu
} ctorch_activation;

/// One kernel per channel, and an activation: `weight` is `[C, 1, k, k]`, `bias` may be `NULL`;
/// `padding` is top, bottom, left, right.
ctorch_tensor ctorch_depthwise_conv2d(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias, int64_t stride,
    const int64_t *padding, ctorch_activation activation);
/// Batch norm and an activation; all tensors but `input` may be `NULL`.
ctorch_tensor ctorch_batch_norm(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias,
    ctorch_tensor running_mean, ctorch_tensor running_variance,
    bool training, double momentum, double epsilon, ctorch_activation activation);
/// Squeeze-and-excitation: weights are `[S, C, 1, 1]` and `[C, S, 1, 1]`.
ctorch_tensor ctorch_squeeze_excite(
    ctorch_tensor input, ctorch_tensor reduce_weight, ctorch_tensor reduce_bias,
    ctorch_tensor expand_weight, ctorch_tensor expand_bias, ctorch_activation activation);

#ifdef __cplusplus
}
#endif

#endif
