/**
 * Takes over the policies that judge images at admission: ClusterImagePolicy of policy-controller, `verifyImages` of Kyverno's
 * ClusterPolicy and Policy, and its ImageValidatingPolicy. What cannot be said in our policies is named, and never dropped
 * without a word.
 */
import type { ImageAttestorGroup, ImagePolicyRule, PolicyMatch } from "../../inventory/image-policy-items.ts";
import { compileImageGlob } from "./glob.ts";
import type { ImagePolicy } from "./image-policy.ts";
import { type Demand, readExpressions } from "./translate-expressions.ts";
import { type SignerContext, type Signers, translateAny, translateGroup } from "./translate-signers.ts";
import type { TranslatedPolicy } from "./translated.ts";

export type PolicyKind =
  | "ClusterImagePolicy"
  | "ClusterPolicy"
  | "Policy"
  | "ImageValidatingPolicy"
  | "NamespacedImageValidatingPolicy";

export interface PolicyResource {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly namespace?: string | undefined;
}

type Draft = Omit<ImagePolicy, "id">;

export function translateRule(resource: PolicyResource, rule: ImagePolicyRule): TranslatedPolicy {
  const { kind, namespace } = resource;
  const place = namespace === undefined ? resource.name : `${namespace}/${resource.name}`;
  const name = rule.name === resource.name || rule.name === "" ? place : `${place} ${rule.name}`;
  const context: SignerContext = {
    ...{ keys: [], untranslated: [], warnings: [], name },
    plain: kind === "ClusterPolicy" || kind === "Policy" ? "wildcards" : "exact",
  };
  noteScope(resource, rule, context);
  const images = imagesOf(resource, rule, context);
  const demands = images.length === 0 ? [] : demandsOf(resource, rule, context);
  const policies = demands.map(
    ({ signers, attestations }, index): Draft => ({
      name: index === 0 ? name : `${name} ${index + 1}`,
      ...{ images, signers, attestations, sources: [] },
    }),
  );
  const { keys, untranslated, warnings } = context;
  return {
    origin: { kind, name: place },
    action: rule.action,
    policies,
    keys,
    untranslated: distinct(untranslated),
    warnings: distinct(warnings),
  };
}

function distinct(sentences: readonly string[]): readonly string[] {
  return [...new Set(sentences)];
}

/** A policy here is about images, wherever they run. */
function noteScope({ namespace }: PolicyResource, rule: ImagePolicyRule, { untranslated }: SignerContext): void {
  if (namespace !== undefined) untranslated.push(`It holds in the namespace ${namespace}: here it would hold everywhere.`);
  if (narrows(rule.match))
    untranslated.push("It is about some objects alone (by namespace, name or label): here it would be about all.");
  if (rule.exclude !== undefined) untranslated.push("It leaves some objects out: here it would be about all.");
  if (rule.overrides !== undefined) untranslated.push("It acts otherwise in some namespaces.");
  if (rule.action !== "enforce") untranslated.push(`It ${rule.action === "warn" ? "warns" : "reports"} and does not refuse.`);
  if (rule.skippedImages !== undefined) untranslated.push(`It leaves out the images ${rule.skippedImages.join(", ")}.`);
  for (const field of rule.unread ?? []) untranslated.push(`${field}: this also decides, and is not read.`);
}

const podKinds =
  /^(?:pods?|\*\/pods?|v1\/pod|deployments?|replicasets?|statefulsets?|daemonsets?|jobs?|cronjobs?|apps\/.*|batch\/.*)$/i;

function narrows(match: PolicyMatch | undefined): boolean {
  return (match?.scopes ?? []).some(
    ({ kinds = [], ...rest }) => Object.keys(rest).length > 0 || !kinds.every((kind) => podKinds.test(kind)),
  );
}

function imagesOf({ kind }: PolicyResource, rule: ImagePolicyRule, { untranslated }: SignerContext): readonly string[] {
  for (const expression of rule.imageExpressions ?? []) untranslated.push(`Images by the expression ${expression}.`);
  if (rule.images.length === 0 && rule.imageExpressions === undefined) return ["**"];
  const globs = kind === "ClusterImagePolicy" ? rule.images : rule.images.flatMap(ofKyverno);
  return [...new Set(globs)].filter((glob) => {
    const sound = compileImageGlob(glob);
    if (!sound.ok) untranslated.push(`Images by ${glob}: ${sound.error.message}`);
    return sound.ok;
  });
}

/** In Kyverno a star is any text, and images of Docker Hub's own have no `library` in their names. */
function ofKyverno(glob: string): readonly string[] {
  const wide = glob.replace(/\*+/g, "**");
  const own = /^docker\.io\/([^/]+)$/.exec(wide)?.[1];
  return own === undefined || own.startsWith("**") ? [wide] : [wide, `docker.io/library/${own}`];
}

function demandsOf({ kind }: PolicyResource, rule: ImagePolicyRule, context: SignerContext): readonly Demand[] {
  if (kind === "ClusterImagePolicy") return ofAuthorities(rule, context);
  if (kind === "ClusterPolicy" || kind === "Policy") return ofKyvernoRule(rule, context);
  return readExpressions(rule, context);
}

/** One of the authorities will do; what they ask for has to be the same, since a policy of ours asks all its signers alike. */
function ofAuthorities({ attestors }: ImagePolicyRule, context: SignerContext): readonly Demand[] {
  const authorities = attestors.flatMap((group) => group.attestors);
  const asked = authorities.map(({ attestations = [] }) => attestations.map(({ predicateType }) => predicateType).sort());
  const [first = []] = asked;
  if (asked.some((types) => types.join() !== first.join())) {
    context.untranslated.push(
      "Its authorities ask for different statements: here all signers of a policy are asked for the same.",
    );
    return [];
  }
  if (authorities.some(({ attestations = [] }) => attestations.some(({ conditions }) => conditions)))
    context.untranslated.push("What a statement says is judged by rules of their own, which are not taken over.");
  const signers = translateAny(authorities, context);
  return signers === undefined ? [] : demand(signers, first, context);
}

function ofKyvernoRule({ attestors, attestations = [] }: ImagePolicyRule, context: SignerContext): readonly Demand[] {
  const own = groupDemands(attestors, [], context);
  const stated = attestations.flatMap((attestation) => {
    if (attestation.conditions)
      context.untranslated.push(`What ${attestation.predicateType} says is judged by conditions, which are not taken over.`);
    return groupDemands(attestation.attestors ?? attestors, [attestation.predicateType], context);
  });
  return [...(attestations.length > 0 && attestations.every((one) => one.attestors === undefined) ? [] : own), ...stated];
}

function groupDemands(
  groups: readonly ImageAttestorGroup[],
  types: readonly string[],
  context: SignerContext,
): readonly Demand[] {
  return groups.flatMap((group) => (translateGroup(group, context) ?? []).flatMap((signers) => demand(signers, types, context)));
}

function demand(signers: Signers, attestations: readonly string[], { untranslated }: SignerContext): readonly Demand[] {
  if (signers.kind === "signers") return [{ signers: signers.signers, attestations }];
  untranslated.push("It lets images pass whoever signed them: that asks for nothing.");
  return [];
}
