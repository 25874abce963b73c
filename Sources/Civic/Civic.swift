/// Civic holds the values that a city speaks in: codes, numbers, names, dates, money, places, and their spelling.
///
/// Here live types that are made by one throwing initialiser from what people type and are right ever after:
/// ``RegionCode``, ``CaseNumber``, ``Rupiah``, ``Phone``, ``NIK``, ``Moment``, ``CivilDate``, ``JSON``, ``GeoPoint``;
/// and pure rules over them that need no case: ``WorkingCalendar``, ``RegionMap``, ``Formats``.
///
/// Never here: the clock, randomness of the system, files, sockets, databases; Foundation,
/// because dates and numbers are on the path of every command and are computed by hand; rules of one application;
/// sentences of pages. Holidays and regions are data that come in from outside, never code.
///
/// Read ``Moment`` first, then ``CivicValue``; every refusal (``CivicError``) says what is wrong and what to write instead.
