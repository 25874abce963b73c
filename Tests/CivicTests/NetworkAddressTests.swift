import Civic
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: ["8.8.8.8", "103.10.0.1", "2001:4860:4860::8888", "2404:6800::1"])
    func `addresses of the internet are public`(_ text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "203.0.113.9", "::", "::1", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1",
        "2001:db8::1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001::1",
    ])
    func `addresses for special purposes are not`(_ text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "010.0.0.1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "0x7f.0.0.1", "1::2::3", "12345::", ":1", "+1.2.3.4", "",
    ])
    func `what merely resembles an address is none`(_ text: String) { #expect(NetworkAddress(text) == nil) }

    @Test func `a range holds its addresses and no others`() throws {
        let range = try #require(NetworkRange("10.20.16.0/20"))
        #expect(range.contains(try #require(NetworkAddress("10.20.31.255"))))
        #expect(!range.contains(try #require(NetworkAddress("10.20.32.0"))))
        #expect(!range.contains(try #require(NetworkAddress("::1"))))
        #expect(NetworkRange(range.text) == range)
        #expect(NetworkRange("10.0.0.0/33") == nil)
    }
}
