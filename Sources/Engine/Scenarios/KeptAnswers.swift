import Civic
import Definition

extension CaseEvent {
    /// All answers that the event kept, in whichever box.
    var keptAnswers: [FieldID: JSON] {
        let (open, sealed): ([FieldID: JSON], Sealed?) =
            switch self {
            case .started(let event): (event.fields, event.sealed)
            case .moved(let event): (event.fields, event.sealed)
            case .corrected(let event): (event.fields, event.sealed)
            case .noted, .clockMarked, .replanned, .migrated, .erased, .paymentReceived, .refundPaid, .work,
                .documentMarked:
                ([:], nil)
            }
        return open.merging(sealed?.fields ?? [:]) { $1 }.merging(sealed?.contact?.fields ?? [:]) { $1 }
    }
}
