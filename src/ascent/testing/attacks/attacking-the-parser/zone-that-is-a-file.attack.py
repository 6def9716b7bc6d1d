# attack: It names a time zone by the path of a file, which a library would open.
# stopped-by: A zone that is not one is malformed; and the checker sees no files worth reading.
# ends: wrong, crashed
# with: frames
# checks: table


def total(frame):
    head = "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }\n"
    for zone in ("dateutil//etc/passwd", "../../../etc/passwd", "/etc/passwd", "dateutil//dev/zero", "x" * 10**6,
                 "\x00", "pytz", "UTC\n"):
        column = {"k": "zoned", "v": 0, "tz": zone}
        tree = {"$": "index", "v": {"k": "index", "v": column, "name": None}}
        reply(crafted({"$": "dict", "v": [["value", tree]]}, npy(head, bytes(8))))
        stamp = {"$": "timestamp", "v": 0, "unit": "ns", "tz": zone}
        reply(crafted({"$": "dict", "v": [["value", stamp]]}))
    return 0
