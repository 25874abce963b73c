import Foundation

/// What standard output is connected to.
enum Terminal {
    /// Characters of a line; nil: output goes to a file or another program that does not say.
    static var columns: Int? {
        if let told = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), told > 0 { return told }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
