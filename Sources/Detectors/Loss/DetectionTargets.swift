/// The boxes that a batch of pictures holds, in fractions of the pictures.
public struct DetectionTargets: Sendable {
    /// A box in one of the pictures.
    public struct Target: Sendable, Hashable {
        /// The picture's place in the batch.
        public var image: Int
        /// The class, from 0.
        public var classIndex: Int
        /// The box's middle and size, from 0 to 1.
        public var centreX, centreY, width, height: Double

        /// A box in a picture.
        public init(
            image: Int, classIndex: Int, centreX: Double, centreY: Double, width: Double,
            height: Double
        ) {
            self.image = image
            self.classIndex = classIndex
            self.centreX = centreX
            self.centreY = centreY
            self.width = width
            self.height = height
        }
    }

    /// The boxes, in any order.
    public var targets: [Target]

    /// The boxes of a batch.
    public init(_ targets: [Target]) {
        self.targets = targets
    }
}
