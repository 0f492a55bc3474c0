/**
 * From what a person types (`who-can get deployments.apps/web`) to what is asked. RESOURCE is `plural[.group]`, what follows
 * a `/` is always a name, and a leading `/` makes it a URL.
 */
import type { ClusterFacts, DiscoveredResource } from "../inventory/inventory.ts";
import { resources } from "../inventory/resources.ts";
import { err, type Failure, ok, type Result } from "../result.ts";
import { verbsOfKubernetes } from "./ask/vocabulary.ts";
import type { Attributes, ResourceAttributes } from "./attributes.ts";
import { isNamespaced } from "./scope.ts";

export interface TypedQuestion {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly discovery: ClusterFacts["discovery"];
}

export interface ParsedQuestion {
  readonly attributes: Attributes;
  /** Undefined where nobody knows the resource. */
  readonly namespaced: boolean | undefined;
  /** Sentences for the person: what was assumed, and what looks wrong. */
  readonly warnings: readonly string[];
}

export type QuestionError = Failure<"invalidVerb" | "invalidResource" | "invalidSubresource">;

/** @returns what is asked, with the resource resolved through discovery where it names it, or why it cannot be. */
export function parseQuestion(typed: TypedQuestion): Result<ParsedQuestion, QuestionError> {
  const { verb, resource, subresource } = typed;
  if (!/^\S+$/.test(verb)) return err(failure("invalidVerb", "The verb is empty.", "Name a verb, such as get, list or create."));
  if (resource.startsWith("/")) {
    if (subresource) return err(failure("invalidSubresource", "A URL has no subresource.", "Leave --subresource away."));
    return ok({ attributes: { verb, path: resource }, namespaced: false, warnings: verbWarnings(verb, verbsOfUrls) });
  }
  const slash = resource.indexOf("/");
  const type = slash < 0 ? resource : resource.slice(0, slash);
  const name = slash < 0 ? undefined : resource.slice(slash + 1);
  if (type === "" || /\s/.test(type)) {
    const message = type === "" ? "The resource is empty." : `"${type}" is no resource.`;
    return err(failure("invalidResource", message, "Name a resource, such as pods or deployments.apps."));
  }
  if (name === "" || name?.includes("/"))
    return err(
      failure(
        "invalidResource",
        `"${resource}" does not name one object.`,
        "Write RESOURCE/NAME, and give a subresource with --subresource.",
      ),
    );
  const found = resolveResource(type, typed.discovery.resources);
  const attributes: ResourceAttributes = {
    verb,
    group: found.group,
    resource: found.plural,
    ...(subresource ? { subresource } : {}),
    ...(name === undefined ? {} : { name }),
  };
  const namespaced = isNamespaced(typed.discovery, found.group, found.plural);
  return ok({
    attributes,
    namespaced,
    warnings: [...verbWarnings(verb, verbsOfKubernetes), ...warningsOf(typed, found), ...nameWarnings(typed, attributes)],
  });
}

const verbsOfUrls: ReadonlySet<string> = new Set(["get", "head", "post", "put", "patch", "delete", "options"]);

/** Verbs are an open set: one that nobody knows may be a slip, and is asked about all the same. */
function verbWarnings(verb: string, known: ReadonlySet<string>): readonly string[] {
  if (verb === "*" || known.has(verb) || /^impersonate(-on)?:/.test(verb)) return [];
  return [`${verb} is no verb that Kubernetes itself asks about: it is taken as it is typed.`];
}

/** What follows a slash is a name, as for kubectl, also where it is called like a subresource. */
function nameWarnings(
  { discovery }: TypedQuestion,
  { group, resource, name, subresource }: ResourceAttributes,
): readonly string[] {
  if (name === undefined || subresource !== undefined) return [];
  const path = `${resource}/${name}`;
  if (!discovery.resources.some((served) => served.group === group && served.plural === path)) return [];
  return [`${path} means the object named ${name}, and not the subresource (in a terminal, --subresource ${name}).`];
}

function failure<C extends QuestionError["code"]>(code: C, message: string, remedy: string): Failure<C> {
  return { code, message, remedy };
}

interface Resolved {
  readonly group: string;
  readonly plural: string;
  readonly known: boolean;
  /** Other groups that serve a resource of this name. */
  readonly others: readonly string[];
}

