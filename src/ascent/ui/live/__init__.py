"""What happens now, told to the browsers that watch: one stream per browser, one poller per server.

`feed` knows neither attempts nor runs. Whoever stands above hands it the record to read from
(`feed.connect`), tells it what is written down nowhere (`feed.publish`), and wakes it when a
row was added in this very process (`feed.wake`).
"""

from ascent.ui.live.feed import Event, Feed, Source, feed

__all__ = ["Event", "Feed", "Source", "feed"]
