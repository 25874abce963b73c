import Civic
import Testing

@Suite struct Points {
    @Test(arguments: [
        ("-6.17, 106.63", -6.17, 106.63), ("-6.17,106.63", -6.17, 106.63), ("-6.17 106.63", -6.17, 106.63),
        ("-6,17; 106,63", -6.17, 106.63),
        ("  -6.178\t106.63 ", -6.178, 106.63), ("0, 0", 0, 0), ("-6,17 106,63", -6.17, 106.63), ("-6, 106", -6, 106),
        ("+1.5, -2.5", 1.5, -2.5),
    ])
    func `a place is read as people type it`(_ typed: String, _ latitude: Double, _ longitude: Double) throws {
        #expect(try GeoPoint(typed: typed) == GeoPoint(latitude: latitude, longitude: longitude))
    }

    @Test(arguments: ["", "Tangerang", "-6.17", "1, 2, 3", "-6.17, x", "1e1, 2", "nan, 1", "-6.1.7, 106", ","])
    func `what is no place is refused`(_ typed: String) {
        #expect(throws: CivicError.point(typed: typed)) { try GeoPoint(typed: typed) }
    }

    @Test func `degrees end at 90 and 180`() {
        #expect(throws: CivicError.latitude(90.1)) { try GeoPoint(latitude: 90.1, longitude: 0) }
        #expect(throws: CivicError.longitude(-180.1)) { try GeoPoint(latitude: 0, longitude: -180.1) }
        #expect(throws: CivicError.self) { try GeoPoint(latitude: .nan, longitude: 0) }
        #expect(throws: CivicError.longitude(.infinity)) { try GeoPoint(latitude: 0, longitude: .infinity) }
        #expect(throws: CivicError.latitude(106.63)) { try GeoPoint(typed: "106.63, -6.17") }
    }

    @Test func `degrees are rounded to a centimetre`() throws {
        let point = try GeoPoint(latitude: -6.123456789, longitude: 106.987654321)
        #expect(point.latitude == -6.1234568)
        #expect(point.longitude == 106.9876543)
        #expect(try GeoPoint(latitude: -0.00000001, longitude: 0).latitude.sign == .plus)
    }

    @Test func `distances are those of the sphere`() throws {
        let monas = try GeoPoint(latitude: -6.1754, longitude: 106.8272)
        let tangerang = try GeoPoint(latitude: -6.1702, longitude: 106.6403)
        #expect(abs(monas.distanceMetres(to: tangerang) - 20_669) < 30)
        #expect(monas.distanceMetres(to: monas) == 0)
        let pole = try GeoPoint(latitude: 90, longitude: 0)
        #expect(abs(try GeoPoint(latitude: -90, longitude: 0).distanceMetres(to: pole) - .pi * 6_371_008.8) < 1)
    }

    @Test func `a coarse place is one of a fixed grid, near, and stays where it is`() {
        Property(runs: 2_000).check({ ($0.unit() * 178 - 89, $0.unit() * 359 - 179.5, $0.pick([10, 100, 1_000])) }) {
            latitude,
            longitude,
            metres in
            guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else { return "no point" }
            let coarse = point.snapped(toMetres: metres)
            if coarse.snapped(toMetres: metres).distanceMetres(to: coarse) > 0.05 {
                return "\(coarse) moves when snapped again"
            }
            let metresAway = coarse.distanceMetres(to: point)
            return metresAway <= Double(metres) * 0.7072 + 0.1 ? nil : "\(coarse) is \(metresAway) m away"
        }
    }

    @Test func `neighbours in a cell become one place`() throws {
        let base = try GeoPoint(latitude: -6.17, longitude: 106.63).snapped(toMetres: 100)
        let near = try GeoPoint(latitude: base.latitude + 0.0003, longitude: base.longitude - 0.0003)
        let far = try GeoPoint(latitude: base.latitude + 0.0006, longitude: base.longitude)
        #expect(near.snapped(toMetres: 100) == base)
        #expect(far.snapped(toMetres: 100) != base)
    }
}

@Suite struct GridCells {
    @Test func `cells are those of web maps`() throws {
        let point = try GeoPoint(latitude: -6.178, longitude: 106.63)
        let cell = GridCell(point: point, zoom: 10)
        #expect((cell.x, cell.y) == (815, 529))
        #expect(try GridCell(quadkey: cell.quadkey) == cell)
        #expect(GridCell(zoom: 3, x: 3, y: 5)?.quadkey == "213")
        #expect(GridCell(zoom: 3, x: 8, y: 0) == nil)
        #expect(GridCell(zoom: 24, x: 0, y: 0) == nil)
    }

    @Test func `a point lies in its cell, and the cell in its parent`() {
        Property(runs: 2_000).check({ ($0.unit() * 168 - 84, $0.unit() * 358 - 179, $0.int(in: 1...20)) }) {
            latitude,
            longitude,
            zoom in
            guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else { return "no point" }
            let cell = GridCell(point: point, zoom: zoom)
            if !cell.bounds.expanded(byMetres: 0.05).contains(point) { return "\(point) is not in \(cell)" }
            if GridCell(point: cell.centre, zoom: zoom) != cell { return "the centre of \(cell) lies elsewhere" }
            if !cell.quadkey.hasPrefix(cell.parent.quadkey) {
                return "\(cell.quadkey) is not in \(cell.parent.quadkey)"
            }
            return (try? GridCell(quadkey: cell.quadkey)) == cell ? nil : "\(cell.quadkey) is not read back"
        }
    }

    @Test func `poles and edges have cells too`() throws {
        #expect(
            GridCell(point: try GeoPoint(latitude: 90, longitude: -180), zoom: 10) == GridCell(zoom: 10, x: 0, y: 0)
        )
        #expect(
            GridCell(point: try GeoPoint(latitude: -90, longitude: 180), zoom: 10)
                == GridCell(zoom: 10, x: 1_023, y: 1_023)
        )
    }

    @Test(arguments: ["", "4", "12a", String(repeating: "0", count: 24)])
    func `a wrong key is refused`(_ key: String) {
        #expect(throws: CivicError.quadkey(typed: key)) { try GridCell(quadkey: key) }
    }
}
