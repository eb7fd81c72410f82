"""Puts the fixtures where each fuzz target looks for its seeds."""

import pathlib
import sys
import zipfile

root, out = (pathlib.Path(p) for p in sys.argv[1:3])


def seed(target, name, content):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def section(rows):
    """The XML of an HWPX section of the rows, a line each: numbers | Korean | English."""
    cells = lambda line: (line.split("|") + ["", ""])[:3]
    p = lambda text: f"<hp:p><hp:run><hp:t>{text.strip()}</hp:t></hp:run></hp:p>"
    tc = lambda cell: "<hp:tc>" + "".join(p(t) for t in cell.split(" // ")) + "</hp:tc>"
    tr = lambda line: "<hp:tr>" + "".join(tc(c) for c in cells(line)) + "</hp:tr>"
    lines = [l.replace("&", "&amp;").replace("<", "&lt;") for l in rows.splitlines() if l.strip() and l[0] not in "#="]
    return "<hs:sec><hp:p><hp:run><hp:tbl>" + "".join(map(tr, lines)) + "</hp:tbl></hp:run></hp:p></hs:sec>"


def record(tag, level, body):
    return (tag | level << 10 | min(len(body), 0xFFE) << 20).to_bytes(4, "little") + body


def body(rows):
    """The records of an HWP 5 section of the rows."""
    out = record(0x42, 0, bytes(22)) + record(0x47, 1, b" lbt\0\0\0\0") + record(0x4D, 2, bytes(30))
    for row, line in enumerate(l for l in rows.splitlines() if l.strip() and l[0] not in "#="):
        for cell in (line.split("|") + ["", ""])[:3]:
            out += record(0x48, 2, bytes(10) + bytes([row % 256]) + bytes(23))
            for text in cell.split(" // "):
                out += record(0x42, 2, bytes(22)) + record(0x43, 3, (text.strip() + "\r").encode("utf-16-le"))
    return out


for path in sorted(root.glob("fixtures/us/*/*")):
    seed("ecfr", path.name, path.read_bytes())
for path in sorted(root.glob("fixtures/jp/*/*")):
    seed("egov_page" if path.suffix == ".html" else "egov", path.name, path.read_bytes())
for path in sorted(root.glob("fixtures/kr/*/*.rows")):
    rows = path.read_text()
    seed("hwpx_section", path.stem, section(rows).encode())
    seed("hwp5_body", path.stem, body(rows))
    for line in rows.splitlines():
        seed("texts", f"{path.stem}-{len(line)}", line.split("|")[-1].encode())
    if path.stem.startswith("01"):
        (out / "hwpx").mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(out / "hwpx" / path.stem, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/hwp+zip")
            archive.writestr("Contents/section0.xml", section(rows))
for edition in sorted(root.glob("lists/*/*/")):
    for path in sorted(edition.glob("*.csv")):
        head = b"\n".join(path.read_bytes().split(b"\n")[:6]) + b"\n"
        for number in range(8):
            seed("snapshot", f"{edition.parent.name}-{path.stem}-{number}", bytes([number]) + head)
        seed("review", f"{edition.parent.name}-{path.stem}", head + b"====\n" + head.replace(b"1", b"2"))
for name in ("pins.csv", "official.csv"):
    seed("known", name, b"\n".join((root / "lists/correlation" / name).read_bytes().split(b"\n")[:6]) + b"\n")
seed("items", "items.csv", "id,topic,point,owner,status,decision,note\nA-1,t,p,모,agreed,\"a, b\",\nown,,,,in progress,,x\n".encode())
