// Batch norm with an activation, as one recorded function that saves only its input and statistics.
#include "NormActivation.hpp"

#include <ATen/Context.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <vector>

#include "Activations.hpp"
#include "Processor.hpp"
#include "RecordedGradients.hpp"
#include "Shim.hpp"
#include "Slices.hpp"

#define CTORCH_KERNELS "NormActivationKernels.hpp"
#include "Processors.hpp"

using ctorch::NormArguments;
using ctorch::NormOperation;
using ctorch::floats;

namespace {

/// What is not differentiated.
struct Settings {
    at::Tensor runningMean, runningVariance;
    bool training;
    double momentum, epsilon;
    ctorch_activation activation;
};

/// What each pass needs to know of the rows.
NormArguments arguments_of(const at::Tensor &input, ctorch_activation activation) {
    NormArguments arguments{};
    arguments.activation = activation;
    arguments.shortened = input.scalar_type() == at::kBFloat16;
    arguments.channels = input.size(1);
    arguments.rows = input.numel() / arguments.channels;
    arguments.input = input.const_data_ptr();
    return arguments;
}

void run(NormOperation operation, NormArguments &arguments) {
    arguments.operation = operation;
    CTORCH_PICK(norm_activation)(arguments);
}

/// The rows of `[4, C]` that forward and backward share.
struct Statistics {
    explicit Statistics(const at::Tensor &table)
        : mean(table.data_ptr<float>()), inverseDeviation(mean + table.size(1)),
          scale(inverseDeviation + table.size(1)), shift(scale + table.size(1)) {}
    float *mean, *inverseDeviation, *scale, *shift;
};

/// Mean and variance of the batch; moves the running ones.
void take_statistics(
    const at::Tensor &input, const Settings &settings, const Statistics &statistics) {
    auto arguments = arguments_of(input, settings.activation);
    const auto channels = arguments.channels;
    // Close to the mean, so that the squares' sum does not cancel.
    const auto center = input.select(0, 0).flatten(1).select(1, 0).to(at::kFloat).contiguous();
    arguments.center = floats(center);
    std::vector<double> sums(2 * channels);
    arguments.sums = sums.data();
    run(NormOperation::statistics, arguments);
    const double count = static_cast<double>(arguments.rows);
    const auto move = [&](const at::Tensor &running, int64_t channel, double value) {
        if (running.defined()) {
            float &old = running.data_ptr<float>()[channel];
            old = static_cast<float>((1 - settings.momentum) * old + settings.momentum * value);
        }
    };
    for (int64_t c = 0; c < channels; ++c) {
        const double distance = sums[c] / count;
        const double variance =
            std::max(sums[channels + c] / count - distance * distance, 0.0);
        const double mean = arguments.center[c] + distance;
        statistics.mean[c] = static_cast<float>(mean);
        statistics.inverseDeviation[c] =
            static_cast<float>(1 / std::sqrt(variance + settings.epsilon));
        move(settings.runningMean, c, mean);
        move(settings.runningVariance, c, variance * count / (count - 1));
    }
    for (const auto &running : {settings.runningMean, settings.runningVariance}) {
        if (running.defined()) {
            running.unsafeGetTensorImpl()->bump_version();
        }
    }
}

/// The same by libtorch's own operators.
at::Tensor plain(
    const at::Tensor &input, const at::Tensor &weight, const at::Tensor &bias,
    const Settings &settings) {
    const auto optional = [](const at::Tensor &tensor) {
        return tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt;
    };
    const auto normalized = at::batch_norm(
        input, optional(weight), optional(bias), optional(settings.runningMean),
        optional(settings.runningVariance), settings.training, settings.momentum, settings.epsilon,
        at::globalContext().userEnabledCuDNN());
    return ctorch::activated(normalized, settings.activation);
}

class NormActivation : public torch::autograd::Function<NormActivation> {
public:
    static at::Tensor forward(
        torch::autograd::AutogradContext *context, const at::Tensor &input,
        const at::Tensor &weight, const at::Tensor &bias, const Settings &settings) {
        const auto channels = input.size(1);
        const auto table = at::empty({4, channels}, weight.options());
        const Statistics statistics(table);
        if (settings.training) {
            take_statistics(input, settings, statistics);
        }
        const auto factors = weight.contiguous(), terms = bias.contiguous();
        for (int64_t c = 0; c < channels; ++c) {
            if (!settings.training) {
                statistics.mean[c] = floats(settings.runningMean)[c];
                statistics.inverseDeviation[c] = static_cast<float>(
                    1 / std::sqrt(
                            floats(settings.runningVariance)[c] +
                            settings.epsilon));
            }
            statistics.scale[c] =
                floats(factors)[c] * statistics.inverseDeviation[c];
            statistics.shift[c] =
                floats(terms)[c] - statistics.mean[c] * statistics.scale[c];
        }
        auto result =
            at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
        auto arguments = arguments_of(input, settings.activation);
        arguments.scale = statistics.scale;
        arguments.shift = statistics.shift;
        arguments.result = result.mutable_data_ptr();
        run(NormOperation::forward, arguments);
        context->save_for_backward({input, weight, bias, table});
        context->saved_data["training"] = settings.training;
        context->saved_data["epsilon"] = settings.epsilon;
        context->saved_data["activation"] = static_cast<int64_t>(settings.activation);
        return result;
    }

