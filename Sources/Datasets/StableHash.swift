extension String {
    /// 64 bits that are the same on every machine (FNV-1a; Fowler, Noll and Vo).
    func stableHash(from start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
