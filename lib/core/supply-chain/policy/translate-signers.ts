/** Who may vouch for images by a policy of another engine, as signers of ours. */
import type { ImageAttestor, ImageAttestorGroup, PolicyIdentity } from "../../inventory/image-policy-items.ts";
import { compileMatcher } from "../identity/pattern.ts";
import type { AllowedSigner, TextMatcher } from "../identity/policy.ts";
import { readPublicKey } from "../trust/keys.ts";
import { isAnchored, ofSearch, ofWildcards } from "./patterns.ts";
import type { FoundKey } from "./translated.ts";

/** How an engine matches issuer and subject that are no regular expressions. */
export type PlainMatch = "exact" | "wildcards";

/** What is gathered on the way, so that nothing is dropped without a word. */
export interface Gathered {
  readonly keys: FoundKey[];
  readonly untranslated: string[];
  readonly warnings: string[];
}

export interface SignerContext extends Gathered {
  readonly plain: PlainMatch;
  /** Of the policy, to name its keys by. */
  readonly name: string;
}

/** Any of the signers will do; `everybody`: the engine asks for no signature. */
export type Signers = { readonly kind: "signers"; readonly signers: readonly AllowedSigner[] } | { readonly kind: "everybody" };

/**
 * @returns lists of signers, one of each of which has to vouch; undefined where the group cannot be said in this way, or
 * where nothing of it could be taken over.
 */
export function translateGroup(group: ImageAttestorGroup, context: SignerContext): readonly Signers[] | undefined {
  const { attestors, count = attestors.length } = group;
  if (attestors.length === 0) return undefined;
  if (count >= attestors.length) return each(attestors, context);
  if (count > 1) {
    context.untranslated.push(
      `${count} of ${attestors.length} signers together: here one of them, or each of them, can be asked for.`,
    );
    return undefined;
  }
  const any = translateAny(attestors, context);
  return any && [any];
}

function each(attestors: readonly ImageAttestor[], context: SignerContext): readonly Signers[] | undefined {
  const all = attestors.flatMap((attestor) => {
    if (attestor.kind === "group" && attestor.group) return translateGroup(attestor.group, context) ?? [];
    const one = translateAny([attestor], context);
    return one ? [one] : [];
  });
  return all.length === 0 ? undefined : all;
}

/** @returns the signers of whom any will do; undefined where none could be taken over. */
export function translateAny(attestors: readonly ImageAttestor[], context: SignerContext): Signers | undefined {
  const found = attestors.map((attestor) => translateAttestor(attestor, context));
  if (found.some((one) => one === "everybody")) return { kind: "everybody" };
  const signers = found.flatMap((one) => (Array.isArray(one) ? (one as readonly AllowedSigner[]) : []));
  const refusesAll = attestors.every(({ kind, result }) => kind === "static" && result === "fail");
  return signers.length === 0 && !refusesAll ? undefined : { kind: "signers", signers };
}

function translateAttestor(attestor: ImageAttestor, context: SignerContext): readonly AllowedSigner[] | "everybody" {
  noteConditions(attestor, context);
  switch (attestor.kind) {
    case "keyless":
      return keylessSigners(attestor, context);
    case "key":
      return keySigners(attestor, context);
    case "static":
      return attestor.result === "pass" ? "everybody" : [];
    case "group":
      return nestedSigners(attestor, context);
    default:
      context.untranslated.push(`${called(attestor)}: ${words[attestor.kind]}.`);
      return [];
  }
}

const words: Readonly<Record<"certificate" | "notary" | "unread", string>> = {
  certificate: "a certificate that signs by itself is not known here",
  notary: "signatures of the Notary Project are not verified here",
  unread: "it is of a kind that is not known here",
};

function called({ name }: ImageAttestor): string {
  return name === undefined ? "A signer" : `The signer ${name}`;
}

