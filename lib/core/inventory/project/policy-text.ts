/** What policies that judge images are read with. Keys in a policy are public ones; what looks like another is left out. */
import type { PolicyIdentity } from "../image-policy-items.ts";
import { credentialOfValue } from "./credentials.ts";
import { compact, type Fields, fields, flag, objects, text } from "./read.ts";

const longest = 32_768;

/** @returns a text of a policy, unless it looks like a credential or is far longer than such a text is. */
export function policyText(value: unknown, path: string): string | undefined {
  const found = text(value, path);
  if (found === undefined || found === "") return undefined;
  return found.length > longest || credentialOfValue(found) !== undefined ? undefined : found;
}

/** @returns the texts at some fields that could be kept, and the names of those that are there and could not. */
export function textsOf(source: Fields | undefined, names: readonly string[], path: string) {
  const there = names.filter((name) => source?.[name] !== undefined && source[name] !== null && source[name] !== "");
  const kept = there.flatMap((name) => policyText(source?.[name], `${path}.${name}`) ?? []);
  const unread = there.filter((name) => policyText(source?.[name], `${path}.${name}`) === undefined);
  return { kept: some(kept), unread };
}

export function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

export function on(value: unknown, path: string): true | undefined {
  return flag(value, path) === true ? true : undefined;
}

export function identityOf(source: Fields, path: string): PolicyIdentity {
  return compact({
    issuer: policyText(source.issuer, `${path}.issuer`),
    issuerRegExp: policyText(source.issuerRegExp, `${path}.issuerRegExp`),
    subject: policyText(source.subject, `${path}.subject`),
    subjectRegExp: policyText(source.subjectRegExp, `${path}.subjectRegExp`),
  });
}

export function identitiesOf(keyless: Fields, path: string): readonly PolicyIdentity[] | undefined {
  return some(objects(keyless.identities, `${path}.identities`).map((one) => identityOf(one, `${path}.identities`)));
}

export function secretOf(value: unknown, path: string): readonly string[] {
  const secret = fields(value, path);
  const name = text(secret?.name, `${path}.name`);
  const namespace = text(secret?.namespace, `${path}.namespace`);
  return name ? [`Secret ${namespace ? `${namespace}/` : ""}${name}`] : [];
}

/** A key of policy-controller, inline or elsewhere. */
export function keyOf(source: Fields | undefined, path: string) {
  const { kept, unread } = textsOf(source, ["data"], path);
  const kms = policyText(source?.kms, `${path}.kms`);
  return {
    data: kept,
    references: some([...secretOf(source?.secretRef, `${path}.secretRef`), ...(kms ? [kms] : [])]),
    unread,
    hashAlgorithm: text(source?.hashAlgorithm, `${path}.hashAlgorithm`),
  };
}

/** @returns texts of CEL, and whether some were left out. */
export function projectExpressions(values: readonly unknown[], path: string) {
  const kept = values.flatMap((value) => policyText(value, path) ?? []);
  return { kept: some(kept), cut: kept.length < values.length };
}
