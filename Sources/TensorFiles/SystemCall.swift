#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs a system call again for as long as a signal interrupts it.
package func uninterrupted<Result: BinaryInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

/// The system's words for what the last system call of this thread complained about.
package func systemMessage(_ code: CInt = errno) -> String {
    String(cString: strerror(code))
}