/** What narrows or widens a signer, and is not part of a policy here. */
function noteConditions(attestor: ImageAttestor, { untranslated }: SignerContext): void {
  const who = called(attestor);
  const roots = [attestor.trustRoot, ...(attestor.certificates?.length ? ["certificates of its own"] : [])].filter(Boolean);
  if (attestor.kind === "keyless" && roots.length > 0)
    untranslated.push(`${who} has to be certified by ${roots.join(" and ")}: here by any root that is trusted.`);
  if (attestor.authority !== undefined && attestor.authority !== publicFulcio)
    untranslated.push(`${who} has to be certified by ${attestor.authority}: here by any root that is trusted.`);
  const logs = [attestor.logTrustRoot, attestor.timestampTrustRoot, attestor.log === publicRekor ? undefined : attestor.log];
  for (const log of logs.filter((one) => one !== undefined))
    untranslated.push(`${who} has to be logged or timed by ${log}: here as its trust profile asks.`);
  if (attestor.ignoresLog || attestor.ignoresCertificateLog)
    untranslated.push(`${who} needs no log: here that is said by its trust profile.`);
  if (attestor.repositories !== undefined)
    untranslated.push(`Signatures lie in ${attestor.repositories.join(", ")}: map that at the registry, under Settings.`);
  if (attestor.hashAlgorithm !== undefined && attestor.hashAlgorithm.toLowerCase() !== "sha256")
    untranslated.push(`${who} signs ${attestor.hashAlgorithm} hashes, which are not verified here.`);
  if (attestor.unread !== undefined) untranslated.push(`${who}: ${attestor.unread.join(", ")}.`);
}

const publicFulcio = "https://fulcio.sigstore.dev";
const publicRekor = "https://rekor.sigstore.dev";

function keylessSigners(attestor: ImageAttestor, context: SignerContext): readonly AllowedSigner[] {
  const { identities = [] } = attestor;
  if (identities.length === 0) context.untranslated.push(`${called(attestor)} may be anybody: here somebody has to be named.`);
  return identities.flatMap((identity) => {
    const issuer = matcherOf("issuer", identity, context);
    const subject = matcherOf("subject", identity, context);
    return issuer && subject ? [{ kind: "identity" as const, issuer, subject }] : [];
  });
}

function matcherOf(part: "issuer" | "subject", identity: PolicyIdentity, context: SignerContext): TextMatcher | undefined {
  const text = identity[part];
  const expression = identity[`${part}RegExp`];
  const other = part === "issuer" ? (identity.subject ?? identity.subjectRegExp) : (identity.issuer ?? identity.issuerRegExp);
  if (text === undefined && expression === undefined) {
    context.untranslated.push(`An identity without ${part} (${other ?? "with nothing else"}): here both are asked for.`);
    return undefined;
  }
  const found = text === undefined ? ofSearch(expression ?? "") : context.plain === "exact" ? { exact: text } : ofWildcards(text);
  const sound = compileMatcher(found);
  if (!sound.ok) {
    context.untranslated.push(`The ${part} ${text ?? expression}: ${sound.error.message}`);
    return undefined;
  }
  if (text === undefined && expression !== undefined && !isAnchored(expression))
    context.warnings.push(
      `The expression ${expression} is not anchored: it is found anywhere in the ${part}, also in one that a stranger chose.`,
    );
  return found;
}

function keySigners(attestor: ImageAttestor, context: SignerContext): readonly AllowedSigner[] {
  for (const reference of attestor.references ?? [])
    context.untranslated.push(`A key lies in ${reference}: add its public half to a trust profile and to the policy.`);
  return (attestor.keys ?? []).flatMap(splitKeys).flatMap((pem) => {
    const name = `${context.name} key ${context.keys.length + 1}`;
    const key = readPublicKey(name, pem);
    if (!key.ok) {
      context.untranslated.push(`A key: ${key.error.message}`);
      return [];
    }
    const { fingerprint } = key.value;
    if (!context.keys.some((known) => known.fingerprint === fingerprint)) context.keys.push({ name, pem, fingerprint });
    return [{ kind: "key" as const, fingerprint }];
  });
}

/** Several keys may stand in one text. */
function splitKeys(text: string): readonly string[] {
  return text.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g) ?? [text];
}

function nestedSigners({ group }: ImageAttestor, context: SignerContext): readonly AllowedSigner[] | "everybody" {
  const lists = group && translateGroup(group, context);
  if (lists === undefined) return [];
  const [only, ...others] = lists;
  if (only === undefined || others.length > 0) {
    context.untranslated.push("Signers of a set that have to sign together, where another may sign alone.");
    return [];
  }
  return only.kind === "everybody" ? "everybody" : only.signers;
}
