"""Adding a kit from the page that needs it: its size, one button, progress."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ascent.runner import kits
from ascent.runner.kits import install


@dataclass
class Installing:
    """One installation of this server. `error` is set when it failed."""

    thread: threading.Thread | None = None
    progress: install.Progress | None = None
    error: str = ""

    @property
    def running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


_now: dict[str, Installing] = {}
_lock = threading.Lock()


@require_http_methods(["GET", "POST"])
def kit(request: HttpRequest, name: str) -> HttpResponse:
    """What the kit brings and what it weighs; a POST starts the installation."""
    context = _context(name)
    if request.method == "POST":
        _start(name)
        if "HX-Request" not in request.headers:
            return redirect("kit", name)
        return render(request, "pages/kit_progress.html", _context(name))
    return render(request, "pages/kit.html", context)


@require_GET
def progress(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "pages/kit_progress.html", _context(name))


def _context(name: str) -> dict[str, object]:
    if name not in kits.names():
        raise Http404(f"There is no kit called “{name}”.")
    found = _now.get(name, Installing())
    step = found.progress
    return {
        "name": name,
        "status": kits.status(name),
        "needed_mb": install.NEEDED_MB.get(name, 0),
        "installing": found,
        "percent": round(100 * step.done / step.total) if step and step.total else 0,
    }


def _start(name: str) -> None:
    with _lock:
        if _now.get(name, Installing()).running:
            return
        found = _now[name] = Installing()
        found.thread = threading.Thread(target=_install, args=(name, found), daemon=True)
        found.thread.start()


def _install(name: str, found: Installing) -> None:
    def show(step: install.Progress) -> None:
        found.progress = step

    try:
        install.install(name, show)
    except (install.InstallError, OSError) as error:
        found.error = str(error)
