// The depthwise convolution of `DepthwiseKernels.hpp`, as a recorded function.
#include "DepthwiseConvolution.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>
#include <vector>

#include "Activations.hpp"
#include "AlignedBuffer.hpp"
#include "Processor.hpp"
#include "RecordedGradients.hpp"
#include "Shim.hpp"
#include "Slices.hpp"

#define CTORCH_KERNELS "DepthwiseKernels.hpp"
#include "Processors.hpp"

using ctorch::Borrowed;
using ctorch::DepthwiseArguments;
using ctorch::DepthwiseOperation;
using ctorch::DepthwiseShape;

namespace {

/// Zeros around an image.
struct Padding {
    int64_t top, bottom, left, right;
};

DepthwiseShape shape_of(
    const at::Tensor &input, const at::Tensor &weight, int64_t stride, const Padding &padding) {
    const int64_t kernel = weight.size(2), height = input.size(2), width = input.size(3);
    return {
        input.size(0), height, width, input.size(1),
        (height + padding.top + padding.bottom - kernel) / stride + 1,
        (width + padding.left + padding.right - kernel) / stride + 1,
        kernel, stride, padding.top, padding.left};
}

/// What follows the sums: a bias, which may be undefined, and an activation.
struct Epilogue {
    at::Tensor bias;
    ctorch_activation activation = ctorch_activation_identity;
};

/// Whether the kernels cover the case.
bool is_covered(
    const at::Tensor &input, const at::Tensor &weight, int64_t stride, const Padding &padding) {
    if (!input.device().is_cpu() || !weight.device().is_cpu() || input.dim() != 4 ||
        weight.dim() != 4 || weight.size(1) != 1 || weight.size(0) != input.size(1) ||
        weight.scalar_type() != at::kFloat || stride < 1 || stride > 2) {
        return false;
    }
    const auto kernel = weight.size(2);
    const auto fits = [&](int64_t extent, int64_t before, int64_t after) {
        return before >= 0 && after >= 0 && before < kernel && after < kernel &&
            extent + before + after >= kernel;
    };
    return (input.scalar_type() == at::kFloat || input.scalar_type() == at::kBFloat16) &&
        (kernel == 3 || kernel == 5) && weight.size(3) == kernel && input.numel() > 0 &&
        input.is_contiguous(at::MemoryFormat::ChannelsLast) &&
        fits(input.size(2), padding.top, padding.bottom) &&
        fits(input.size(3), padding.left, padding.right);
}

/// The same by libtorch's own operators.
at::Tensor plain(
    const at::Tensor &input, const at::Tensor &weight, int64_t stride, const Padding &padding) {
    const bool symmetric = padding.top == padding.bottom && padding.left == padding.right;
    const auto padded = symmetric
        ? input
        : at::constant_pad_nd(input, {padding.left, padding.right, padding.top, padding.bottom});
    const std::array<int64_t, 2> sides = {
        symmetric ? padding.top : 0, symmetric ? padding.left : 0};
    return at::conv2d(padded, weight, {}, stride, sides, 1, weight.size(0));
}

void compute(
    DepthwiseOperation operation, const DepthwiseShape &shape, const at::Tensor &input,
    const at::Tensor &gradient, const at::Tensor &weight, at::Tensor &result,
    const Epilogue &epilogue = {}) {
    const auto &images = input.defined() ? input : gradient;
    const auto weights = weight.defined() ? weight.contiguous() : weight;
    const auto bias = epilogue.bias.defined() ? epilogue.bias.contiguous() : epilogue.bias;
    const auto data = [](const at::Tensor &tensor) {
        return tensor.defined() ? tensor.const_data_ptr() : nullptr;
    };
    CTORCH_PICK(depthwise)(
        shape,
        DepthwiseArguments{
            operation, images.scalar_type() == at::kBFloat16, data(input), data(gradient),
            static_cast<const float *>(data(weights)), result.mutable_data_ptr(),
            static_cast<const float *>(data(bias)), epilogue.activation});
}

/// Forward, by the kernels.
at::Tensor convolved(
    const at::Tensor &input, const at::Tensor &weight, int64_t stride, const Padding &padding,
    const Epilogue &epilogue = {}) {
    const auto shape = shape_of(input, weight, stride, padding);
    auto result = at::empty(
        {shape.images, shape.channels, shape.outputHeight, shape.outputWidth}, input.options(),
        at::MemoryFormat::ChannelsLast);
    compute(DepthwiseOperation::forward, shape, input, {}, weight, result, epilogue);
    return result;
}

class DepthwiseConvolution : public torch::autograd::Function<DepthwiseConvolution> {
public:
    static at::Tensor forward(
        torch::autograd::AutogradContext *context, const at::Tensor &input,
        const at::Tensor &weight, int64_t stride, const std::vector<int64_t> &padding) {
        const auto sides = Padding{padding[0], padding[1], padding[2], padding[3]};
        context->save_for_backward({input, weight});
        context->saved_data["stride"] = stride;
        context->saved_data["padding"] = padding;
        return convolved(input, weight, stride, sides);
    }

