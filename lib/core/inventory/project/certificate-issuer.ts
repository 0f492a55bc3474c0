/** Issuers of cert-manager: where their keys and credentials are. A value of a credential goes no further than this module. */
import type { CertificateIssuerItem } from "../posture-items.ts";
import { credentialOf, credentialOfValue } from "./credentials.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, isFields, text } from "./read.ts";

const types = ["ca", "acme", "vault", "venafi", "selfSigned"] as const;

export function projectCertificateIssuer(issuer: Fields, intern: Intern): CertificateIssuerItem {
  const spec = fields(issuer.spec, "spec") ?? {};
  const found: Found = { credentials: new Set(), inline: new Set(), skipsTlsVerify: false, left: mostFields };
  walk(spec, "spec", found);
  return compact({
    meta: projectMeta(issuer, intern),
    type: types.find((type) => isFields(spec[type])),
    keySecret: text(fields(spec.ca, "spec.ca")?.secretName, "spec.ca.secretName"),
    credentials: sorted(found.credentials),
    inline: sorted(found.inline),
    skipsTlsVerify: found.skipsTlsVerify ? (true as const) : undefined,
  });
}

interface Found {
  readonly credentials: Set<string>;
  readonly inline: Set<string>;
  skipsTlsVerify: boolean;
  /** Fields that are still looked at: solvers of others may hold anything. */
  left: number;
}

const mostFields = 2_000;
const namesSecret = /(SecretRef|credentialsRef)$/;
/** Certificates are public, and the id of a key is no key. */
const harmless = /^(caBundle|accessKeyID|keyID)$/;

function walk(value: unknown, path: string, found: Found): void {
  if (found.left-- <= 0) return;
  if (Array.isArray(value)) {
    for (const [place, element] of value.entries()) walk(element, `${path}[${place}]`, found);
    return;
  }
  if (!isFields(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "skipTLSVerify" && inner === true) found.skipsTlsVerify = true;
    if (typeof inner === "string") {
      if (looksLikeCredential(key, inner, path)) found.inline.add(`${path}.${key}`);
    } else if (namesSecret.test(key) && isFields(inner) && typeof inner.name === "string") found.credentials.add(inner.name);
    else walk(inner, `${path}.${key}`, found);
  }
}

/** Names say something in the settings of solvers of others alone: cert-manager's own fields name Secrets. */
function looksLikeCredential(key: string, value: string, path: string): boolean {
  if (harmless.test(key)) return false;
  return (path.includes(".webhook.config") ? credentialOf(key, value) : credentialOfValue(value)) !== undefined;
}

function sorted(names: ReadonlySet<string>): readonly string[] | undefined {
  return names.size === 0 ? undefined : [...names].sort();
}
