// Memory for vectors.
#pragma once

#include <cstdint>
#include <vector>

namespace ctorch {

/// Zeros that start on a cache line, so that no vector lies across two.
class AlignedBuffer {
public:
    explicit AlignedBuffer(int64_t count) : memory(count + floatsPerLine) {
        const auto address = reinterpret_cast<uintptr_t>(memory.data()) / sizeof(float);
        start = memory.data() + (floatsPerLine - address % floatsPerLine) % floatsPerLine;
    }
    AlignedBuffer(AlignedBuffer &&) = default;
    float *data() { return start; }
    const float *data() const { return start; }

private:
    static constexpr int64_t floatsPerLine = 16;
    std::vector<float> memory;
    float *start;
};

}  // namespace ctorch
