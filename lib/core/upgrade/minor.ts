/** Minor versions of Kubernetes 1 as numbers, and the steps from one to another. One minor a step, never down. */

/** A minor of Kubernetes 1: 37 stands for 1.37. */
export type Minor = number;

/**
 * Reads a version as clusters, nodes and people write it: `1.37`, `v1.37.2`, `v1.33.4-eks-3abc`, `1.33+`.
 *
 * @returns the minor, or undefined where the text is no version of Kubernetes 1.
 */
export function parseMinor(text: string | undefined): Minor | undefined {
  const [, digits] = /^v?1\.(\d{1,3})(?![\d])(?:[.+-].*)?$/.exec(text?.trim() ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** @returns `1.37` for 37. */
export function formatMinor(minor: Minor): string {
  return `1.${minor}`;
}

/** The way from a current minor to a target. */
export type UpgradePath =
  | { readonly kind: "same" }
  | { readonly kind: "invalid"; readonly reason: "downgrade" }
  /** Each minor to go to, in order; the last one is the target. More than one: none may be skipped. */
  | { readonly kind: "steps"; readonly steps: readonly [Minor, ...Minor[]] };

/** @returns the way from one minor to another: a skip is a list of steps, a way down is invalid. */
export function stepsTo(current: Minor, target: Minor): UpgradePath {
  if (target === current) return { kind: "same" };
  if (target < current) return { kind: "invalid", reason: "downgrade" };
  const rest = Array.from({ length: target - current - 1 }, (_, index) => current + 2 + index);
  return { kind: "steps", steps: [current + 1, ...rest] };
}
