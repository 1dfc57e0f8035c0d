// Which of the compiled copies of a kernel the processor can run.
#pragma once

#include <cstdlib>
#include <cstring>

namespace ctorch {

enum class Processor { plain, avx2, avx512 };

/// The best that the processor has, or less where `FLUKEPRINT_PROCESSOR` says so: `plain`, `avx2`.
inline Processor processor() {
#if defined(__x86_64__)
    static const Processor found = [] {
        const char *wanted = std::getenv("FLUKEPRINT_PROCESSOR");
        const auto allowed = [&](const char *name) {
            return wanted == nullptr || std::strcmp(wanted, name) == 0;
        };
        if (allowed("avx512") && __builtin_cpu_supports("avx512f") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl")) {
            return Processor::avx512;
        }
        if ((allowed("avx512") || allowed("avx2")) && __builtin_cpu_supports("avx2") &&
            __builtin_cpu_supports("fma")) {
            return Processor::avx2;
        }
        return Processor::plain;
    }();
    return found;
#else
    return Processor::plain;
#endif
}

/// Whether the processor multiplies bfloat16 in hardware.
inline bool multiplies_bfloat16() {
#if defined(__x86_64__)
    return processor() == Processor::avx512 && __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

}  // namespace ctorch
