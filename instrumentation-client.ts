/**
 * Keeps a navigation that is under way. Next gives one up for any change of the address beside it, and filters are written to the
 * address a moment after the last key: without this, a link pressed while such a write is due would lead nowhere. Until Next
 * has written the new page's address, only Next writes; what a filter of the page that is left had to write is let go.
 */

/** A navigation that fails ends without a write of its own. */
const LONGEST_MS = 5000;

let endsAt = 0;
let guarded = false;

/** Called by Next before each navigation, once the page's own patches of `history` are in place. */
export function onRouterTransitionStart(): void {
  endsAt = performance.now() + LONGEST_MS;
  if (guarded) return;
  guarded = true;
  guard("pushState");
  guard("replaceState");
}

function guard(method: "pushState" | "replaceState"): void {
  const write = history[method].bind(history);
  history[method] = (state: unknown, unused, url) => {
    if (writtenByNext(state)) endsAt = 0;
    else if (performance.now() < endsAt) return;
    write(state, unused, url);
  };
}

/** Next marks what it writes, in each of its versions that has this router. */
function writtenByNext(state: unknown): boolean {
  return typeof state === "object" && state !== null && "__NA" in state;
}
