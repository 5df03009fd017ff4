"""What a request may say of its kind."""

import pytest

from tideturn.config.kinds import can_be_read

FORM = "multipart/form-data; boundary=x"


@pytest.mark.parametrize("name", ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
def test_utf_8_is_read_however_it_is_called(name):
    assert can_be_read(f"{FORM}; charset={name}")


@pytest.mark.parametrize("content_type", ["", FORM, "application/json", "nothing at all"])
def test_what_says_nothing_of_its_encoding_is_read(content_type):
    assert can_be_read(content_type)


# Of these Python knows some, but as no encodings of text, or as encodings that forms are not read by.
@pytest.mark.parametrize("name", ["base64", "idna", "hex", "utf-16", "undefined", "no-such", "latin-1", "\0"])
def test_another_encoding_is_not_read(name):
    assert not can_be_read(f"{FORM}; charset={name}")


@pytest.mark.parametrize("parameter", ["charset*=x''%41", "charset*=idna''%ff", "anything*=x''%41"])
def test_a_header_that_breaks_the_reader_of_headers_is_not_read(parameter):
    assert not can_be_read(f"text/plain; {parameter}")
