/** The rules of all engines that look at images before a pod may be made. */
import type {
  GatekeeperConstraintItem,
  ImageAllowance,
  ImagePolicyItem,
  ImagePolicyRule,
  PolicyAction,
} from "../../inventory/image-policy-items.ts";
import type { Item, ItemBase } from "../../inventory/items.ts";
import { definitionOf, type ResourceId } from "../../inventory/resources.ts";
import type { ImageReference } from "../images/reference.ts";
import type { RunningContainer } from "../images/running.ts";
import { compileImageGlob } from "../policy/glob.ts";
import { type Answer, allOf, anyOf, not, whether } from "./answer.ts";
import { excludedByConfig, isConstrained } from "./constraints.ts";
import { verifiesIn } from "./ratify.ts";
import { type AdmittedPod, bySelector, inMatch } from "./scope.ts";
import { fitsWildcard } from "./wildcard.ts";

export type EngineName =
  | "policy-controller"
  | "Kyverno"
  | "Gatekeeper"
  | "Ratify"
  | "ValidatingAdmissionPolicy"
  | "Connaisseur"
  | "Open Policy Agent"
  | "Portieris";

export const guardResources = [
  "clusterimagepolicies.policy.sigstore.dev",
  "clusterpolicies.kyverno.io",
  "policies.kyverno.io",
  "imagevalidatingpolicies.policies.kyverno.io",
  "namespacedimagevalidatingpolicies.policies.kyverno.io",
  "policyexceptions.kyverno.io",
  "constrainttemplates.templates.gatekeeper.sh",
  "configs.config.gatekeeper.sh",
  "k8sallowedrepos.constraints.gatekeeper.sh",
  "k8sallowedreposv2.constraints.gatekeeper.sh",
  "ratifyverification.constraints.gatekeeper.sh",
  "verifiers.config.ratify.deislabs.io",
  "namespacedverifiers.config.ratify.deislabs.io",
  "validatingadmissionpolicies.admissionregistration.k8s.io",
  "validatingadmissionpolicybindings.admissionregistration.k8s.io",
] as const satisfies readonly ResourceId[];
export type GuardResource = (typeof guardResources)[number];

/** An image by its name in a pod's spec, and what that name means; no reference where the text is none. */
export type NamedImage = Pick<RunningContainer, "image" | "reference">;

export interface ImageGuard {
  readonly engine: EngineName;
  readonly resource: GuardResource;
  readonly policy: ItemBase;
  readonly rule: string;
  /** `signature`: images must be signed; `name`: only some names pass. */
  readonly purpose: "signature" | "name";
  readonly failOpen: boolean;
  /** @returns whether the rule is about the pod at all, whatever its images are. */
  about(pod: AdmittedPod): Answer;
  /** Of `signature`: whether it looks at the image. Of `name`: whether it lets the image pass. */
  image(image: NamedImage): Answer;
  action(pod: AdmittedPod): PolicyAction | "unknown";
}

type List = <R extends GuardResource>(resource: R) => readonly Item<R>[];
type IsServed = (resource: GuardResource) => boolean;

/**
 * @param list what was seen of each resource.
 * @param isServed whether the cluster has it at all.
 * @returns every rule about images, in the order of the resources.
 */
export function imageGuards(list: List, isServed: IsServed): readonly ImageGuard[] {
  return [...sigstoreGuards(list), ...kyvernoGuards(list), ...gatekeeperGuards(list, isServed), ...kubernetesGuards(list)];
}

function sigstoreGuards(list: List): readonly ImageGuard[] {
  const resource = "clusterimagepolicies.policy.sigstore.dev";
  return list(resource).flatMap((policy) =>
    policy.rules.filter(verifies).map((rule) => signatureGuard({ engine: "policy-controller", resource, policy, rule })),
  );
}

/** A rule whose every way is to pass without a signature verifies nothing. */
function verifies({ attestors }: ImagePolicyRule): boolean {
  return !attestors.some((group) => group.attestors.some(({ kind, result }) => kind === "static" && result === "pass"));
}

interface Source {
  readonly engine: EngineName;
  readonly resource: GuardResource;
  readonly policy: ItemBase & { readonly failurePolicy?: string };
}

