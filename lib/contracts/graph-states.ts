/** What the states of a graph's nodes mean, beside their kinds, without the schemas; the others mean nothing special. */
export const nodeStateWords = { risky: "dangerous rights", missing: "does not exist", unseen: "not seen" } as const;
