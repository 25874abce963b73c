/// What the web accepts at most, with unit and reason.
package enum Limits {
    /// Cases of one bulk action: two pages of the list; each is decided by itself, and somebody waits for it.
    static let bulkMax = 100
    /// Bytes of a form without files: twenty full text fields in four-byte characters.
    package static let formBytesMax = 512 * 1024
    /// Bytes of one file: issue "photos up to 15 MB".
    package static let fileBytesMax = 15 * 1024 * 1024
    /// Files of one form.
    package static let filesMax = 10
    /// Bytes of a whole multipart body: five photos at their limit, and the text.
    package static let multipartBytesMax = 80 * 1024 * 1024
    /// Fields of one form: beyond it somebody plays.
    package static let formFieldsMax = 500
    /// Places that a ranked choice shows lists for.
    package static let rankedPlacesMax = 10
    /// Bytes of a JSON body of the API.
    package static let jsonBytesMax = 256 * 1024
    /// An act of another government with a release in it; the inbox takes no more either.
    package static let peerMessageBytesMax = 1024 * 1024
    /// Bytes of a bank's news of one payment.
    package static let callbackBytesMax = 16 * 1024
    /// Payments of one day and channel that a reconciliation compares.
    package static let reconciledRowsMax = 100_000
    /// Seconds between heartbeats of a stream (live-room.md §2.6).
    package static let heartbeatSeconds = 5
    /// Streams open at once in one node: a file descriptor and about 20 kB each.
    package static let streamsMax = 4_000
    /// Kinds of report shown as pictures on the home page.
    package static let homeTilesMax = 12
    /// Folders to go up in search of `Site/`.
    package static let siteFolderSteps = 6
    /// Bytes below which an answer is sent as it is: gzip would not save a packet.
    package static let gzipBytesMin = 860
    /// Codes for a draft tried by one address in ten minutes.
    static let handoverTriesMax = 10
    /// Characters of a search that count.
    static let searchTypedMax = 200
    /// Cases in one page of a list.
    package static let rowsPerPage = 50
    /// Marks on one view of a map (pages-and-reports.md §3.4).
    package static let marksMax = 300
    /// Metres by which a drawn boundary may differ from the true one: a pixel at the zoom of a whole city.
    package static let mapSimplifyMetres = 15.0
    /// Look-ups of a case number by one address in ten minutes.
    package static let lookUpsMax = 30
    /// One-time codes asked for by one address in an hour: a family, an office, not a flood of messages.
    package static let codesPerHourMax = 20
    /// New anonymous reports by one address in an hour.
    package static let reportsPerHourMax = 60
    /// Cases that a person's page of their own data shows.
    static let ownCasesMax = 200
}
