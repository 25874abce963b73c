#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The few functions of the C library that places on a sphere need; the only file here that imports it.

func sine(_ radians: Double) -> Double { sin(radians) }
func cosine(_ radians: Double) -> Double { cos(radians) }
func arcSine(_ value: Double) -> Double { asin(value) }
func arcTangent(_ value: Double) -> Double { atan(value) }
func hyperbolicSine(_ value: Double) -> Double { sinh(value) }
func naturalLogarithm(_ value: Double) -> Double { log(value) }
