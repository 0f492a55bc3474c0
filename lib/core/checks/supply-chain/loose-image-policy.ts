import type { ImageAttestor, ImageAttestorGroup, ImagePolicyRule, PolicyIdentity } from "../../inventory/image-policy-items.ts";
import type { ItemBase } from "../../inventory/items.ts";
import { policyResources } from "../../supply-chain/policy/policy-resources.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

function attestorsIn(groups: readonly ImageAttestorGroup[]): readonly ImageAttestor[] {
  return groups.flatMap(({ attestors }) => attestors.flatMap((one) => [one, ...(one.group ? attestorsIn([one.group]) : [])]));
}

const everything = /^\^?(\.\*|\.\+|\*)?\$?$/;

/** A subject decides who signed; an issuer alone lets in everybody who can sign in there. */
function isAnybody({ subject, subjectRegExp }: PolicyIdentity): boolean {
  const said = [subject, subjectRegExp].filter((one) => one !== undefined);
  return said.every((one) => everything.test(one));
}

/** The engines look for a pattern anywhere in a subject that the signer has chosen. */
function isOpen({ issuerRegExp, subjectRegExp }: PolicyIdentity): boolean {
  return [issuerRegExp, subjectRegExp].some(
    (pattern) => pattern !== undefined && !everything.test(pattern) && !(pattern.startsWith("^") && pattern.endsWith("$")),
  );
}

const faults = {
  passes: ({ kind, result }: ImageAttestor) => kind === "static" && result === "pass",
  anybody: ({ kind, identities, unread = [] }: ImageAttestor) =>
    kind === "keyless" && !unread.includes("additionalExtensions") && (identities === undefined || identities.some(isAnybody)),
  open: ({ kind, identities = [] }: ImageAttestor) =>
    kind === "keyless" && identities.some((one) => !isAnybody(one) && isOpen(one)),
  unlogged: ({ kind, ignoresLog }: ImageAttestor) => kind === "keyless" && ignoresLog === true,
} as const;

function rulesOf({ list }: Pick<CheckContext<(typeof policyResources)[number]>, "list">) {
  return policyResources.flatMap((resource) =>
    list(resource).flatMap((policy) => {
      const rules = "rules" in policy ? policy.rules : (policy.imageRules ?? []);
      return rules.map((rule): { at: ReturnType<typeof refTo>; rule: ImagePolicyRule } => ({
        at: refTo(resource, policy as ItemBase),
        rule,
      }));
    }),
  );
}

export default defineCheck({
  id: "supply-chain/loose-image-policy",
  major: 1,
  since: "0.1",
  title: "Policies for images that anybody could satisfy",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.5.1"],
  reads: policyResources,
  facts: ["image-policy-rules"],
  messages: {
    passes: { text: "{object} passes {images} by rule {rule} without looking at a signature", severity: "medium" },
    anybody: {
      text: "{object} takes a signature of anybody for {images} in rule {rule}: it names no subject that narrows who signed",
      severity: "high",
    },
    open: {
      text: "{object} names who may sign {images} in rule {rule} by a pattern that is not bound to the whole text (^…$)",
      severity: "medium",
    },
    unlogged: {
      text: "{object} takes signatures for {images} in rule {rule} that no log has seen, so that nothing tells when they were made",
      severity: "medium",
    },
  },
  docs: {
    why: "A signature says that somebody signed. Anybody can get a certificate of the public Sigstore for an address of their own: only the issuer and the whole subject say whether it was the one whom you trust. A pattern that is found anywhere in the subject is found in an address that somebody made up for it, too. A certificate lives for minutes, so that without a log nobody knows whether it was valid when it was used.",
    fix: "Name issuer and subject exactly, or with a pattern from ^ to $ with its dots escaped. Leave the log on. Keep rules that pass without a signature for images that you can list.",
    refs: [
      "https://docs.sigstore.dev/policy-controller/overview/",
      "https://kyverno.io/docs/policy-types/cluster-policy/verify-images/sigstore/",
    ],
  },
  *evaluate(context) {
    for (const { at, rule } of rulesOf(context)) {
      const attestors = attestorsIn(rule.attestors);
      const images = rule.images.length > 0 ? rule.images : ["every image"];
      for (const message of ["passes", "anybody", "open", "unlogged"] as const)
        if (attestors.some(faults[message]))
          yield { at, message, data: { rule: rule.name, images }, locus: `${rule.name} ${images.join(" ")} ${message}` };
    }
  },
});
