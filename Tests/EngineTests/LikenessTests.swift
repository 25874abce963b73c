import Engine
import Testing

@Suite struct `Reports of the same` {
    private let likeness = Likeness(metres: 100, days: 30)

    @Test func `nearer, later and in the same words is more alike`() {
        let hole = "Lubang besar di depan pasar, motor jatuh"
        let same = likeness.score(metres: 5, days: 1, hole, "Ada lubang besar depan pasar lama")
        let far = likeness.score(metres: 95, days: 1, hole, "Ada lubang besar depan pasar lama")
        let old = likeness.score(metres: 5, days: 29, hole, "Ada lubang besar depan pasar lama")
        let other = likeness.score(metres: 5, days: 1, hole, "Trotoar retak sepanjang sekolah")
        #expect(same > far && same > old && same > other)
        #expect(same > 0.8 && other < 0.6)
        #expect(likeness.score(metres: 0, days: 0, hole, hole) == 1)
    }

    @Test(arguments: [(0.0, 0.0), (500, 0), (0, 400), (500, 400)])
    func `a score lies between nothing and one`(_ metres: Double, _ days: Double) {
        for (a, b) in [("", ""), ("lampu padam", ""), ("lampu padam", "lampu padam")] {
            let score = likeness.score(metres: metres, days: days, a, b)
            #expect(score > 0 && score <= 1)
        }
    }
}