/** Which group is meant where several serve the name: Kubernetes' own before others, the core first. */
const groupOrder = [
  "",
  "apps",
  "batch",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "autoscaling",
  "storage.k8s.io",
];

const shortNames: Readonly<Record<string, string>> = {
  cm: "configmaps",
  crd: "customresourcedefinitions",
  csr: "certificatesigningrequests",
  cj: "cronjobs",
  deploy: "deployments",
  ds: "daemonsets",
  ep: "endpoints",
  hpa: "horizontalpodautoscalers",
  ing: "ingresses",
  limits: "limitranges",
  netpol: "networkpolicies",
  no: "nodes",
  ns: "namespaces",
  pdb: "poddisruptionbudgets",
  po: "pods",
  pv: "persistentvolumes",
  pvc: "persistentvolumeclaims",
  quota: "resourcequotas",
  rc: "replicationcontrollers",
  rs: "replicasets",
  sa: "serviceaccounts",
  sc: "storageclasses",
  sts: "statefulsets",
  svc: "services",
};

const builtIn: readonly Pick<DiscoveredResource, "group" | "plural" | "kind">[] = [
  ...Object.values(resources),
  ...[
    ["", "persistentvolumeclaims", "PersistentVolumeClaim"],
    ["", "endpoints", "Endpoints"],
    ["", "events", "Event"],
    ["", "users", "User"],
    ["", "groups", "Group"],
    ["autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler"],
    ["storage.k8s.io", "storageclasses", "StorageClass"],
    ["certificates.k8s.io", "certificatesigningrequests", "CertificateSigningRequest"],
    ["certificates.k8s.io", "signers", "Signer"],
    ["apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition"],
    ["admissionregistration.k8s.io", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration"],
    ["admissionregistration.k8s.io", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration"],
    ["apiregistration.k8s.io", "apiservices", "APIService"],
  ].map(([group = "", plural = "", kind = ""]) => ({ group, plural, kind })),
];

function resolveResource(type: string, discovered: readonly DiscoveredResource[]): Resolved {
  const dot = type.indexOf(".");
  const typedName = dot < 0 ? type : type.slice(0, dot);
  const typedGroup = dot < 0 ? undefined : type.slice(dot + 1);
  if (typedName === "*") return { group: typedGroup ?? "", plural: "*", known: true, others: [] };
  const name = Object.hasOwn(shortNames, typedName) ? (shortNames[typedName] as string) : typedName;
  const candidates = [...matching(discovered, name, typedGroup), ...matching(builtIn, name, typedGroup)];
  const groups = [...new Set(candidates.map((candidate) => candidate.group))].sort((a, b) => rank(a) - rank(b));
  const chosen = candidates.find((candidate) => candidate.group === groups[0]);
  if (chosen === undefined) return { group: typedGroup ?? "", plural: name, known: false, others: [] };
  return { group: chosen.group, plural: chosen.plural, known: true, others: groups.slice(1) };
}

function rank(group: string): number {
  const place = groupOrder.indexOf(group);
  return place < 0 ? groupOrder.length : place;
}

/** Plural, singular and kind mean the same resource; a subresource's line of discovery is none. */
function matching<T extends Pick<DiscoveredResource, "group" | "plural" | "kind">>(
  list: readonly T[],
  name: string,
  group: string | undefined,
): T[] {
  const lower = name.toLowerCase();
  return list.filter(
    (candidate) =>
      !candidate.plural.includes("/") &&
      (group === undefined || candidate.group === group) &&
      (candidate.plural === lower || candidate.kind.toLowerCase() === lower),
  );
}

function warningsOf({ resource, discovery }: TypedQuestion, found: Resolved): readonly string[] {
  if (!found.known)
    return [
      discovery.resources.length === 0
        ? `Discovery was not seen: ${resource} is taken as it is typed.`
        : `The cluster's discovery does not list ${resource}: it is taken as it is typed.`,
    ];
  if (found.others.length === 0) return [];
  const meant = `${found.plural}${found.group ? `.${found.group}` : ""}`;
  return [`${meant} is meant; the name is also served by ${found.others.map((group) => group || "the core group").join(", ")}.`];
}
