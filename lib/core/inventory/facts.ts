/** What was added to items of resources that older inventories had already: from which version of the format it is there. */
export const facts = {
  /** How static pods of the control plane were started. */
  "control-plane-flags": { since: 2, resource: "pods" },
} as const;

export type Fact = keyof typeof facts;

/** @returns whether inventories of a version of the format have a fact; what lacks it says nothing of it. */
export function hasFact(version: number, fact: Fact): boolean {
  return version >= facts[fact].since;
}
