// Gradients that can be differentiated again.
#pragma once

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

namespace ctorch {

/// The gradients of what libtorch's operators made of `inputs`, recorded themselves; undefined for
/// inputs that need none.
inline torch::autograd::variable_list recorded_gradients(
    const at::Tensor &output, const torch::autograd::variable_list &inputs,
    const torch::autograd::variable_list &gradients) {
    torch::autograd::variable_list wanted;
    for (const auto &input : inputs) {
        if (input.requires_grad()) {
            wanted.push_back(input);
        }
    }
    const auto found = torch::autograd::grad({output}, wanted, gradients, true, true);
    torch::autograd::variable_list results(inputs.size());
    for (size_t i = 0, next = 0; i < inputs.size(); ++i) {
        if (inputs[i].requires_grad()) {
            results[i] = found[next++];
        }
    }
    return results;
}

}  // namespace ctorch
