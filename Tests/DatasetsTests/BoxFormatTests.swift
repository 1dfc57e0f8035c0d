import Foundation
import Testing

@testable import Datasets

/// Formats with a file per photograph, and COCO.
@Suite struct BoxFormatTests {
    @Test func yoloWithConfiguration() throws {
        let samples = try SampleFolder([
            "data.yaml": """
            train: images/train
            val: [images/val]
            nc: 2
            names:
              0: fin
              1: "tail fluke"
            """,
            "images/train/a.jpg": "", "images/train/deep/b.png": "", "images/val/c.jpg": "",
            "images/val/d.jpg": "",
            "labels/train/a.txt": "0 0.5 0.5 0.2 0.4\n\n1 0.25 0.25 0.5 0.5 0.9\n",
            "labels/train/deep/b.txt": "",
            "labels/val/c.txt": "0 0.1 0.1 0.3 0.1 0.3 0.4\n7 0.9 0.5 0.4 0.1\n0 nan 0 1 1\n",
            "labels/val/lonely.txt": "0 0.5 0.5 0.1 0.1",
        ])

        let dataset = try samples.read()

        #expect(dataset.format == .yolo)
        let table = dataset.table
        #expect(
            table.photographs.map(\.path) == [
                "images/train/a.jpg", "images/train/deep/b.png", "images/val/c.jpg",
                "images/val/d.jpg",
            ])
        #expect(table.photographs.map(\.split) == [.train, .train, .validation, .validation])
        #expect(table[0].boxes.map(\.className) == ["fin", "tail fluke"])
        #expect(
            table[0].boxes[0].box
                == Box(left: 0.4, top: 0.3, right: 0.6, bottom: 0.7, unit: .fractions))
        #expect(table[0].boxes[1].confidence == 0.9)
        #expect(
            table[2].boxes[0].box
                == Box(left: 0.1, top: 0.1, right: 0.3, bottom: 0.4, unit: .fractions))
        #expect(table[2].boxes[1].className == "7" && table[2].boxes[1].box.right == 1)
        #expect(
            dataset.found == [
                "unknownClass c.txt:2", "boxOutside c.txt:2", "notANumber c.txt:3",
                "photographWithoutLabel d.jpg:0", "labelWithoutPhotograph lonely.txt:0",
            ])
    }

    @Test func yoloWithoutConfiguration() throws {
        let samples = try SampleFolder([
            "images/a.jpg": "", "labels/a.txt": "0 0.5 0.5 0.2 0.4",
        ])

        #expect(try samples.read().table[0].boxes[0].className == "0")
        #expect(try samples.read { $0.classNames = ["fin"] }.table.boxClasses == ["fin"])
        #expect(try samples.read().table[0].split == nil)
    }

    @Test("Given decimal commas and pixels, the findings say so, and the other boxes are read")
    func yoloSlips() throws {
        let samples = try SampleFolder([
            "images/a.jpg": "",
            "labels/a.txt": "0 0,5 0.5 0.2 0.4\n0 320 240 64 32\n0 0.5 0.5 0.2 0.4\n",
        ])

        let dataset = try samples.read()

        #expect(dataset.table[0].boxes.count == 1)
        #expect(dataset.found == ["malformedLabel a.txt:1", "boxOutside a.txt:2"])
        #expect(dataset.findings[0].message.contains("decimals after a point, found '0,5'"))
        #expect(dataset.findings[1].message.contains("found '320' and more: pixels, perhaps"))
    }

    @Test func yoloListsOfPhotographs() throws {
        let samples = try SampleFolder([
            "data.yaml": "path: .\ntrain: train.txt\nval: val.txt\nnames: [fin]\n",
            "train.txt": "./images/a.jpg\nimages/gone.jpg\n", "val.txt": "images/a.jpg\n",
            "images/a.jpg": "", "labels/a.txt": "0 0.5 0.5 0.2 0.4",
        ])

        let dataset = try samples.read("data.yaml")

        #expect(dataset.table.photographs.map(\.path) == ["images/a.jpg"])
        #expect(
            dataset.found == ["missingPhotograph train.txt:2", "duplicatePhotograph data.yaml:0"])
    }

    @Test(
        "Given a line that is no label, it is a finding, and all else is read, but for strict imports",
        arguments: [
            ("0 0.5 0.5\n", "a.txt:1: expected 'class x y width height', found 3 fields"),
            ("\nfin 1 1 1 1\n", "a.txt:2: expected the number of a class, found 'fin'"),
            ("-1 1 1 1 1\n", "a.txt:1: expected the number of a class, found '-1'"),
        ])
    func malformedYOLOLabels(text: String, wanted: String) throws {
        let samples = try SampleFolder([
            "images/a.jpg": "", "labels/a.txt": text + "0 0.5 0.5 0.2 0.4\n",
            "images/b.jpg": "", "labels/b.txt": "0 0.5 0.5 0.2 0.4\n",
        ])

        let dataset = try samples.read()

        #expect(dataset.table.photographs.map(\.boxes.count) == [1, 1])
        #expect(dataset.findings.map(\.kind) == [.malformedLabel])
        #expect(dataset.findings[0].description == samples.file("labels/\(wanted): left out"))
        #expect(dataset.doubtfulPhotographs == ["images/a.jpg"])
        #expect(samples.complaint { $0.isStrict = true } == "labels/" + wanted)
    }

    @Test("Given a file of labels that is no text, it is a finding, and the folder is read")
    func unreadableYOLOLabels() throws {
        let samples = try SampleFolder([
            "images/a.jpg": "", "images/b.jpg": "", "labels/b.txt": "0 0.5 0.5 0.2 0.4\n",
        ])
        try Data([0xFF, 0xFE, 0x30]).write(to: URL(fileURLWithPath: samples.file("labels/a.txt")))

        let dataset = try samples.read()

        #expect(dataset.table.photographs.map(\.boxes.count) == [0, 1])
        #expect(dataset.found == ["malformedLabel a.txt:0"])
        #expect(dataset.doubtfulPhotographs == ["images/a.jpg"])
    }

    @Test("Given labels that are clipped or left out, findings tell which")
    func fatesOfLabels() throws {
        let samples = try SampleFolder([
            "images/a.jpg": "",
            "labels/a.txt": """
            0 0.9 0.5 0.4 0.1
            0 1.5 0.5 0.2 0.1
            0 0.5 0.5 0 0.1
            0 nan 0.5 0.2 0.1
            """,
        ])

        let messages = try samples.read().findings.map(\.message)

        #expect(
            messages.map { $0.components(separatedBy: ") ").last } == [
                "reaches out of its picture: clipped to the picture",
                "lies outside of its picture: left out", "has no area: left out",
                "is not four numbers: left out",
            ])
    }

    @Test(arguments: [
        ("names: {0: fin\n", 2), ("- a\n", 1), ("train: x\nnames: 5\n", 2),
        ("nc: 2\nnames: [a]\n", 1), ("names: [a]\ntrain: {a: b}\n", 2),
    ])
    func malformedConfigurations(text: String, line: Int) throws {
        let samples = try SampleFolder(["data.yaml": text])

        let complaint = try #require(samples.complaint())

        #expect(complaint.hasPrefix("data.yaml:\(line): "), "\(complaint)")
    }

    @Test func coco() throws {
        let samples = try SampleFolder([
            "annotations/instances_val.json": """
            {"annotations": [
               {"id": 1, "image_id": 5, "category_id": 3, "bbox": [10, 20, 30, 40], "score": 0.5,
                "segmentation": [[1, 2, 3, 4]]},
               {"id": 2, "image_id": 5, "category_id": 9, "bbox": [10, 20, 0, 40]},
               {"id": 3, "image_id": 6, "category_id": 3, "bbox": [1, 2, 3, 4]}],
             "images": [{"id": 5, "file_name": "a.jpg", "width": 100, "height": 50,
                         "date_captured": "2019-07-21 10:00:00"}],
             "categories": [{"id": 3, "name": "fin", "supercategory": "animal"}], "info": {}}
            """,
            "val/a.jpg": "",
        ])

        let dataset = try samples.read("annotations/instances_val.json")

        #expect(dataset.format == .coco)
        #expect(dataset.table.root.hasSuffix("annotations/../val"))
        #expect(
            dataset.table[0].boxes == [
                BoxLabel(
                    Box(left: 10, top: 20, right: 40, bottom: 50), className: "fin",
                    confidence: 0.5, origin: "coco")
            ])
        #expect(dataset.table[0].date?.description == "2019-07-21T10:00:00")
        #expect(
            dataset.findings.map(\.kind) == [
                .boxOutside, .unknownClass, .emptyBox, .labelWithoutPhotograph,
            ])
    }

    @Test func malformedCOCO() throws {
        let samples = try SampleFolder([
            "broken.json": "{\"images\": [],\n \"annotations\": [1,\n}",
            "typed.json": #"{"images": [{"id": 1, "file_name": 7}], "annotations": []}"#,
            "keyless.json": #"{"images": [{"id": 1}], "annotations": []}"#,
            "twice.json":
                #"{"images": [{"id": 1, "file_name": "a"}, {"id": 1, "file_name": "b"}], "annotations": []}"#,
        ])

        let broken = try #require(samples.complaint("broken.json"))
        #expect(broken.hasPrefix("broken.json:3: no JSON"), "\(broken)")
        #expect(
            samples.complaint("typed.json") == "typed.json: images[0].file_name: expected text")
        #expect(
            samples.complaint("keyless.json")
                == "keyless.json: images[0]: the key 'file_name' is missing")
        #expect(samples.complaint("twice.json") == "twice.json: images[1]: the id 1 is taken twice")
    }

    @Test func pascalVOC() throws {
        let samples = try SampleFolder([
            "Annotations/a.xml": """
            <annotation><folder>x</folder><filename>a.jpg</filename>
            <size><width>100</width><height>50</height><depth>3</depth></size>
            <object><name>fin</name><part><name>tip</name>
              <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
              <bndbox><xmin>10</xmin><ymin>20</ymin><xmax>40.5</xmax><ymax>50</ymax></bndbox></object>
            <object><name>a &amp; b</name>
              <bndbox><xmin>10</xmin><ymin>20</ymin><xmax>140</xmax><ymax>50</ymax></bndbox></object>
            </annotation>
            """,
            "JPEGImages/a.jpg": "",
        ])

        let dataset = try samples.read()

        #expect(dataset.format == .voc)
        #expect(dataset.table.root == samples.file("JPEGImages"))
        #expect(dataset.table[0].size == PictureSize(width: 100, height: 50))
        #expect(dataset.table[0].boxes.map(\.className) == ["fin", "a & b"])
        #expect(dataset.table[0].boxes[0].box == Box(left: 10, top: 20, right: 40.5, bottom: 50))
        #expect(dataset.table[0].boxes[1].box.right == 100)
        #expect(dataset.found == ["boxOutside a.xml:6"])
    }

    @Test(arguments: [
        ("<annotation>\n<filename>a</annotation>", 2), ("<html>\n</html>", 1),
        ("<annotation>\n</annotation>", 1), ("", 1),
    ])
    func malformedPascalVOC(text: String, line: Int) throws {
        let samples = try SampleFolder(["a.xml": text])

        let complaint = try #require(samples.complaint("a.xml"))

        #expect(complaint.hasPrefix("a.xml:\(line): "), "\(complaint)")
    }

    @Test("Given objects without a box and files that are no annotations, all else is read")
    func badPascalVOC() throws {
        let box = "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox>"
        let samples = try SampleFolder([
            "a.xml": """
            <annotation><filename>a.jpg</filename>
            <object><name>fin</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax></bndbox></object>
            <object><name>fin</name>\(box)</object></annotation>
            """,
            "b.xml": "", "c.xml": "<annotation>\n<filename>c</annotation>",
            "d.xml": "<annotation><object>\(box)</object></annotation>",
        ])

        let dataset = try samples.read()

        #expect(dataset.table.photographs.map(\.path) == ["a.jpg"])
        #expect(dataset.table[0].boxes.map(\.className) == ["fin"])
        #expect(dataset.doubtfulPhotographs == ["a.jpg"])
        #expect(Set(dataset.findings.map(\.kind)) == [.malformedLabel])
        #expect(
            dataset.findings[0].description
                == samples.file("a.xml:2: ")
                + "expected a 'bndbox' with 'xmin' to 'ymax', found no 'ymax': left out")
        #expect(dataset.findings.count == 4)
        #expect(
            dataset.findings.dropFirst().allSatisfy {
                $0.message.hasSuffix(": its photograph is left out")
            })
        #expect(samples.complaint { $0.isStrict = true }?.hasPrefix("a.xml:2: ") == true)
    }

    @Test("Given annotations of COCO's that are none, they are findings, and all else is read")
    func badCOCOAnnotations() throws {
        let samples = try SampleFolder([
            "a.json": """
            {"images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"}],
             "annotations": [
               {"image_id": 1, "category_id": 3, "bbox": [1, 2, 3]},
               {"image_id": 2, "category_id": 3, "bbox": [1, 2, "x", 4]},
               {"category_id": 3, "bbox": [1, 2, 3, 4]}, 7,
               {"image_id": 9, "category_id": 3, "bbox": [1, 2]},
               {"image_id": 1, "category_id": 3, "bbox": [1, 2, 3, 4]}],
             "categories": [{"id": 3, "name": "fin"}]}
            """
        ])

        let dataset = try samples.read("a.json")

        #expect(dataset.table.photographs.map(\.boxes.count) == [1, 0])
        #expect(
            dataset.findings.map(\.message) == [
                "annotations[1].bbox[2]: expected a number: left out",
                "annotations[2]: the key 'image_id' is missing: left out",
                "annotations[3]: expected an object: left out",
                "annotations[0]: a box is four numbers, found 3: left out",
                "annotations[4]: there is no image 9",
            ])
        #expect(dataset.doubtfulPhotographs == ["a.jpg", "b.jpg"])
        #expect(
            samples.complaint("a.json") { $0.isStrict = true }
                == "a.json: annotations[1].bbox[2]: expected a number")
    }
}
