#pragma once

#include <cstddef>

namespace buurtbrug::bench {

// Counts what the program has on the heap through operator new, which heap.cc replaces: all of
// ours, and all of LEMON's. In bytes as the allocator rounds them up. For any number of threads.

// From here on the peak counts anew, from what is on the heap now.
void StartHeapPeak();

// The most that was on the heap at any time since.
std::size_t HeapPeakBytes();

}  // namespace buurtbrug::bench
