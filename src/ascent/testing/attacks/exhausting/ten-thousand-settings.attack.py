# attack: It asks for ten thousand settings, in names that are markup or endless.
# stopped-by: A run has only so many settings, with short names.
# ends: wrong, crashed, out-of-time, forbidden, flooded
# limits: seconds=1
import ascent_run

for n in range(10_000):
    try:
        ascent_run.setting(f"<b>{n}</b>" + "x" * (n % 3 * 5000), 0.5, low=0, high=1, about="y" * 1000)
    except (ValueError, TypeError):
        pass
