import type { NamespaceRow } from "#contracts/access/namespaces.ts";

const levels = {
  none: "none enforced",
  privileged: "privileged",
  baseline: "baseline",
  restricted: "restricted",
} as const;

/** @returns the enforced level of Pod Security in words. */
export function levelWords(enforced: NamespaceRow["enforced"]): string {
  return enforced === undefined ? "not seen" : levels[enforced];
}

const administration = {
  everything: "every right",
  administers: "runs workloads and gives rights away",
  runs: "runs workloads",
} as const;

/** @returns what a local administrator may do. */
export function administrationWords(level: keyof typeof administration): string {
  return administration[level];
}

/** @returns the subject that a text means, or undefined: `jane` is a user, `group:devs`, `sa:ci/deployer`. */
export function delegateOf(text: string): string | undefined {
  const trimmed = text.trim();
  const [prefix = "", ...rest] = trimmed.split(":");
  const name = rest.join(":");
  switch (prefix.toLowerCase()) {
    case "":
      return undefined;
    case "user":
      return name === "" ? undefined : `User:${name}`;
    case "group":
      return name === "" ? undefined : `Group:${name}`;
    case "sa":
    case "serviceaccount":
      return /^[^/]+\/.+$/.test(name) ? `ServiceAccount:${name}` : undefined;
    default:
      return `User:${trimmed}`;
  }
}