    static torch::autograd::variable_list backward(
        torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0];
        const Statistics statistics(saved[3]);
        const bool training = context->saved_data["training"].toBool();
        const auto activation =
            static_cast<ctorch_activation>(context->saved_data["activation"].toInt());
        if (c10::GradMode::is_enabled()) {
            return recorded(context, saved, gradients, training, activation);
        }
        const auto gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        auto arguments = arguments_of(input, activation);
        const auto channels = arguments.channels;
        std::vector<double> sums(2 * channels);
        arguments.gradient = gradient.const_data_ptr();
        arguments.center = statistics.mean;
        arguments.scale = statistics.scale;
        arguments.shift = statistics.shift;
        arguments.sums = sums.data();
        run(NormOperation::gradientSums, arguments);

        const auto table = at::empty({4, channels}, saved[3].options());
        const Statistics rows(table);
        float *ofWeight = rows.mean, *ofBias = rows.inverseDeviation;
        float *inputFactor = rows.scale, *constant = rows.shift;
        const double count = static_cast<double>(arguments.rows);
        for (int64_t c = 0; c < channels; ++c) {
            const double deviation = statistics.inverseDeviation[c], scale = statistics.scale[c];
            const double factor =
                training ? -scale * deviation * deviation * sums[channels + c] / count : 0;
            ofBias[c] = static_cast<float>(sums[c]);
            ofWeight[c] = static_cast<float>(sums[channels + c] * deviation);
            inputFactor[c] = static_cast<float>(factor);
            constant[c] = static_cast<float>(
                training ? -scale * sums[c] / count - statistics.mean[c] * factor : 0);
        }
        at::Tensor ofInput;
        if (context->needs_input_grad(0)) {
            ofInput = at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
            arguments.inputFactor = inputFactor;
            arguments.constant = constant;
            arguments.result = ofInput.mutable_data_ptr();
            run(NormOperation::inputGradient, arguments);
        }
        // Copies: the optimizer would otherwise keep the whole table, and two gradients share it.
        return {ofInput, table.select(0, 0).clone(), table.select(0, 1).clone(), {}};
    }

private:
    /// A pass that is recorded itself: by libtorch's operators, which have second derivatives.
    static torch::autograd::variable_list recorded(
        torch::autograd::AutogradContext *context, const torch::autograd::variable_list &saved,
        const torch::autograd::variable_list &gradients, bool training,
        ctorch_activation activation) {
        const double epsilon = context->saved_data["epsilon"].toDouble();
        Settings settings{{}, {}, training, 0, epsilon, activation};
        if (!training) {
            settings.runningMean = saved[3].select(0, 0);
            settings.runningVariance = saved[3].select(0, 1).pow(-2).sub(epsilon);
        }
        auto results = ctorch::recorded_gradients(
            plain(saved[0], saved[1], saved[2], settings), {saved[0], saved[1], saved[2]},
            gradients);
        results.resize(4);
        return results;
    }
};

/// Whether the kernels cover the case.
bool is_covered(
    const at::Tensor &input, const at::Tensor &weight, const at::Tensor &bias,
    const Settings &settings) {
    const auto suits = [&](const at::Tensor &tensor) {
        return tensor.defined() && tensor.device().is_cpu() &&
            tensor.scalar_type() == at::kFloat && tensor.is_contiguous() &&
            tensor.numel() == input.size(1);
    };
    const auto absent = [&](const at::Tensor &tensor) {
        return settings.training && !tensor.defined();
    };
    return input.dim() == 4 && input.device().is_cpu() && input.numel() > input.size(1) &&
        (input.scalar_type() == at::kFloat || input.scalar_type() == at::kBFloat16) &&
        input.is_contiguous(at::MemoryFormat::ChannelsLast) && suits(weight) && suits(bias) &&
        (suits(settings.runningMean) || absent(settings.runningMean)) &&
        (suits(settings.runningVariance) || absent(settings.runningVariance));
}

}  // namespace

ctorch_tensor ctorch_batch_norm(
    ctorch_tensor input, ctorch_tensor weight, ctorch_tensor bias,
    ctorch_tensor running_mean, ctorch_tensor running_variance,
    bool training, double momentum, double epsilon, ctorch_activation activation) {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] {
        const auto images = ctorch::shared(input), scale = ctorch::shared(weight);
        const auto shift = ctorch::shared(bias);
        const Settings settings{
            ctorch::shared(running_mean), ctorch::shared(running_variance), training, momentum,
            epsilon, activation};
        return ctorch::owned(
            is_covered(images, scale, shift, settings)
                ? NormActivation::apply(images, scale, shift, settings)
                : plain(images, scale, shift, settings));
    });
}
