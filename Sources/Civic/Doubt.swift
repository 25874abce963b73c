/// What about a value is worth asking the person, though it is taken: no official source makes it a refusal.
///
/// No doubt repeats the value: it may end in a log, and those never hold personal numbers.
package enum Doubt: String, CaseIterable, Hashable, Sendable {
    /// The first six digits are on no list; old codes stay for life, so it may be right.
    case nikRegion, kkRegion
    case nikBirthDateDiffers, nikSexDiffers, nikRegisteredElsewhere, nikSerial
    /// The structure of a family card's number is known from practice only.
    case kkDate, kkDateAhead, kkSerial
    /// The tax office never published the check digit.
    case npwpCheckDigit
    /// Sixteen digits that are neither a NIK nor a zero with an old number.
    case npwpNotNIK
    case nipBirthDate, nipStart, nipSex, nipSerial
    /// Only one digit, repeated: what people type to get past a question.
    case filler
    case plateArea, plateSpecial
    case postalCode
    case nameDigits
    case addressRegion

    /// The key of the sentence: "doubt.kk_date".
    package var messageKey: String { "doubt." + DoubtMessages.key(self) }

    /// One or two sentences: what seems odd, and what to look at.
    package func message(_ language: Language) -> String { DoubtMessages.text(self).text(language) }

    package var message: LocalizedText { DoubtMessages.text(self) }
}
