import Datasets
import SimulatedSea

/// The `README.md` of a simulated data set.
struct SeaReadme {
    let text: String

    init(_ plan: SeaPlan, _ table: PhotographTable) {
        let knobs = plan.knobs
        let train = Set(
            table.photographs.filter { $0.split == .train }.compactMap(\.individual))
        let all = Set(table.photographs.compactMap(\.individual))
        text = """
            # A simulated sea

            \(plan.photographs.count) rendered photographs of \(all.count) animals that do not exist, made by \
            `flukeprint simulate` (seed \(knobs.seed), \(knobs.width)×\(knobs.height) pixels). The same knobs, \
            which stand in `sea.yaml`, give the same bytes.

            | | |
            | --- | --- |
            | `sea.csv` | the table: a row per animal in a photograph, with the boxes `fin` and `body` in pixels |
            | `images/train`, `images/test` | photographs; time, place and camera stand in EXIF too |
            | `yolo/` | the same boxes for a detector, and links to the photographs |
            | `sea.yaml` | what the sea was made from |

            \(table.splits[.train] ?? 0) rows are there to learn from (`split` is `train`), \
            \(table.splits[.test] ?? 0) to be identified (`test`). The test rows name their animals, for \
            whoever scores the answers: nothing that learns may read them. Of the animals, \
            \(all.count - train.count) appear in the test rows only: the right answer to them is `new_individual`. No \
            encounter has photographs on both sides.

            `visible` is the share of the fin that can be seen, 0 to 1. A row without an individual is \
            open sea.

            """
    }
}
