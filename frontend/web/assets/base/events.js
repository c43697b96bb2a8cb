/* Server-sent events of a run or a landscape; the browser itself reconnects and resumes. */
(function (paysage) {
  "use strict";

  /* `handlers` has one function per kind of event; returns what ends the stream. */
  function follow(path, handlers) {
    const source = new EventSource(`/api/v1${path}/events`);
    for (const [kind, handle] of Object.entries(handlers)) {
      source.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
    }
    return () => source.close();
  }

  paysage.events = { follow };
})((globalThis.paysage ??= {}));
