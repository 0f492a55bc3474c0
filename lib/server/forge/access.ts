/** Which forges may be asked, with what, and how a repository is found on one. What is not listed is not asked. */
import type { LookFailure } from "#core/supply-chain/discovery/look.ts";
import type { ForgeKind } from "#core/supply-chain/source/reported.ts";

export interface ForgeAccess {
  readonly kind: ForgeKind;
  /** As addresses of repositories have it, with the port where one is written: `github.com`, `git.example.com:8443`. */
  readonly host: string;
  /** Sent to the host of the API, and to nobody else. */
  readonly token?: string;
  /** Why it is not asked, although it is listed. */
  readonly closed?: LookFailure;
}

export interface ForgeSettings {
  readonly forges: readonly ForgeAccess[];
  /** The host of OpenSSF Scorecard's API, where it may be asked. */
  readonly scorecard?: string;
  /** The Clair that may be asked. */
  readonly clair?: Omit<ForgeAccess, "kind">;
}

export interface RepositoryAddress {
  readonly host: string;
  /** `owner/name`, on GitLab with groups in front: `group/team/name`. */
  readonly path: string;
}

const segment = /^[A-Za-z0-9_.-]{1,255}$/;
const mostSegments = 20;

/** @param url without `git+` and `.git`, such as `https://github.com/acme/shop`. @returns undefined for what is no repository of a forge. */
export function parseRepository(url: string): RepositoryAddress | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== "https:" || parsed.username !== "" || parsed.password !== "") return undefined;
  const segments = parsed.pathname.slice(1).split("/");
  if (segments.length < 2 || segments.length > mostSegments) return undefined;
  if (!segments.every((one) => segment.test(one) && one !== "." && one !== "..")) return undefined;
  return { host: parsed.host, path: segments.join("/") };
}

/** @returns the forge that a host is; undefined where it is not listed. */
export function forgeOf({ forges }: ForgeSettings, host: string): ForgeAccess | undefined {
  return forges.find((one) => one.host.toLowerCase() === host.toLowerCase());
}

/** @returns where the API of a forge begins, without a slash at the end. */
export function apiOf({ kind, host }: { readonly kind: ForgeKind | "scorecard" | "clair"; readonly host: string }): string {
  if (kind === "scorecard" || kind === "clair") return `https://${host}`;
  if (kind === "gitlab") return `https://${host}/api/v4`;
  if (host.toLowerCase() === "github.com") return "https://api.github.com";
  return host.toLowerCase().endsWith(".ghe.com") ? `https://api.${host}` : `https://${host}/api/v3`;
}
