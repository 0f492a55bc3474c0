import { useSyncExternalStore } from "react";

const query = "(width < 56.25rem)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** @returns whether the screen is narrower than 900 px; false on the server. For what CSS alone cannot lay out. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}
