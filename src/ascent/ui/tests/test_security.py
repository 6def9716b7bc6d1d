"""The headers of every response, in synchronous and asynchronous stacks."""

import asyncio
import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ascent.ui.security import HEADERS, SecurityHeaders


def answer(request):
    return HttpResponse(request.csp_nonce)


async def answer_later(request):
    return HttpResponse(request.csp_nonce)


def asked(get_response):
    result = SecurityHeaders(get_response)(RequestFactory().get("/"))
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


@pytest.mark.parametrize("view", [answer, answer_later])
def test_the_policy_lets_nothing_in_from_outside(view):
    response = asked(view)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    nonce = response.content.decode()
    assert len(nonce) >= 20
    assert policy == {
        "default-src": "'none'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert not re.search(r"unsafe|\*|https?:", response["Content-Security-Policy"])


@pytest.mark.parametrize("view", [answer, answer_later])
def test_the_other_headers_are_there(view):
    response = asked(view)
    assert {name: response[name] for name in HEADERS} == HEADERS


def test_every_response_has_its_own_nonce():
    assert len({asked(answer).content for _ in range(20)}) == 20


def test_a_stricter_policy_of_a_view_stays():
    def strict(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert asked(strict)["Content-Security-Policy"] == "sandbox"
