import Foundation

/// What long commands do on Ctrl-C: they say that nothing is lost, and end.
///
/// Files appear whole or not at all, so that there is nothing to clean up.
enum Interruption {
    /// Says so from now on, and leaves with 130, as shells expect.
    static func explain() {
        signal(SIGINT) { _ in
            let text: StaticString = "\nstopped; the same command goes on from what is done\n"
            _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
            _exit(130)
        }
        // Programs that start this one may have blocked the signal, and pass that on.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
