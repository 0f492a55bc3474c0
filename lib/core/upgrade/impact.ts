export const impacts = ["blocker", "warning", "info"] as const;

/** `blocker`: the upgrade fails, or breaks something that works. `warning`: to be mended with it. `info`: to be known. */
export type Impact = (typeof impacts)[number];
