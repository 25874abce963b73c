/// The limits of the driver, each with its unit and its reason.
enum Limits {
    /// Pages in the write-ahead log after which a checkpoint is made beside the writer: 16 MB.
    ///
    /// SQLite's own default of 4 MB copies the same busy pages four times as often.
    static let quietCheckpointPages = 4_000
    /// Pages after which the writer itself makes one before it goes on: 100 MB of log.
    static let hardCheckpointPages = 25_600
    /// Tries to take a folder's lock back that this process has just given up, and the pause between two: a second in all.
    static let lockAttempts = 50
    static let lockPauseMicroseconds: UInt32 = 20_000
    /// Pages that a backup copies between two looks at other work: 4 MB.
    static let backupStepPages = 1_000
}
