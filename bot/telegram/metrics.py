"""What is counted for Prometheus; nothing of it is about people."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("wencheng_updates", "Updates that came, new ones only")
ENDED = Counter("wencheng_updates_ended", "Updates by how they ended", ["outcome"])
UPDATE_SECONDS = Histogram("wencheng_update_seconds", "From taking an update in hand to its end")
FAILURES = Counter("wencheng_failures", "Updates whose handling failed, by the error", ["error"])
CALLS_AGAIN = Counter("wencheng_calls_again", "Calls to Telegram that were repeated", ["method"])
HELD_BACK = Counter("wencheng_held_back", "Calls that Telegram told to come later", ["method"])
CALL_SECONDS = Histogram("wencheng_call_seconds", "Calls to Telegram, each try", ["method"])
LAST_CONTACT = Gauge("wencheng_last_contact_timestamp_seconds", "Last successful poll or webhook")
WAITING = Gauge("wencheng_waiting", "Updates that wait or are in hand")
SET_ASIDE = Gauge("wencheng_set_aside", "Updates set aside")
RELOADS = Counter("wencheng_reloads", "Reloads of the library, by how they ended", ["outcome"])
