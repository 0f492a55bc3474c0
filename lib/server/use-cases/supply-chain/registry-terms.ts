/** How a registry is described: what of it is refused, how a change leads on from what was, and what the audit log keeps. */
import { X509Certificate } from "node:crypto";
import type { Registry, RegistryChange } from "../../../contracts/supply-chain/registries.ts";
import type { RegistryRow, RegistryTerms } from "../../database/supply-chain/registries.ts";
import { authorityFacts } from "../../net/authorities.ts";
import type { EndpointPolicy } from "../../net/guard.ts";
import { certificatesOf } from "../../registry/access-fingerprint.ts";
import { refuse } from "../outcome.ts";
import { hostRefusal } from "./host-refusal.ts";

/** A host that something runs from, with the number of its containers. */
export interface RunningHost {
  readonly host: string;
  readonly images: number;
}

/** @param running hosts that something runs from. */
export function registryView(row: RegistryRow, running: readonly RunningHost[]): Registry {
  const { id, host, via, caData, credential, test, updatedBy } = row;
  return {
    ...{ id, host, via, caData, updatedBy },
    realms: [...row.realms],
    contentHosts: [...row.contentHosts],
    authorities: authoritiesOf(caData),
    signatures: row.signatures.map((one) => ({ ...one })),
    push: row.push && { ...row.push },
    credential: credential && { givenAt: credential.updatedAt.toISOString() },
    images: running.find((one) => one.host === host)?.images ?? 0,
    test: test && { ...test, category: test.category as NonNullable<Registry["test"]>["category"], at: test.at?.toISOString() },
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** @returns what is shown of certificates in PEM. */
function authoritiesOf(caData: string | undefined): Registry["authorities"] {
  const facts = certificatesOf(caData).map(authorityFacts);
  return facts.map(({ subject, validTo }) => ({ subject, validTo: validTo.toISOString() }));
}

/** @returns what of a registry is refused. */
export function refusalOf(terms: RegistryTerms, policy: EndpointPolicy): ReturnType<typeof refuse> | undefined {
  const asked = [["host", terms.via ?? terms.host] as const, ...terms.realms.map((realm, i) => [`realms[${i}]`, realm] as const)];
  for (const [path, host] of asked) {
    const message = hostRefusal(host, `https://${host}/v2/`, policy);
    if (message !== undefined) return refusedField(path, message);
  }
  const certificates = certificatesOf(terms.caData);
  if (
    terms.caData !== undefined &&
    (/PRIVATE KEY/.test(terms.caData) || certificates.length === 0 || !certificates.every(isCertificate))
  )
    return refusedField("caData", "These are no certificates in PEM.");
  const foreign = terms.signatures.findIndex(({ prefix }) => prefix !== terms.host && !prefix.startsWith(`${terms.host}/`));
  if (foreign >= 0) return refusedField(`signatures[${foreign}].prefix`, `The prefix has to begin with ${terms.host}.`);
  return undefined;
}

function refusedField(path: string, message: string) {
  return refuse("registryRefused", { detail: message, issues: [{ path, message }] });
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** @returns the registry with a change: null takes away, and what is absent stays. */
export function changed({ host, ...before }: RegistryRow, change: Omit<RegistryChange, "id">): RegistryTerms {
  return {
    host,
    via: change.via === undefined ? before.via : (change.via ?? undefined),
    realms: change.realms ?? before.realms,
    contentHosts: change.contentHosts ?? before.contentHosts,
    caData: change.caData === undefined ? before.caData : (change.caData ?? undefined),
    signatures: change.signatures ?? before.signatures,
    push: change.push === undefined ? before.push : (change.push ?? undefined),
  };
}

/** @returns what the audit log keeps of a registry. */
export function factsOf({ via, realms, contentHosts, caData, signatures, push }: RegistryTerms) {
  return {
    ...{ via, realms, contentHosts },
    authorities: authoritiesOf(caData).map(({ subject }) => subject),
    signatures: signatures.map(({ prefix, repository }) => `${prefix} in ${repository}`),
    push: push && (push.api === "gitlab" ? `gitlab at ${push.forge}` : push.api),
  };
}
