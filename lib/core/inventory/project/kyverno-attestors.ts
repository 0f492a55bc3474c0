/** Who may vouch for images by Kyverno's policies, of both generations. */
import type { ImageAttestor, ImageAttestorGroup } from "../image-policy-items.ts";
import { identitiesOf, identityOf, keyOf, on, policyText, secretOf, some, textsOf } from "./policy-text.ts";
import { compact, type Fields, fields, integer, objects, text } from "./read.ts";

const deepest = 8;

/** @returns the attestors of a rule of Kyverno: a list of sets, each of which must be satisfied. */
export function projectAttestorSets(value: unknown, path: string, depth = 0): readonly ImageAttestorGroup[] {
  return objects(value, path).map((set) => setOf(set, path, depth));
}

function setOf(set: Fields, path: string, depth: number): ImageAttestorGroup {
  return compact({
    count: integer(set.count, `${path}.count`),
    attestors: objects(set.entries, `${path}.entries`).map((entry) => entryOf(entry, `${path}.entries`, depth)),
  });
}

function entryOf(entry: Fields, path: string, depth: number): ImageAttestor {
  const nested = fields(entry.attestor, `${path}.attestor`);
  if (nested && depth < deepest) return { kind: "group", group: setOf(nested, path, depth + 1) };
  const repository = policyText(entry.repository, `${path}.repository`);
  const { unread = [], ...attestor } = wayOf(entry, path);
  return compact({
    ...attestor,
    repositories: repository ? [repository] : undefined,
    unread: some([...unread, ...(entry.annotations ? ["annotations"] : [])]),
  });
}

function wayOf(entry: Fields, path: string): ImageAttestor {
  const keys = fields(entry.keys, `${path}.keys`);
  if (keys) return keysOf(keys, `${path}.keys`);
  const keyless = fields(entry.keyless, `${path}.keyless`);
  const certificates = fields(entry.certificates, `${path}.certificates`);
  const source = keyless ?? certificates;
  if (source === undefined) return { kind: "unread", unread: ["entries"] };
  const { kept, unread } = textsOf(source, ["cert", "certChain", "roots"], path);
  const { lost, ...logs } = logsOf(source, path);
  const identity = keyless && identityOf(keyless, `${path}.keyless`);
  return {
    kind: keyless ? "keyless" : "certificate",
    ...logs,
    identities: identity && Object.keys(identity).length > 0 ? [identity] : undefined,
    certificates: kept,
    unread: [...unread, ...lost, ...(keyless?.additionalExtensions ? ["additionalExtensions"] : [])],
  };
}

/** `publicKeys` holds PEM, or says where a key lies: `k8s://…`, a KMS's address, a variable. */
function keysOf(keys: Fields, path: string): ImageAttestor {
  const { kept = [], unread } = textsOf(keys, ["publicKeys"], path);
  const { lost, ...logs } = logsOf(keys, path);
  const kms = policyText(keys.kms, `${path}.kms`);
  const isPem = (one: string) => one.includes("-----BEGIN");
  return {
    kind: "key",
    ...logs,
    keys: some(kept.filter(isPem)),
    references: some([...kept.filter((one) => !isPem(one)), ...secretOf(keys.secret, `${path}.secret`), ...(kms ? [kms] : [])]),
    hashAlgorithm: text(keys.signatureAlgorithm, `${path}.signatureAlgorithm`),
    unread: [...unread, ...lost],
  };
}

/** `rekor` and `ctlog` of one attestor. */
function logsOf(source: Fields, path: string) {
  const rekor = fields(source.rekor, `${path}.rekor`);
  const ctlog = fields(source.ctlog, `${path}.ctlog`);
  return {
    log: policyText(rekor?.url, `${path}.rekor.url`),
    ignoresLog: on(rekor?.ignoreTlog, `${path}.rekor.ignoreTlog`),
    ignoresCertificateLog: on(ctlog?.ignoreSCT, `${path}.ctlog.ignoreSCT`),
    lost: [...(rekor?.pubkey ? ["rekor.pubkey"] : []), ...(ctlog?.pubkey ? ["ctlog.pubkey"] : [])],
  };
}

/** @returns an attestor of an ImageValidatingPolicy. */
export function projectPolicyAttestor(attestor: Fields): ImageAttestor {
  const path = "spec.attestors";
  const name = text(attestor.name, `${path}.name`);
  const cosign = fields(attestor.cosign, `${path}.cosign`);
  if (attestor.notary) return compact({ kind: "notary", name, unread: ["notary"] });
  if (cosign === undefined) return compact({ kind: "unread", name, unread: ["attestors"] });
  const log = fields(cosign.ctlog, `${path}.cosign.ctlog`);
  const repository = policyText(fields(cosign.source, path)?.repository, `${path}.cosign.source.repository`);
  const { unread = [], ...way } = cosignOf(cosign, `${path}.cosign`);
  const lost = [
    ...unread,
    ...["annotations", "tuf"].filter((part) => cosign[part]),
    ...["rekorPubKey", "ctLogPubKey", "tsaCertChain"].filter((part) => log?.[part]),
  ];
  return compact({
    ...way,
    name,
    log: policyText(log?.url, `${path}.cosign.ctlog.url`),
    ignoresLog: on(log?.insecureIgnoreTlog, `${path}.cosign.ctlog.insecureIgnoreTlog`),
    ignoresCertificateLog: on(log?.insecureIgnoreSCT, `${path}.cosign.ctlog.insecureIgnoreSCT`),
    repositories: repository ? [repository] : undefined,
    unread: some(lost),
  });
}

function cosignOf(cosign: Fields, path: string): ImageAttestor {
  const keyless = fields(cosign.keyless, `${path}.keyless`);
  if (keyless) {
    const { kept, unread } = textsOf(keyless, ["roots"], path);
    return { kind: "keyless", identities: identitiesOf(keyless, path), certificates: kept, unread };
  }
  const key = fields(cosign.key, `${path}.key`);
  if (key) {
    const { data, references, unread, hashAlgorithm } = keyOf(key, `${path}.key`);
    const lost = [...unread, ...(key.expression ? ["expression"] : [])];
    return { kind: "key", keys: data, references, hashAlgorithm, unread: lost };
  }
  const certificate = fields(cosign.certificate, `${path}.certificate`);
  if (certificate === undefined) return { kind: "unread", unread: ["cosign"] };
  const given = [certificate.cert, certificate.certChain].map((part) => fields(part, `${path}.certificate`));
  const parts = given.filter((part) => part !== undefined);
  const unread = parts.some((part) => part.expression) ? ["expression"] : [];
  const kept = parts.flatMap(({ value }) => policyText(value, `${path}.certificate`) ?? []);
  return { kind: "certificate", certificates: some(kept), unread };
}
