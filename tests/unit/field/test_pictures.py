"""Photos from outside: upright, without metadata, refused with words when they do harm."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from portal.field.pictures import LONGEST_SIDE, Picture, PictureFault, cleaned


def saved(path: Path, image: Image.Image, kind: str, **options: object) -> Path:
    image.save(path, kind, **options)
    return path


def taken(path: Path) -> Picture:
    picture = cleaned(path)
    assert isinstance(picture, Picture)
    return picture


def marked(size: tuple[int, int] = (60, 30)) -> Image.Image:
    """Red with a blue left third."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 3, size[1]))
    return image


def with_place(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 37.0, 1.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:05:06 10:00:00"
    return exif


BLUE_AT = {
    1: (5, 15),
    2: (55, 15),
    3: (55, 15),
    4: (5, 15),
    5: (15, 5),
    6: (15, 5),
    7: (15, 55),
    8: (15, 55),
}


@pytest.mark.parametrize("orientation", BLUE_AT)
def test_pixels_stand_upright_whatever_way_the_phone_was_held(
    tmp_path: Path, orientation: int
) -> None:
    path = saved(tmp_path / "a", marked(), "JPEG", exif=with_place(orientation), quality=95)

    image = Image.open(io.BytesIO(taken(path).data))

    assert image.size == ((60, 30) if orientation < 5 else (30, 60))
    red, _, blue = image.getpixel(BLUE_AT[orientation])  # type: ignore[misc]
    assert blue > 200 > 60 > red


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_survives(tmp_path: Path, kind: str) -> None:
    exif = with_place(6)
    path = saved(tmp_path / "a", marked(), kind, exif=exif, xmp=b"<x>Secret Place</x>")
    assert b"Secret" in path.read_bytes()

    picture = taken(path)

    for data in (picture.data, picture.thumbnail):
        image = Image.open(io.BytesIO(data))
        assert image.format == "JPEG"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"Secret" not in data
        assert b"Exif" not in data


def test_a_comment_and_text_chunks_are_gone(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Location", "Secret Place", zip=False)
    path = saved(tmp_path / "a", marked(), "PNG", pnginfo=notes)

    assert b"Secret" not in taken(path).data


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    path = saved(tmp_path / "a", Image.new("RGB", (5000, 2500), "green"), "JPEG")

    picture = taken(path)

    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_transparent_picture_stands_on_white(tmp_path: Path) -> None:
    path = saved(tmp_path / "a", Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")

    image = Image.open(io.BytesIO(taken(path).data))

    assert image.getpixel((4, 4)) == (255, 255, 255)


def a_bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    packed = zlib.compress(b"\\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (a_bomb(9_000), PictureFault.TOO_LARGE),
        (a_bomb(60_000), PictureFault.TOO_LARGE),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, PictureFault.HEIC),
        (b"\x00\x00\x00\x18ftypmif1" + b"\x00" * 40, PictureFault.HEIC),
        (b"<svg onload='alert(1)'/>", PictureFault.NO_PICTURE),
        (b"GIF89a" + b"\x00" * 40, PictureFault.NO_PICTURE),
        (b"", PictureFault.NO_PICTURE),
        (a_bomb(100), PictureFault.DAMAGED),
    ],
    ids=["large", "enormous", "heic", "mif1", "svg", "gif", "empty", "cut off"],
)
def test_what_cannot_be_taken_says_why(tmp_path: Path, data: bytes, fault: PictureFault) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)

    assert cleaned(path) is fault
    assert fault.label.zh
    assert fault.label.en


def test_a_photo_cut_off_in_the_middle_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path / "a", Image.effect_noise((400, 400), 80).convert("RGB"), "JPEG")
    path.write_bytes(path.read_bytes()[:2_000])

    assert cleaned(path) is PictureFault.DAMAGED
