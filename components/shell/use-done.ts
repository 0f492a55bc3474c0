import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { notify } from "../ui/toast.tsx";

interface Done {
  /** What is asked anew; everything where it is left out. */
  readonly queryKey?: QueryKey;
  readonly onClose: () => void;
}

/** @returns what to do once something was changed: ask anew, say so, close. */
export function useDone({ queryKey, onClose }: Done): (words: string) => Promise<void> {
  const cache = useQueryClient();
  return async (words) => {
    await cache.invalidateQueries(queryKey && { queryKey });
    notify(words);
    onClose();
  };
}
