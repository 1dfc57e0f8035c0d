#!/usr/bin/env python3
"""Makes the goldens of ImagingTests: small photographs of every format and kind, what Pillow decodes and resizes
them to (PNG), and expected.json, which lists both.

    python Tools/Reference/photographs.py Tests/ImagingTests/Goldens

Needs pillow, pillow-heif and numpy (goldens made with pillow 12.0.0, numpy 2.4.6; HEIC with pillow-heif 1.8.1).
"""

import io
import json
import pathlib
import shutil
import struct
import sys
import zlib

import numpy
import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

KERNELS = {
    "nearest": Image.Resampling.NEAREST, "linear": Image.Resampling.BILINEAR, "cubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS, "area": Image.Resampling.BOX,
}


def picture(width, height, noise=0.0):
    """A sea with a horizon, waves, a dark fin and a red buoy; values tell every corner apart."""
    random = numpy.random.default_rng(2)
    y, x = numpy.mgrid[0:height, 0:width]
    u, v = x / width, y / height
    waves = 18 * numpy.sin(60 * v + 9 * numpy.sin(7 * u)) * (v > 0.3)
    red = 40 + 60 * v + 80 * (v < 0.3) + waves
    green = 90 + 50 * u + 60 * (v < 0.3) + waves
    blue = 120 + 60 * (1 - v) + 40 * (v < 0.3) + waves
    fin = (v > 0.25) & (v < 0.7) & (u > 0.35 + 0.2 * (0.7 - v)) & (u < 0.6 - 0.1 * (0.7 - v) ** 2)
    buoy = (u - 0.8) ** 2 * 2.25 + (v - 0.6) ** 2 < 0.01
    values = numpy.stack([red, green, blue], axis=-1) + noise * random.standard_normal((height, width, 3))
    values[fin] = values[fin] * 0.2 + 20
    values[buoy] = (220, 40, 30)
    return numpy.clip(values, 0, 255).round().astype(numpy.uint8)


