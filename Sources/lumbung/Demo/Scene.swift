import Civic

/// What a picture of the demo shows, before and after the work.
enum Scene: String, CaseIterable, Sendable {
    case road, water, flood, lamp, tree, garbage, building, sign

    /// A PNG of 480 × 360 pixels; the seed moves things a little.
    func picture(isDone: Bool, seed: UInt64) -> [UInt8] {
        var draws = SeededGenerator(seed: seed, purpose: rawValue + (isDone ? " after" : " before"))
        let isNight = self == .lamp
        var canvas = Canvas(width: 480, height: 360, isNight ? Ink(24, 30, 52) : Ink(186, 214, 232))
        street(&canvas, isNight: isNight, &draws)
        switch self {
        case .road: isDone ? patch(&canvas) : hole(&canvas, &draws)
        case .water: drain(&canvas, isDone: isDone, &draws)
        case .flood: if isDone { puddle(&canvas) } else { water(&canvas, &draws) }
        case .lamp: lamp(&canvas, isLit: isDone)
        case .tree: isDone ? stump(&canvas) : fallenTree(&canvas, &draws)
        case .garbage: if !isDone { heap(&canvas, &draws) }
        case .building: building(&canvas, isDone: isDone)
        case .sign: sign(&canvas, isDone: isDone)
        }
        canvas.grain(isNight ? 5 : 9, &draws)
        return canvas.png
    }

    private func street(_ canvas: inout Canvas, isNight: Bool, _ draws: inout SeededGenerator) {
        let light = isNight ? 0.3 : 1
        canvas.rectangle(0, 150, 480, 210, Ink(122, 142, 96).shaded(light))
        for house in 0..<4 {
            let x = house * 128 - 20 + Int.random(in: -14...14, using: &draws)
            let wall = draws.pick([Ink(214, 196, 168), Ink(226, 216, 200), Ink(178, 196, 190), Ink(222, 186, 156)])
            canvas.rectangle(x, 96, 104, 66, wall.shaded(light))
            canvas.trapezoid(
                top: 66,
                bottom: 96,
                topFrom: x + 28,
                topTo: x + 76,
                bottomFrom: x - 8,
                bottomTo: x + 112,
                Ink(168, 84, 62).shaded(light)
            )
            canvas.rectangle(x + 18, 114, 22, 22, isNight ? Ink(232, 196, 110) : Ink(96, 122, 140))
            canvas.rectangle(x + 62, 112, 22, 50, Ink(110, 76, 52).shaded(light))
        }
        canvas.trapezoid(
            top: 162,
            bottom: 359,
            topFrom: 170,
            topTo: 310,
            bottomFrom: -40,
            bottomTo: 520,
            Ink(104, 106, 110).shaded(light)
        )
        for mark in 0..<5 {
            let y = 176 + mark * mark * 9
            canvas.rectangle(237 - mark, y, 6 + mark * 2, 8 + mark * 5, Ink(226, 226, 216).shaded(light))
        }
    }

    private func hole(_ canvas: inout Canvas, _ draws: inout SeededGenerator) {
        for _ in 0..<3 {
            let x = Int.random(in: 170...330, using: &draws)
            let y = Int.random(in: 250...310, using: &draws)
            let wide = Int.random(in: 34...70, using: &draws)
            canvas.ellipse(x, y, wide, wide / 3, Ink(84, 78, 70))
            canvas.ellipse(x + 4, y + 4, wide * 3 / 4, wide / 4, Ink(58, 52, 46))
            canvas.ellipse(x + 8, y + 6, wide / 3, wide / 8, Ink(120, 140, 150))
        }
    }

    private func patch(_ canvas: inout Canvas) {
        canvas.trapezoid(
            top: 240,
            bottom: 316,
            topFrom: 160,
            topTo: 330,
            bottomFrom: 130,
            bottomTo: 366,
            Ink(62, 62, 66)
        )
    }

    private func drain(_ canvas: inout Canvas, isDone: Bool, _ draws: inout SeededGenerator) {
        canvas.trapezoid(
            top: 170,
            bottom: 359,
            topFrom: 320,
            topTo: 352,
            bottomFrom: 400,
            bottomTo: 500,
            Ink(148, 146, 140)
        )
        canvas.trapezoid(
            top: 174,
            bottom: 359,
            topFrom: 326,
            topTo: 346,
            bottomFrom: 418,
            bottomTo: 486,
            isDone ? Ink(92, 132, 148) : Ink(70, 62, 48)
        )
        guard !isDone else { return }
        for _ in 0..<40 {
            let y = Int.random(in: 190...350, using: &draws)
            let x = 330 + (y - 174) / 2 + Int.random(in: 0...30, using: &draws)
            let ink = draws.pick([Ink(210, 206, 196), Ink(70, 120, 170), Ink(190, 70, 60), Ink(230, 200, 90)])
            canvas.rectangle(x, y, 9, 6, ink)
        }
    }

