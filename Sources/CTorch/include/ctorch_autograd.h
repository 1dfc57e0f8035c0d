#ifndef CTORCH_AUTOGRAD_H
#define CTORCH_AUTOGRAD_H

#include "ctorch_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

bool ctorch_requires_grad(ctorch_tensor tensor);
bool ctorch_set_requires_grad(ctorch_tensor tensor, bool required);
bool ctorch_is_leaf(ctorch_tensor tensor);

/// The gradient that was accumulated, or `NULL` where there is none yet.
ctorch_tensor ctorch_gradient(ctorch_tensor tensor);

/// Replaces the gradient; `NULL` clears it.
bool ctorch_set_gradient(ctorch_tensor tensor, ctorch_tensor gradient);

/// The name of the function that made the tensor, `"AddBackward0"`, or an empty string.
///
/// Valid until the next call on this thread.
const char *ctorch_gradient_function(ctorch_tensor tensor);

/// Makes `tensor` see the storage, type, device and shape of `data`, and stay the same object.
bool ctorch_set_data(ctorch_tensor tensor, ctorch_tensor data);

/// Accumulates gradients of `roots` into every leaf that requires them.
///
/// `gradients` may be `NULL` (each root is then a scalar), as may each of its elements.
bool ctorch_backward(
    const ctorch_tensor *roots, const ctorch_tensor *gradients, int32_t count,
    bool retain_graph, bool create_graph);

/// Gradients of `outputs` with respect to `inputs`, into `results`; accumulates nothing.
///
/// With `allow_unused`, a result may be `NULL`.
bool ctorch_gradients_of(
    const ctorch_tensor *outputs, const ctorch_tensor *gradients, int32_t output_count,
    const ctorch_tensor *inputs, int32_t input_count,
    bool retain_graph, bool create_graph, bool allow_unused, ctorch_tensor *results);

/// Whether operators on this thread are recorded.
bool ctorch_grad_mode(void);
void ctorch_set_grad_mode(bool enabled);

/// What autocast was on this thread, so that it can be put back.
typedef struct ctorch_autocast_state {
    bool enabled;
    int32_t dtype;
    bool caches;
} ctorch_autocast_state;

/// Enters autocast for a kind of device; leaves must come in the opposite order of enters.
bool ctorch_autocast_enter(
    int32_t device_type, bool enabled, int32_t dtype, ctorch_autocast_state *previous);
void ctorch_autocast_leave(int32_t device_type, const ctorch_autocast_state *previous);
/// The element type that autocast computes in on a kind of device, or -1 where it is off.
int32_t ctorch_autocast_dtype(int32_t device_type);

#ifdef __cplusplus
}
#endif

#endif
