import Testing

@testable import Datasets

/// Formats that are one CSV table.
@Suite struct TableFormatTests {
    @Test func happywhaleTraining() throws {
        let samples = try SampleFolder([
            "train.csv": """
            image,species,individual_id,box
            a.jpg,kiler_whale,i1,2 116 802 665
            b.jpg,globis,i2,
            """,
            "train_images/a.jpg": "",
        ])

        let dataset = try samples.read("train.csv")

        #expect(dataset.format == .happywhale)
        #expect(dataset.findings.isEmpty)
        #expect(dataset.table.root == samples.file("train_images"))
        let first = dataset.table[0]
        #expect(first.path == "a.jpg" && first.individual == "i1" && first.split == .train)
        #expect(first.species == "killer_whale")
        #expect(
            first.boxes == [
                BoxLabel(
                    Box(left: 2, top: 116, right: 802, bottom: 665), className: "animal",
                    origin: "happywhale")
            ])
        #expect(dataset.table[1].species == "short_finned_pilot_whale")
        #expect(dataset.table[1].boxes.isEmpty)
        #expect(
            try samples.read("train.csv") { $0.mapsSpecies = false }.table[1].species == "globis")
    }

    @Test func happywhaleTestSubmissionAndPseudoLabels() throws {
        let samples = try SampleFolder([
            "test.csv": "image,predictions,box\na.jpg,x y new_individual,1 2 3 4\n",
            "sample_submission.csv": "image,predictions\na.jpg,x y z v w\n",
            "train.csv": "image,species,individual_id\na.jpg,pilot_whale,i\n",
            "pseudo.csv": "image,individual_id,conf,species\na.jpg,i,0.5,bottlenose_dolpin\n",
        ])

        let test = try samples.read("test.csv").table
        #expect(test[0].split == .test && test[0].boxes.count == 1)
        #expect(test.value("predictions", at: 0) == "x y new_individual")
        #expect(try samples.read("sample_submission.csv").table[0].individual == nil)
        #expect(try samples.read("train.csv").table[0].species == "short_finned_pilot_whale")
        let pseudo = try samples.read("pseudo.csv").table
        #expect(pseudo[0].individual == "i" && pseudo[0].split == nil)
        #expect(pseudo[0].species == "bottlenose_dolphin")
        #expect(pseudo.value("conf", at: 0) == "0.5")
    }

    @Test func malformedRowsNameTheLine() throws {
        let samples = try SampleFolder([
            "three.csv": "image,species,individual_id,box\na.jpg,s,i,1 2 3 4\nb.jpg,s,i,1 2 3\n",
            "empty.csv": "image,species,individual_id\n,s,i\n",
            "odd.csv": "colour,price\nred,1\n",
            "conf.csv": "image,bbox,conf\na.jpg,[[1 2 3 4]],[0.5 0.5]\n",
            "missing.csv": "path,name\na.jpg,x\n",
        ])

        #expect(
            samples.complaint("three.csv") == "three.csv:3: a box is four numbers, found '1 2 3'")
        #expect(samples.complaint("empty.csv") == "empty.csv:2: the column 'image' is empty")
        #expect(
            samples.complaint("odd.csv")?.hasPrefix(
                "odd.csv: the format is not known, the columns being 'colour', 'price'; expected one"
            )
                == true)
        #expect(
            samples.complaint("conf.csv")
                == "conf.csv:2: expected a confidence for each of 1 boxes, found '[0.5 0.5]'")
        #expect(
            samples.complaint("missing.csv") { $0.format = .wildlife }
                == "missing.csv:1: expected a column 'identity', found 'path', 'name'")
        #expect(samples.complaint("nothing.csv") == "nothing.csv: no such file or folder")
    }

    @Test func badBoxesAreFindings() throws {
        let samples = try SampleFolder([
            "train.csv": """
            image,species,individual_id,box
            a.jpg,s,i,-20 0 50 60
            b.jpg,s,i,10 10 10 20
            c.jpg,s,i,1 2 x 4
            c.jpg,s,j,1 2 3 4
            """
        ])

        let dataset = try samples.read("train.csv")

        #expect(
            dataset.found == [
                "boxOutside train.csv:2", "emptyBox train.csv:3", "notANumber train.csv:4",
                "duplicatePhotograph train.csv:0",
            ])
        #expect(dataset.findings[3].message.hasSuffix("rows 3 and 4, as different individuals"))
        #expect(dataset.table[0].boxes[0].box.left == 0)
        #expect(dataset.table[1].boxes.isEmpty && dataset.table[2].boxes.isEmpty)
        #expect(dataset.table.count == 4)
        #expect(
            samples.complaint("train.csv") { $0.isStrict = true }
                == "train.csv:2: a box of (-20, 0, 50, 60) reaches out of its picture")
    }

    @Test func detectorBoxes() throws {
        let samples = try SampleFolder([
            "boxes.csv": """
            bbox,conf,height,image,width,predictions
            [[ 17  10 282 280]],[0.677246],319,a.jpg,300,x
            ,,319,b.jpg,300,x
            "[[1 2 3 4]
             [5. 6. 7.5 8e0]]",[0.5 1.5],319,c.jpg,300,x
            "[[0, 0, 400, 50]]","[0.1]",319,d.jpg,300,x
            """
        ])

        let dataset = try samples.read("boxes.csv") { $0.classNames = ["fin"] }

        #expect(dataset.format == .detectorBoxes)
        let table = dataset.table
        #expect(table.photographs.map(\.boxes.count) == [1, 0, 2, 1])
        #expect(table[0].boxes[0].className == "fin" && table[0].boxes[0].confidence == 0.677246)
        #expect(table[0].size == PictureSize(width: 300, height: 319))
        #expect(table[2].boxes[1].box == Box(left: 5, top: 6, right: 7.5, bottom: 8))
        #expect(table[2].boxes[1].confidence == nil)
        #expect(table[3].boxes[0].box.right == 300)
        #expect(dataset.found == ["badConfidence boxes.csv:4", "boxOutside boxes.csv:6"])
        #expect(table.furtherColumns == ["predictions"])
    }

    @Test func wildlifeMetadata() throws {
        let samples = try SampleFolder([
            "metadata.csv": """
            image_id,identity,path,split,orientation,date,species,bbox,source
            1,7,images/a.jpg,train,left,2019-07-21,nyala,"[10, 20, 30.5, 40]",x
            2,unknown,images/b.jpg,test,,21.7.2019,,,y
            """
        ])

        let dataset = try samples.read()

        #expect(dataset.format == .wildlife)
        #expect(dataset.found == ["unreadableDate metadata.csv:3"])
        let first = dataset.table[0]
        #expect(first.individual == "7" && first.side == "left" && first.split == "train")
        #expect(first.date == PhotographDate("2019-07-21"))
        #expect(first.boxes[0].box == Box(left: 10, top: 20, right: 40.5, bottom: 60))
        #expect(dataset.table[1].individual == nil && dataset.table[1].side == nil)
        #expect(dataset.table.furtherColumns == ["image_id", "source"])
    }

    @Test func tensorFlowRowsOfOnePhotographBecomeOne() throws {
        let samples = try SampleFolder([
            "labels.csv": """
            filename,width,height,class,xmin,ymin,xmax,ymax
            b.jpg,650,417,raccoon,81,88,522,408
            a.jpg,100,100,raccoon,1,1,50,50
            b.jpg,650,417,cat,1,1,700,300
            b.jpg,651,417,cat,3,3,2,2
            c.jpg,10,ten,cat,1,1,2,2
            d.jpg,10,10,,,,,
            """,
            "images/b.jpg": "",
        ])

        let dataset = try samples.read("labels.csv")

        #expect(dataset.format == .tensorflow)
        #expect(dataset.table.root == samples.file("images"))
        #expect(dataset.table.photographs.map(\.path) == ["b.jpg", "a.jpg", "c.jpg", "d.jpg"])
        #expect(dataset.table[0].boxes.map(\.className) == ["raccoon", "cat"])
        #expect(dataset.table[0].boxes[1].box.right == 650)
        #expect(
            dataset.found == [
                "boxOutside labels.csv:4", "badSize labels.csv:5", "emptyBox labels.csv:5",
                "badSize labels.csv:6",
            ])
        #expect(dataset.table.boxClasses == ["raccoon", "cat"])
    }

    @Test func aFolderOfSeveralTablesMustBeToldApart() throws {
        let samples = try SampleFolder(["a.csv": "x,y\n", "b.csv": "x,y\n"])

        #expect(
            samples.complaint()?.hasSuffix(
                "the folder holds several tables: a.csv, b.csv; name one of them") == true)
    }
}