function signatureGuard({ rule, ...source }: Source & { readonly rule: ImagePolicyRule }): ImageGuard {
  const { policy } = source;
  const others = (rule.unread ?? []).filter((field) => field !== "policy" && !field.startsWith("rekor"));
  return {
    ...source,
    rule: rule.name,
    purpose: "signature",
    failOpen: policy.failurePolicy === "Ignore",
    about: (pod) => allOf([isAbout(policy, rule, pod), others.length > 0 ? "unknown" : "yes"]),
    image: looksAt(rule, source.engine),
    action: (pod) => actionOf(rule, pod),
  };
}

/** A policy of a namespace is about its pods; a rule about those that it matches and does not exclude. */
function isAbout(policy: ItemBase, { match, exclude }: Pick<ImagePolicyRule, "match" | "exclude">, pod: AdmittedPod): Answer {
  return allOf([
    policy.meta.namespace === undefined ? "yes" : whether(policy.meta.namespace === pod.namespace),
    inMatch(match, pod),
    exclude ? not(inMatch(exclude, pod)) : "yes",
  ]);
}

/** Globs are compiled once, for images are many. */
function looksAt(
  { images, skippedImages = [], imageExpressions = [] }: ImagePolicyRule,
  engine: EngineName,
): ImageGuard["image"] {
  const chosen = images.map((glob) => imageTest(engine, glob));
  const skipped = skippedImages.map((glob) => imageTest(engine, glob));
  const everything = images.length === 0 && imageExpressions.length === 0 && engine === "Kyverno";
  const byExpression = imageExpressions.map((): Answer => "unknown");
  return ({ reference }) => {
    const answers = (tests: readonly ImageTest[]) =>
      tests.map((test): Answer => (reference === undefined ? "unknown" : test(reference)));
    return allOf([everything ? "yes" : anyOf([...answers(chosen), ...byExpression]), not(anyOf(answers(skipped)))]);
  };
}

type ImageTest = (reference: ImageReference) => Answer;

function imageTest(engine: EngineName, glob: string): ImageTest {
  if (engine !== "policy-controller") return (reference) => fitsText(glob, reference);
  const test = compileImageGlob(glob);
  return (reference) => (test.ok ? whether(test.value(reference)) : "unknown");
}

