/// The base learning rate throughout.
public struct ConstantSchedule: Schedule {
    /// The one constant schedule.
    public init() {}

    /// 1.
    public func factor(at step: Int) -> Double { 1 }
}
