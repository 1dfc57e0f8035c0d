#include <ATen/autocast_mode.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "Shim.hpp"

using ctorch::Borrowed;
using ctorch::guarded;
using ctorch::owned;
using ctorch::shared;
using ctorch::succeeds;

/// Gradients of roots: an undefined tensor stands for a scalar root's 1.
static std::vector<at::Tensor> root_gradients(const ctorch_tensor *gradients, int32_t count) {
    if (gradients == nullptr) {
        return std::vector<at::Tensor>(count);
    }
    return shared(gradients, count);
}

bool ctorch_requires_grad(ctorch_tensor tensor) {
    return guarded(false, [&] { return Borrowed(tensor)->requires_grad(); });
}

bool ctorch_set_requires_grad(ctorch_tensor tensor, bool required) {
    return succeeds([&] { Borrowed(tensor)->requires_grad_(required); });
}

bool ctorch_is_leaf(ctorch_tensor tensor) {
    return guarded(false, [&] { return Borrowed(tensor)->is_leaf(); });
}

ctorch_tensor ctorch_gradient(ctorch_tensor tensor) {
    return guarded<ctorch_tensor>(nullptr, [&] { return owned(Borrowed(tensor)->grad()); });
}

bool ctorch_set_gradient(ctorch_tensor tensor, ctorch_tensor gradient) {
    return succeeds([&] { Borrowed(tensor)->mutable_grad() = shared(gradient); });
}

const char *ctorch_gradient_function(ctorch_tensor tensor) {
    static thread_local std::string name;
    return guarded<const char *>("", [&] {
        const auto &function = Borrowed(tensor)->grad_fn();
        name = function ? function->name() : std::string();
        return name.c_str();
    });
}

bool ctorch_set_data(ctorch_tensor tensor, ctorch_tensor data) {
    return succeeds([&] { Borrowed(tensor)->set_data(Borrowed(data)); });
}

bool ctorch_backward(
    const ctorch_tensor *roots, const ctorch_tensor *gradients, int32_t count,
    bool retain_graph, bool create_graph) {
    return succeeds([&] {
        torch::autograd::backward(
            shared(roots, count), root_gradients(gradients, count), retain_graph, create_graph);
    });
}

bool ctorch_gradients_of(
    const ctorch_tensor *outputs, const ctorch_tensor *gradients, int32_t output_count,
    const ctorch_tensor *inputs, int32_t input_count,
    bool retain_graph, bool create_graph, bool allow_unused, ctorch_tensor *results) {
    return succeeds([&] {
        auto found = torch::autograd::grad(
            shared(outputs, output_count), shared(inputs, input_count),
            root_gradients(gradients, output_count), retain_graph, create_graph, allow_unused);
        for (int32_t i = 0; i < input_count; ++i) {
            results[i] = owned(std::move(found[i]));
        }
    });
}

bool ctorch_grad_mode(void) {
    return c10::GradMode::is_enabled();
}

void ctorch_set_grad_mode(bool enabled) {
    c10::GradMode::set_enabled(enabled);
}

bool ctorch_autocast_enter(
    int32_t device_type, bool enabled, int32_t dtype, ctorch_autocast_state *previous) {
    return succeeds([&] {
        const auto type = static_cast<c10::DeviceType>(device_type);
        previous->enabled = at::autocast::is_autocast_enabled(type);
        previous->dtype = static_cast<int32_t>(at::autocast::get_autocast_dtype(type));
        previous->caches = at::autocast::is_autocast_cache_enabled();
        at::autocast::set_autocast_enabled(type, enabled);
        at::autocast::set_autocast_dtype(type, static_cast<c10::ScalarType>(dtype));
        at::autocast::increment_nesting();
        at::autocast::set_autocast_cache_enabled(true);
    });
}

void ctorch_autocast_leave(int32_t device_type, const ctorch_autocast_state *previous) {
    succeeds([&] {
        const auto type = static_cast<c10::DeviceType>(device_type);
        if (at::autocast::decrement_nesting() == 0) {
            at::autocast::clear_cache();
        }
        at::autocast::set_autocast_enabled(type, previous->enabled);
        at::autocast::set_autocast_dtype(type, static_cast<c10::ScalarType>(previous->dtype));
        at::autocast::set_autocast_cache_enabled(previous->caches);
    });
}

int32_t ctorch_autocast_dtype(int32_t device_type) {
    return guarded<int32_t>(-1, [&] {
        const auto type = static_cast<c10::DeviceType>(device_type);
        return at::autocast::is_autocast_enabled(type)
            ? static_cast<int32_t>(at::autocast::get_autocast_dtype(type))
            : -1;
    });
}
