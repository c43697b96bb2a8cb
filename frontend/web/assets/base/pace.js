/* Work that must not happen too often. */

/* The first call at once, then at most one in `pause` milliseconds; the last one always comes. */
export function atMostEvery(pause, work) {
  let [timer, missed] = [null, false];
  return function call() {
    if (timer !== null) {
      missed = true;
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (!missed) return;
      missed = false;
      call();
    }, pause);
    work();
  };
}

/* At most one call a frame. */
export function eachFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
