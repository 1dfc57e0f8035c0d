// Activations by libtorch's own operators, for what kernels do not cover.
#pragma once

#include <ATen/ops/relu.h>
#include <ATen/ops/relu6.h>
#include <ATen/ops/silu.h>

#include "include/ctorch_operators.h"

namespace ctorch {

/// The function of each element, recorded.
inline at::Tensor activated(const at::Tensor &input, ctorch_activation activation) {
    switch (activation) {
    case ctorch_activation_relu: return at::relu(input);
    case ctorch_activation_relu6: return at::relu6(input);
    case ctorch_activation_silu: return at::silu(input);
    case ctorch_activation_identity: break;
    }
    return input;
}

}  // namespace ctorch
