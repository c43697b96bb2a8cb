/* Server-sent events of a run or a landscape; the browser itself reconnects and resumes. */

/* `handlers` has one function per kind of event; returns what ends the stream.
   An open stream counts as somebody who watches, so a page that nobody sees has none: it takes
   up where it broke off once it is looked at. */
export function follow(path, handlers) {
  let source = null;
  let last = ""; // the id of an event; none yet
  const close = () => (source?.close(), (source = null));
  function open() {
    source = new EventSource(`/api/v1${path}/events${last ? `?after=${last}` : ""}`);
    for (const [kind, handle] of Object.entries(handlers)) {
      source.addEventListener(kind, (event) => ((last = event.lastEventId), handle(JSON.parse(event.data))));
    }
  }
  const look = () => (document.hidden ? close() : source || open());
  document.addEventListener("visibilitychange", look);
  look();
  return () => (document.removeEventListener("visibilitychange", look), close());
}