    static torch::autograd::variable_list backward(
        torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weight = saved[1];
        const auto stride = context->saved_data["stride"].toInt();
        const auto padding = context->saved_data["padding"].toIntVector();
        const auto sides = Padding{padding[0], padding[1], padding[2], padding[3]};
        if (c10::GradMode::is_enabled()) {
            // The pass is recorded itself: by libtorch's operators, which have second derivatives.
            auto results = ctorch::recorded_gradients(
                plain(input, weight, stride, sides), {input, weight}, gradients);
            results.resize(4);
            return results;
        }
        const auto shape = shape_of(input, weight, stride, sides);
        const auto gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        at::Tensor ofInput, ofWeight;
        if (context->needs_input_grad(0)) {
            ofInput = at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
            compute(DepthwiseOperation::inputGradient, shape, {}, gradient, weight, ofInput);
        }
        if (context->needs_input_grad(1)) {
            ofWeight = at::empty(weight.sizes(), weight.options());
            compute(DepthwiseOperation::weightGradient, shape, input, gradient, {}, ofWeight);
        }
        return {ofInput, ofWeight, {}, {}};
    }
};

/// Whether nothing has to be kept for gradients.
bool is_unrecorded(const at::Tensor &input, const at::Tensor &weight, const at::Tensor &bias) {
    return !c10::GradMode::is_enabled() ||
        !(input.requires_grad() || weight.requires_grad() ||
          (bias.defined() && bias.requires_grad()));
}

}  // namespace

ctorch_tensor ctorch_depthwise_conv2d(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias, int64_t stride,
    const int64_t *padding, ctorch_activation activation) {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] {
        auto images = ctorch::shared(input);
        const auto weights = ctorch::shared(weight);
        const Epilogue epilogue{ctorch::shared(bias), activation};
        const Padding sides{padding[0], padding[1], padding[2], padding[3]};
        if (images.device().is_cpu() && at::autocast::is_autocast_enabled(at::kCPU) &&
            at::autocast::get_autocast_dtype(at::kCPU) == at::kBFloat16 &&
            images.scalar_type() == at::kFloat) {
            images = images.to(at::kBFloat16);
        }
        const bool isCovered = is_covered(images, weights, stride, sides) &&
            (!epilogue.bias.defined() ||
             (epilogue.bias.device().is_cpu() && epilogue.bias.scalar_type() == at::kFloat &&
              epilogue.bias.dim() == 1 && epilogue.bias.size(0) == weights.size(0)));
        if (isCovered && is_unrecorded(images, weights, epilogue.bias)) {
            return ctorch::owned(convolved(images, weights, stride, sides, epilogue));
        }
        auto result = isCovered
            ? DepthwiseConvolution::apply(
                  images, weights, stride, std::vector<int64_t>(padding, padding + 4))
            : plain(images, weights, stride, sides);
        if (epilogue.bias.defined()) {
            const auto terms = epilogue.bias.reshape({-1, 1, 1});
            result = result + terms.to(result.scalar_type());
        }
        return ctorch::owned(ctorch::activated(result, activation));
    });
}
