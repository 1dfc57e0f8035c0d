"""Unpacks libtorch from its wheels, and checks what was unpacked. Standard library only.

    libtorch_tree.py unpack FOLDER HEADING WHEEL...   the files that Flukeprint needs, and FOLDER/stamp
    libtorch_tree.py check FOLDER HEADING...          FOLDER against its stamp, under one of the headings
    libtorch_tree.py load LIBRARY                     whether the loader finds all that LIBRARY needs

The stamp's first line is the heading; then one line per file: size, time, sha256, path; then `end`.
"""

import base64
import csv
import ctypes
import fnmatch
import hashlib
import io
import os
import sys
import zipfile

# Flukeprint links libtorch_cpu and libc10. The rest of this list is what those two load: libgomp, on
# aarch64 the BLAS and LAPACK libraries beside it, in the plain wheel CUDA's runtime and CUPTI. Left out:
# libtorch_cuda*, libtorch_python, libshm and the libraries of torch's own tests. Headers stay whole.
WANTED = [
    "torch/lib/libtorch_cpu.so",
    "torch/lib/libc10.so",
    "torch/lib/libgomp.so*",
    "torch/lib/libgfortran.so*",
    "torch/lib/libarm_compute*.so",
    "torch/lib/libnvpl_*.so*",
    "torch/include/*",
    "torch/version.py",
    "nvidia/cu13/lib/libcudart.so.*",
    "nvidia/cu13/lib/libcupti.so.*",
    "*.dist-info/licenses/*",
]
STAMP = "stamp"
END = "end"


class Refused(Exception):
    """A wheel or a tree that must not be used; the message says why."""


def unpack(folder, heading, *wheels):
    lines = [heading]
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            lines += [unpack_member(archive, *member, folder) for member in wanted(archive)]
    if not any(line.endswith("torch/lib/libtorch_cpu.so") for line in lines):
        raise Refused("the wheel holds no torch/lib/libtorch_cpu.so")
    write_stamp(folder, lines)


def wanted(archive):
    """The members to unpack, each with the sha256 that the wheel's RECORD gives for it."""
    (record,) = fnmatch.filter(archive.namelist(), "*.dist-info/RECORD")
    rows = csv.reader(io.TextIOWrapper(archive.open(record), encoding="utf-8"))
    for path, digest, size in (row[:3] for row in rows):
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in WANTED):
            algorithm, _, value = digest.partition("=")
            if algorithm != "sha256":
                raise Refused(f"{path}: RECORD gives no sha256")
            yield path, base64.urlsafe_b64decode(value + "=").hex(), int(size)


def unpack_member(archive, path, digest, size, folder):
    destination = placed(path)
    if destination.startswith("/") or ".." in destination.split("/"):
        raise Refused(f"{path}: leads out of the folder")
    target = os.path.join(folder, destination)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    found = hashlib.sha256()
    with archive.open(path) as source, open(target, "wb") as sink:
        while block := source.read(1 << 20):
            found.update(block)
            sink.write(block)
    if found.hexdigest() != digest or os.path.getsize(target) != size:
        raise Refused(f"{path}: not what the wheel's RECORD says")
    return stamp_line(target, digest, destination)


def placed(path):
    """Licences go beside what they cover: torch/licenses/torch-2.13.0/…; the rest stays as it is."""
    package, separator, licence = path.partition(".dist-info/licenses/")
    if not separator:
        return path
    tree = package.partition("-")[0].partition("_")[0]
    return f"{tree}/licenses/{package}/{licence}"


def stamp_line(file, digest, path):
    status = os.stat(file)
    return f"{status.st_size} {status.st_mtime_ns} {digest} {path}"


def write_stamp(folder, lines):
    stamp = os.path.join(folder, STAMP)
    with open(stamp + ".partial", "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, END]) + "\n")
    os.replace(stamp + ".partial", stamp)


def check(folder, *headings):
    """Sizes and times always; a file whose time has changed is digested again."""
    try:
        with open(os.path.join(folder, STAMP), encoding="utf-8") as file:
            heading, *lines, end = file.read().splitlines()
    except (OSError, ValueError):
        raise Refused("nothing complete is there yet") from None
    if end != END:
        raise Refused("its stamp is cut short")
    if heading not in headings:
        raise Refused(f"what is there is not what Scripts/libtorch.lock names: {heading[:40]}")
    checked = [checked_line(folder, line) for line in lines]
    if checked != lines:
        write_stamp(folder, [heading] + checked)


def checked_line(folder, line):
    try:
        size, time, digest, path = line.split(" ", 3)
    except ValueError:
        raise Refused("its stamp is damaged") from None
    file = os.path.join(folder, path)
    try:
        status = os.stat(file)
    except OSError:
        raise Refused(f"{path} is missing") from None
    if status.st_size != int(size):
        raise Refused(f"{path} has {status.st_size} bytes, not {size}")
    if status.st_mtime_ns == int(time):
        return line
    if sha256(file) != digest:
        raise Refused(f"{path} was changed")
    return stamp_line(file, digest, path)


def sha256(file):
    digest = hashlib.sha256()
    with open(file, "rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def load(library):
    try:
        ctypes.CDLL(os.path.abspath(library))
    except OSError as error:
        raise Refused(f"{library} does not load: {error}") from None


def main(arguments):
    commands = {"unpack": unpack, "check": check, "load": load}
    try:
        commands[arguments[0]](*arguments[1:])
    except (Refused, OSError, zipfile.BadZipFile) as error:
        sys.exit(str(error))


main(sys.argv[1:])
