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

  /* A stream begins with the whole history: hear of a phase only when no other follows at once. */
  function settled(shown, changed, wait = 150) {
    let timer = null;
    return ({ phase }) => {
      clearTimeout(timer);
      timer = setTimeout(() => phase !== shown && changed(), wait);
    };
  }

  paysage.events = { follow, settled };
})((globalThis.paysage ??= {}));