/** Docker Hub's own images are written with `library` and without. */
function fitsText(glob: string, { registry, repository, tag, digest }: ImageReference): Answer {
  const end = digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`;
  const places = [repository, ...(registry === "docker.io" ? [repository.replace(/^library\//, "")] : [])];
  const fits = places.map((place) => fitsWildcard(glob, `${registry}/${place}${end}`));
  if (fits.every((one) => one === fits[0])) return whether(fits[0] === true);
  return "unknown";
}

/** In the namespaces of an override it acts as that says. */
function actionOf(
  { action, overrides = [] }: Pick<ImagePolicyRule, "action" | "overrides">,
  pod: AdmittedPod,
): PolicyAction | "unknown" {
  for (const override of overrides) {
    const named = override.namespaces?.some((pattern) => fitsWildcard(pattern, pod.namespace)) ?? true;
    const fits = allOf([whether(named), bySelector(override.namespaceSelector, pod)]);
    if (fits === "unknown" && override.action !== action) return "unknown";
    if (fits === "yes") return override.action;
  }
  return action;
}

function kyvernoGuards(list: List): readonly ImageGuard[] {
  const engine = "Kyverno" as const;
  const exceptions = list("policyexceptions.kyverno.io");
  const guards = (["clusterpolicies.kyverno.io", "policies.kyverno.io"] as const).flatMap((resource) =>
    list(resource).flatMap((policy) => [
      ...(policy.imageRules ?? []).map((rule) => signatureGuard({ engine, resource, policy, rule })),
      ...(policy.allowances ?? []).map((allowance) => allowanceGuard({ engine, resource, policy }, allowance)),
    ]),
  );
  const inCel = (
    ["imagevalidatingpolicies.policies.kyverno.io", "namespacedimagevalidatingpolicies.policies.kyverno.io"] as const
  ).flatMap((resource) =>
    list(resource).flatMap((policy: ImagePolicyItem) =>
      policy.rules.map((rule) => signatureGuard({ engine, resource, policy, rule })),
    ),
  );
  return [...guards.map((guard) => withExceptions(guard, exceptions)), ...inCel];
}

function withExceptions(guard: ImageGuard, exceptions: readonly Item<"policyexceptions.kyverno.io">[]): ImageGuard {
  const { name, namespace } = guard.policy.meta;
  const names = [name, ...(namespace === undefined ? [] : [`${namespace}/${name}`])];
  const own = exceptions.filter(({ exceptions: list }) =>
    list.some(({ policy, rules }) => names.includes(policy) && rules.some((rule) => fitsWildcard(rule, guard.rule))),
  );
  if (own.length === 0) return guard;
  return {
    ...guard,
    about: (pod) => allOf([guard.about(pod), not(anyOf(own.map(({ match }) => inMatch(match, pod))))]),
  };
}

function allowanceGuard(source: Source, allowance: ImageAllowance): ImageGuard {
  const { policy } = source;
  return {
    ...source,
    rule: allowance.rule,
    purpose: "name",
    failOpen: policy.failurePolicy === "Ignore",
    about: (pod) => isAbout(policy, allowance, pod),
    image: ({ image }) => isListed(allowance.images, image),
    action: (pod) => actionOf(allowance, pod),
  };
}

function isListed(globs: readonly string[], image: string): Answer {
  return whether(globs.some((glob) => fitsWildcard(glob, image)));
}

function gatekeeperGuards(list: List, isServed: IsServed): readonly ImageGuard[] {
  const excluded = excludedByConfig(list);
  const asks = new Map(list("constrainttemplates.templates.gatekeeper.sh").map(({ kind, providers }) => [kind, providers]));
  const repos = (["k8sallowedrepos.constraints.gatekeeper.sh", "k8sallowedreposv2.constraints.gatekeeper.sh"] as const).flatMap(
    (resource) => list(resource).map((policy) => constraintGuard({ engine: "Gatekeeper", resource, policy }, excluded)),
  );
  const resource = "ratifyverification.constraints.gatekeeper.sh";
  const verifies = verifiesIn(list, isServed);
  const ratify = list(resource).map((policy): ImageGuard => {
    const known = asks.get(definitionOf(resource).kind)?.some((provider) => provider.includes("ratify"));
    const guard = constraintGuard({ engine: "Ratify", resource, policy }, excluded);
    return {
      ...guard,
      purpose: "signature",
      about: (pod) => allOf([guard.about(pod), verifies(pod.namespace)]),
      image: () => (known ? "yes" : "unknown"),
    };
  });
  return [...repos, ...ratify];
}

function constraintGuard(
  source: Omit<Source, "policy"> & { readonly policy: GatekeeperConstraintItem },
  excluded: readonly string[],
): ImageGuard {
  const { action, allowedImages = [] } = source.policy;
  return {
    ...source,
    rule: source.policy.meta.name,
    purpose: "name",
    failOpen: false,
    about: (pod) => isConstrained(source.policy, excluded, pod),
    image: ({ image }) => isListed(allowedImages, image),
    action: () => action,
  };
}

/** Of Kubernetes' own policies only those that say which images pass, once for each binding. */
function kubernetesGuards(list: List): readonly ImageGuard[] {
  const resource = "validatingadmissionpolicies.admissionregistration.k8s.io";
  const bindings = list("validatingadmissionpolicybindings.admissionregistration.k8s.io");
  return list(resource).flatMap((policy) => {
    const { allowedImages, match, conditions, failurePolicy } = policy;
    if (allowedImages === undefined) return [];
    const own = bindings.filter((binding) => binding.policy === policy.meta.name);
    return own.map((binding) => ({
      engine: "ValidatingAdmissionPolicy" as const,
      resource,
      policy,
      rule: binding.meta.name,
      purpose: "name" as const,
      failOpen: failurePolicy === "Ignore",
      about: (pod: AdmittedPod) => allOf([inMatch(match, pod), inMatch(binding.match, pod), conditions ? "unknown" : "yes"]),
      image: ({ image }: NamedImage) => isListed(allowedImages, image),
      action: () =>
        (binding.actions.includes("Deny") ? "enforce" : binding.actions.includes("Warn") ? "warn" : "audit") as PolicyAction,
    }));
  });
}
