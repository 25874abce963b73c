import Civic
import Definition
import Exchange
import Testing

@Suite struct CatalogueTests {
    @Test func `the catalogue has all 174 applications with their marks of evidence`() throws {
        let catalogue = try Given.catalogue()
        #expect(catalogue.entries.count == 174)
        #expect(catalogue.entries.count { $0.group == .publicService } == 111)
        #expect(catalogue.entries.count { $0.evidence == .documented } == 69)
        #expect(catalogue.entries.allSatisfy { $0.evidence == .typical || !$0.source.isEmpty })
    }

    @Test func `search needs every word, and facets count what would be left`() throws {
        let catalogue = try Given.catalogue()
        #expect(catalogue.found(CatalogueQuery(words: "LAKSA aspirations"), available: []).map(\.app) == ["laksa"])
        #expect(catalogue.found(CatalogueQuery(words: "izin zzz"), available: []).isEmpty)
        let query = CatalogueQuery(chosen: [.group: "public-service"])
        #expect(catalogue.found(query, available: []).count == 111)
        let facets = catalogue.facets(query, available: ["laksa"])
        #expect(Dictionary(uniqueKeysWithValues: facets[.group] ?? []) == ["public-service": 111, "e-government": 63])
        #expect(Dictionary(uniqueKeysWithValues: facets[.available] ?? []) == ["ya": 1, "belum": 110])
    }

    @Test func `what a national system has replaced is struck out, what feeds one is not`() throws {
        let catalogue = try Given.catalogue()
        #expect(NationalVerdict(try #require(catalogue["e-kinerja"])).isStruckOut)
        #expect(
            NationalVerdict(try #require(catalogue["e-kinerja"])).basis?.text(.id).contains("Perpres 95/2018") == true
        )
        #expect(!NationalVerdict(try #require(catalogue["laksa"])).isStruckOut)
        #expect(NationalVerdict(try #require(catalogue["siap-kerja"])).note?.relation == .feeds)
    }

    @Test func `a broken line of the list is named`() {
        #expect(throws: Wrong.self) { try Catalogue(csv: "id,name\nLAKSA besar,x") }
    }

    @Test func `readiness counts what is there and names the gaps`() throws {
        let laksa = try Given.definition("laksa")
        let nothing = Readiness(laksa, means: AdopterMeans(agencies: [], roles: []))
        #expect(nothing.met == 1)  // the register comes along
        let all = Readiness(
            laksa,
            means: AdopterMeans(
                agencies: Set(laksa.needs.agencies),
                roles: Set(laksa.needs.roles),
                integrations: Set(laksa.needs.integrations.map { $0.text(.id) })
            )
        )
        #expect(all.gaps.isEmpty)
        #expect(all.share == 1)
        let some = Readiness(laksa, means: AdopterMeans(agencies: Set(laksa.needs.agencies), roles: []))
        #expect(some.gaps.allSatisfy { $0.kind == .role || $0.kind == .integration })
    }
}