    private func water(_ canvas: inout Canvas, _ draws: inout SeededGenerator) {
        canvas.rectangle(0, 176, 480, 184, Ink(132, 122, 98))
        for _ in 0..<46 {
            let y = Int.random(in: 182...352, using: &draws)
            canvas.rectangle(Int.random(in: 0...460, using: &draws), y, 26, 2, Ink(168, 160, 138))
        }
    }

    private func puddle(_ canvas: inout Canvas) { canvas.ellipse(150, 320, 60, 9, Ink(138, 148, 152)) }

    private func lamp(_ canvas: inout Canvas, isLit: Bool) {
        canvas.line(350, 60, 350, 300, thick: 8, Ink(70, 74, 84))
        canvas.line(350, 62, 288, 72, thick: 6, Ink(70, 74, 84))
        if isLit {
            canvas.trapezoid(
                top: 78,
                bottom: 330,
                topFrom: 276,
                topTo: 300,
                bottomFrom: 150,
                bottomTo: 420,
                Ink(96, 92, 70)
            )
            canvas.ellipse(288, 320, 120, 26, Ink(176, 164, 112))
        }
        canvas.ellipse(288, 76, 18, 8, isLit ? Ink(255, 244, 196) : Ink(46, 50, 60))
    }

    private func fallenTree(_ canvas: inout Canvas, _ draws: inout SeededGenerator) {
        canvas.line(60, 214, 390, 292, thick: 20, Ink(98, 70, 44))
        for _ in 0..<60 {
            let x = Int.random(in: 280...440, using: &draws)
            let y = Int.random(in: 226...330, using: &draws)
            canvas.ellipse(x, y, 17, 10, draws.pick([Ink(58, 104, 52), Ink(76, 124, 60), Ink(44, 86, 44)]))
        }
    }

    private func stump(_ canvas: inout Canvas) {
        canvas.rectangle(46, 196, 34, 24, Ink(98, 70, 44))
        canvas.ellipse(63, 196, 17, 6, Ink(206, 176, 126))
    }

    private func heap(_ canvas: inout Canvas, _ draws: inout SeededGenerator) {
        for layer in 0..<150 {
            let spread = 150 - layer / 2
            let x = 330 + Int.random(in: -spread...spread, using: &draws) * 2 / 3
            let y = 330 - layer / 2 + Int.random(in: -10...10, using: &draws)
            let ink = draws.pick([
                Ink(38, 38, 42), Ink(220, 216, 206), Ink(64, 110, 168), Ink(188, 64, 56), Ink(120, 104, 70),
            ])
            canvas.ellipse(x, y, Int.random(in: 8...20, using: &draws), Int.random(in: 6...13, using: &draws), ink)
        }
    }

    private func building(_ canvas: inout Canvas, isDone: Bool) {
        canvas.rectangle(120, 70, 240, 190, Ink(206, 200, 188))
        canvas.trapezoid(
            top: 36,
            bottom: 72,
            topFrom: 160,
            topTo: 320,
            bottomFrom: 100,
            bottomTo: 380,
            Ink(70, 104, 130)
        )
        for column in 0..<4 { canvas.rectangle(142 + column * 54, 108, 34, 40, Ink(120, 150, 170)) }
        canvas.rectangle(214, 180, 52, 80, Ink(96, 70, 52))
        guard !isDone else { return }
        canvas.trapezoid(top: 40, bottom: 74, topFrom: 222, topTo: 262, bottomFrom: 210, bottomTo: 286, Ink(40, 44, 50))
        canvas.line(150, 160, 196, 250, thick: 4, Ink(88, 80, 70))
        canvas.line(196, 250, 176, 200, thick: 3, Ink(88, 80, 70))
    }

    private func sign(_ canvas: inout Canvas, isDone: Bool) {
        if isDone {
            canvas.line(330, 70, 330, 300, thick: 8, Ink(150, 152, 156))
        } else {
            canvas.line(300, 80, 336, 300, thick: 8, Ink(150, 152, 156))
        }
        let x = isDone ? 330 : 300
        canvas.ellipse(x, 82, 40, 40, isDone ? Ink(200, 40, 44) : Ink(150, 96, 92))
        canvas.ellipse(x, 82, 30, 30, isDone ? Ink(244, 244, 240) : Ink(188, 182, 172))
        canvas.line(x - 20, 102, x + 20, 62, thick: 9, isDone ? Ink(200, 40, 44) : Ink(150, 96, 92))
    }
}
