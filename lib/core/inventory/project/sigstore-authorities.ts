/** The authorities of policy-controller's ClusterImagePolicy. */
import type { ImageAttestation, ImageAttestor } from "../image-policy-items.ts";
import { identitiesOf, keyOf, on, policyText, some } from "./policy-text.ts";
import { compact, type Fields, fields, objects, text } from "./read.ts";

type Kept = Omit<ImageAttestor, "kind">;

/** @returns an authority of a ClusterImagePolicy. */
export function projectAuthority(authority: Fields): ImageAttestor {
  const path = "spec.authorities";
  const keyless = fields(authority.keyless, `${path}.keyless`);
  const key = fields(authority.key, `${path}.key`);
  const fixed = fields(authority.static, `${path}.static`);
  const log = fields(authority.ctlog, `${path}.ctlog`);
  const common: Kept = {
    name: text(authority.name, `${path}.name`),
    log: policyText(log?.url, `${path}.ctlog.url`),
    logTrustRoot: text(log?.trustRootRef, `${path}.ctlog.trustRootRef`),
    timestampTrustRoot: text(fields(authority.rfc3161timestamp, path)?.trustRootRef, `${path}.rfc3161timestamp.trustRootRef`),
    repositories: some(
      objects(authority.source, `${path}.source`).flatMap(({ oci }) => policyText(oci, `${path}.source.oci`) ?? []),
    ),
    attestations: some(objects(authority.attestations, `${path}.attestations`).map(attestationOf)),
  } as Kept;
  if (fixed) return compact({ kind: "static", ...common, result: text(fixed.action, path) === "pass" ? "pass" : "fail" });
  if (keyless) return keylessAuthority(keyless, common);
  if (key === undefined) return compact({ kind: "unread", ...common, unread: ["authorities"] });
  const { data, references, unread, hashAlgorithm } = keyOf(key, `${path}.key`);
  return compact({ kind: "key", ...common, keys: data, references, hashAlgorithm, unread: some(unread) } as ImageAttestor);
}

function keylessAuthority(keyless: Fields, common: Kept): ImageAttestor {
  const path = "spec.authorities.keyless";
  const { data, references, unread } = keyOf(fields(keyless["ca-cert"], `${path}.ca-cert`), `${path}.ca-cert`);
  return compact({
    kind: "keyless",
    ...common,
    identities: identitiesOf(keyless, path),
    authority: policyText(keyless.url, `${path}.url`),
    trustRoot: text(keyless.trustRootRef, `${path}.trustRootRef`),
    certificates: data,
    references,
    ignoresCertificateLog: on(keyless.insecureIgnoreSCT, `${path}.insecureIgnoreSCT`),
    unread: some(unread),
  } as ImageAttestor);
}

function attestationOf(attestation: Fields): ImageAttestation {
  const path = "spec.authorities.attestations";
  return compact({
    name: text(attestation.name, `${path}.name`),
    predicateType: text(attestation.predicateType, `${path}.predicateType`) ?? "",
    conditions: attestation.policy ? (true as const) : undefined,
  });
}