def png_16(pixels):
    """A PNG of 16 bits per channel, which Pillow cannot write in colour."""
    height, width = pixels.shape[:2]
    colour_type = 2 if pixels.ndim == 3 else 0

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def profile():
    """A matrix profile whose red and blue are sRGB's green and red, with a gamma of 1.8 (ICC.1:2001)."""
    def number(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(map(number, values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(1.8 * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 9) + b"exchange\0" + bytes(79)
    tags = {
        b"desc": text + bytes(-len(text) % 4), b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1, 0.8249), b"rXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"gXYZ": xyz(0.1431, 0.0606, 0.7141), b"bXYZ": xyz(0.4360, 0.2225, 0.0139),
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }
    offset, table, data = 132 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += name + struct.pack(">II", offset + len(data), len(value))
        data += value
    body = struct.pack(">I", len(tags)) + table + data
    header = struct.pack(">I4sI4s4s4s", 128 + len(body), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += number(0.9642) + number(1) + number(0.8249)
    return header + bytes(128 - len(header)) + body


class Goldens:
    """The folder and its list."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.cases = []

    def save(self, name, image, **options):
        image.save(self.folder / name, **options)

    def expect(self, file, image, tolerance=0.01, crop=None, kernel=None):
        """`image`, as RGB, is what decoding `file` must give, on average `tolerance` levels away."""
        size = f"{kernel}-{image.width}x{image.height}" if kernel else "decoded"
        expected = f"{file}.{'crop-' if crop else ''}{size}.png"
        image.convert("RGB").save(self.folder / expected, optimize=True)
        self.cases.append({
            "file": file, "expected": expected, "tolerance": tolerance, "crop": crop, "kernel": kernel,
            "width": image.width, "height": image.height})

    def decoded(self, file, tolerance=0.01):
        with Image.open(self.folder / file) as image:
            self.expect(file, image.convert("RGB"), tolerance)


def kinds(goldens):
    small = Image.fromarray(picture(48, 32))
    goldens.save("baseline.jpg", small, quality=92)
    goldens.save("progressive.jpg", small, quality=92, progressive=True, subsampling=0)
    goldens.save("grey.jpg", small.convert("L"), quality=92)
    goldens.save("palette.png", small.quantize(32))
    goldens.save("bilevel.png", small.convert("1"))
    goldens.save("lzw.tif", small, compression="tiff_lzw")
    goldens.save("grey.tif", small.convert("L"))
    goldens.save("lossy.webp", small, quality=90)
    goldens.save("lossless.webp", small, lossless=True)
    goldens.save(
        "animated.webp", small, save_all=True, lossless=True,
        append_images=[small.rotate(180), small.convert("L").convert("RGB")], duration=100)
    goldens.save("picture.avif", small, quality=95, subsampling="4:4:4")
    for file, tolerance in {
        "baseline.jpg": 1, "progressive.jpg": 1, "grey.jpg": 1, "palette.png": 0.01, "bilevel.png": 0.01,
        "lzw.tif": 0.01, "grey.tif": 0.01, "lossy.webp": 1, "lossless.webp": 0.01, "animated.webp": 0.01,
        "picture.avif": 2,
    }.items():
        goldens.decoded(file, tolerance)

    values = picture(48, 32).astype(numpy.uint16)
    (goldens.folder / "rgb-16.png").write_bytes(png_16(values * 257))
    (goldens.folder / "grey-16.png").write_bytes(png_16(values[..., 1] * 257))
    goldens.expect("rgb-16.png", small, 0.01)
    goldens.expect("grey-16.png", small.getchannel("G"), 0.01)

    alpha = Image.fromarray((numpy.mgrid[0:32, 0:48][1] * 5).astype(numpy.uint8))
    cut = small.copy()
    cut.putalpha(alpha)
    goldens.save("alpha.png", cut)
    goldens.expect("alpha.png", Image.alpha_composite(Image.new("RGBA", cut.size, "black"), cut), 0.6)

    # Ink as Photoshop writes it, inverted; Pillow converts it without a profile, so that only extremes agree.
    ink = numpy.zeros((16, 64, 4), numpy.uint8)
    ink[:, 16:32, 3] = ink[:, 32:48, 1:3] = ink[:, 48:, 0] = 255
    goldens.save("ink.jpg", Image.fromarray(ink, "CMYK"), quality=95)

    exchanged = profile()
    goldens.save("profile.jpg", small, quality=95, subsampling=0, icc_profile=exchanged)
    with Image.open(goldens.folder / "profile.jpg") as image:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(exchanged), ImageCms.createProfile("sRGB"), renderingIntent=1)
    goldens.expect("profile.jpg", converted, 2)


def heic(goldens):
    """As telephones write it: the container says how the picture is turned, and EXIF, which must not count, too."""
    fields = Image.Exif()
    fields[0x0112] = 6
    file = goldens.folder / "telephone.heic"
    goldens.save(file.name, Image.fromarray(picture(48, 32)), quality=95, exif=fields)
    # The writer sets EXIF's orientation to 1.
    contents = bytearray(file.read_bytes())
    contents[contents.index(bytes.fromhex("01120003")) + 9] = 6
    file.write_bytes(contents)
    goldens.decoded(file.name, 2)


def orientations(goldens):
    """The same upright picture, stored in all ways that EXIF has."""
    upright = Image.fromarray(picture(48, 32))
    stored = {
        1: [], 2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE], 6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270],
    }
    for number, steps in stored.items():
        image = upright
        for step in steps:
            image = image.transpose(step)
        exif = Image.Exif()
        exif[0x0112] = number
        goldens.save(f"orientation-{number}.jpg", image, quality=95, subsampling=0, exif=exif)
    upright.save(goldens.folder / "upright.png", optimize=True)


def exif(goldens):
    """A camera's entries, southern and western."""
    fields = Image.Exif()
    fields[0x010F], fields[0x0110] = "Fluke (Optics), Ltd", "FX-100 (II)"
    fields[0x0132] = "2021:01:01 00:00:00"
    fields.get_ifd(0x8769)[0x9003] = "2020:01:31 14:05:09"
    fields.get_ifd(0x8825).update({
        1: "S", 2: (12.0, 34.0, 56.78), 3: "W", 4: (123.0, 4.0, 5.5)})
    goldens.save("camera.jpg", Image.fromarray(picture(24, 16)), exif=fields)


def codings(goldens):
    """Ways to code JPEG that cameras and web sites use beside the usual ones; large enough for parts from the middle."""
    image = Image.fromarray(picture(237, 163, noise=3))
    goldens.save("columns-halved.jpg", image, quality=85, subsampling="4:2:2")
    goldens.save("restarts.jpg", image, quality=85, restart_marker_blocks=7)
    goldens.save("progressive-large.jpg", image, quality=85, progressive=True)


def sizes(goldens):
    """Resized in ways that Pillow knows too; large enough that JPEG is shrunk while it is decoded."""
    large = Image.fromarray(picture(720, 480, noise=3))
    goldens.save("large.jpg", large, quality=80)
    with Image.open(goldens.folder / "large.jpg") as image:
        large = image.convert("RGB")
    for kernel in ("linear", "cubic", "lanczos", "area"):
        for size in ((61, 41), (64, 64)):
            goldens.expect("large.jpg", large.resize(size, KERNELS[kernel]), 2, kernel=kernel)
    box = (101, 37, 540, 331)
    goldens.expect(
        "large.jpg", large.resize((64, 48), KERNELS["cubic"], box=box), 2, kernel="cubic",
        crop=[box[0], box[1], box[2] - box[0], box[3] - box[1]])

    small = Image.fromarray(picture(48, 32))
    goldens.save("small.png", small)
    for kernel, size in (("cubic", (75, 50)), ("linear", (75, 50)), ("nearest", (96, 64)), ("nearest", (24, 16)),
                         ("area", (24, 16)), ("cubic", (17, 11)), ("lanczos", (17, 11))):
        goldens.expect("small.png", small.resize(size, KERNELS[kernel]), 2, kernel=kernel)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    goldens = Goldens(sys.argv[1])
    kinds(goldens)
    heic(goldens)
    orientations(goldens)
    exif(goldens)
    codings(goldens)
    sizes(goldens)
    text = json.dumps({"cases": goldens.cases}, indent=1)
    (goldens.folder / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
