/** Which registries the worker may ask, with which credential, mirror and mapping: from the stored rows to what the client takes. */
import type { Failure, Result } from "../../core/result.ts";
import type { StoredRegistry } from "../database/supply-chain/registry-work.ts";
import type { RegistryAccess, RegistryCredential, RegistrySettings } from "../registry/access.ts";
import { certificatesOf } from "../registry/access-fingerprint.ts";

/** Opens the credential of a registry; the worker alone can. */
export type OpenRegistryCredential = (registry: StoredRegistry) => Result<RegistryCredential | undefined, Failure>;

export interface OpenedRegistries {
  readonly settings: RegistrySettings;
  /** @returns the authorities, in PEM, that are trusted for a host beside everybody's. */
  authoritiesFor(host: string): readonly string[];
}

export function registryAccess(stored: readonly StoredRegistry[], open: OpenRegistryCredential): OpenedRegistries {
  const authorities = new Map<string, readonly string[]>();
  for (const { host, via, realms, contentHosts, caData } of stored)
    for (const name of new Set([host, via ?? host, ...realms, ...contentHosts].map(asInUrl)))
      authorities.set(name, [...(authorities.get(name) ?? []), ...certificatesOf(caData)]);
  return {
    settings: {
      registries: stored.map((registry) => accessOf(registry, open)),
      signatures: stored.flatMap(({ signatures }) => signatures),
    },
    authoritiesFor: (host) => authorities.get(asInUrl(host)) ?? [],
  };
}

function asInUrl(host: string): string {
  return host.toLowerCase().replace(/:443$/, "");
}

/** A registry whose credential cannot be opened is not asked as somebody else: that would show less than is there. */
function accessOf(registry: StoredRegistry, open: OpenRegistryCredential): RegistryAccess {
  const { host, via, realms, contentHosts } = registry;
  const credential = open(registry);
  const places = { host, realms, contentHosts, ...(via !== undefined && { via }) };
  if (!credential.ok) {
    const message = `The credential of ${host} cannot be opened: ${credential.error.message}`;
    return { ...places, closed: { code: "unauthorized", message, remedy: "Give it again under Settings → Registries." } };
  }
  return { ...places, ...(credential.value && { credential: credential.value }) };
}
