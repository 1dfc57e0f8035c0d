// Typed entry points for the operators that a network calls most: no boxing, no schema.
#include <ATen/ops/add.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/div.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/sub.h>

#include "Shim.hpp"

using ctorch::Borrowed;

/// Runs an operator and hands its result over, or `NULL`.
template <typename Body>
static ctorch_tensor result_of(Body &&body) noexcept {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] { return ctorch::owned(body()); });
}

/// An optional tensor, from a handle that may be `NULL`.
static std::optional<at::Tensor> optional(ctorch_tensor handle) {
    return handle == nullptr ? std::nullopt : std::optional<at::Tensor>(ctorch::shared(handle));
}

ctorch_tensor ctorch_add(ctorch_tensor a, ctorch_tensor b) {
    return result_of([&] { return at::add(Borrowed(a), Borrowed(b)); });
}

ctorch_tensor ctorch_subtract(ctorch_tensor a, ctorch_tensor b) {
    return result_of([&] { return at::sub(Borrowed(a), Borrowed(b)); });
}

ctorch_tensor ctorch_multiply(ctorch_tensor a, ctorch_tensor b) {
    return result_of([&] { return at::mul(Borrowed(a), Borrowed(b)); });
}

ctorch_tensor ctorch_divide(ctorch_tensor a, ctorch_tensor b) {
    return result_of([&] { return at::div(Borrowed(a), Borrowed(b)); });
}

ctorch_tensor ctorch_matmul(ctorch_tensor a, ctorch_tensor b) {
    return result_of([&] { return at::matmul(Borrowed(a), Borrowed(b)); });
}

ctorch_tensor ctorch_relu(ctorch_tensor input) {
    return result_of([&] { return at::relu(Borrowed(input)); });
}

ctorch_tensor ctorch_silu(ctorch_tensor input) {
    return result_of([&] { return at::silu(Borrowed(input)); });
}

ctorch_tensor ctorch_linear(ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias) {
    return result_of([&] { return at::linear(Borrowed(input), Borrowed(weight), optional(bias)); });
}

ctorch_tensor ctorch_conv2d(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias,
    const int64_t *stride, const int64_t *padding, const int64_t *dilation, int64_t groups) {
    return result_of([&] {
        return at::conv2d(
            Borrowed(input), Borrowed(weight), optional(bias), at::IntArrayRef(stride, 2),
            at::IntArrayRef(padding, 2), at::IntArrayRef(dilation, 2), groups);
    });
}
