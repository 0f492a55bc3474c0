/** Which registries may be asked, with what, and where they may send us. What is not listed is not asked. */
import type { LookFailure } from "#core/supply-chain/discovery/look.ts";

export type RegistryCredential = { readonly username: string; readonly password: string };

export interface RegistryAccess {
  /** As references name it, with the port where one is written: `docker.io`, `registry.example.com:5000`. */
  readonly host: string;
  /** The host that is asked instead: a mirror, or the one behind a name. */
  readonly via?: string;
  /** Sent to the asked host, and to `realms` for a token; to nobody else. */
  readonly credential?: RegistryCredential;
  /** Hosts that may hand out tokens, beside the asked one. */
  readonly realms?: readonly string[];
  /** Hosts that content may be redirected to; `*.example.com` for all below a name. They are sent no credential. */
  readonly contentHosts?: readonly string[];
  /** Why it is listed and not asked all the same. */
  readonly closed?: LookFailure;
}

/** Signatures of the repositories below a prefix that lie in another repository, as COSIGN_REPOSITORY puts them. */
export interface SignatureMapping {
  /** `registry/path` of a repository, or of what is in front of several. */
  readonly prefix: string;
  /** `registry/path`; the tags there name the image's digest. */
  readonly repository: string;
}

export interface RegistrySettings {
  readonly registries: readonly RegistryAccess[];
  readonly signatures: readonly SignatureMapping[];
}

/** Docker Hub's name is one that references leave out, and nothing answers there. */
const hub: Omit<RegistryAccess, "host"> = {
  via: "registry-1.docker.io",
  realms: ["auth.docker.io"],
  contentHosts: ["production.cloudflare.docker.com", "production.cloudfront.docker.com"],
};

/** @returns the access to a host with what is known of it; undefined where it is not listed. */
export function accessTo({ registries }: RegistrySettings, host: string): RegistryAccess | undefined {
  const listed = registries.find((one) => one.host.toLowerCase() === host.toLowerCase());
  return listed && (listed.host === "docker.io" ? { ...hub, ...listed } : listed);
}

/** @returns the repository where signatures of another lie; undefined where they lie beside the images. The longest prefix wins. */
export function signatureRepository({ signatures }: RegistrySettings, repository: string): string | undefined {
  const matching = signatures.filter(
    ({ prefix }) => repository === prefix || repository.startsWith(`${prefix.replace(/\/$/, "")}/`),
  );
  return matching.toSorted((one, other) => other.prefix.length - one.prefix.length)[0]?.repository;
}

/** @returns whether content may come from a host. */
export function mayGiveContent({ host, via, contentHosts = [] }: RegistryAccess, from: string): boolean {
  const name = from.toLowerCase();
  if (name === (via ?? host).toLowerCase()) return true;
  return contentHosts.some((one) =>
    one.startsWith("*.") ? name.endsWith(one.slice(1).toLowerCase()) : name === one.toLowerCase(),
  );
}

/** @returns whether a host may hand out tokens, and so see the credential. */
export function mayGiveTokens({ host, via, realms = [] }: RegistryAccess, realm: string): boolean {
  return [via ?? host, ...realms].some((one) => one.toLowerCase() === realm.toLowerCase());
}
