/** Our policies as resources of the admission controllers. What those cannot say is named, and never dropped without a word. */
import type { AllowedSigner, TextMatcher } from "../identity/policy.ts";
import type { ImagePolicy } from "./image-policy.ts";
import { asSearch } from "./patterns.ts";

export interface ExportedResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

export interface ExportedPolicy {
  /** Of the policy that it was made of. */
  readonly policy: string;
  /** Absent where it would let pass what the policy does not. */
  readonly resource?: ExportedResource;
  /** Sentences. */
  readonly untranslated: readonly string[];
}

export interface ExportContext {
  /** PEM of the keys that are known, by fingerprint. */
  readonly keys: ReadonlyMap<string, string>;
  /** Names of the private roots that are trusted beside the public-good one. */
  readonly privateRoots: readonly string[];
  /** The resource is to refuse, and not only to warn. */
  readonly enforce: boolean;
}

type Identity = Extract<AllowedSigner, { kind: "identity" }>;

interface Prepared {
  readonly identities: readonly Identity[];
  /** In PEM. */
  readonly keys: readonly string[];
  readonly untranslated: string[];
}

function prepare({ signers, sources }: ImagePolicy, { keys, privateRoots }: ExportContext): Prepared {
  const untranslated: string[] = [];
  const identities = signers.filter((signer) => signer.kind === "identity");
  const known = signers.flatMap((signer) => {
    if (signer.kind !== "key") return [];
    const pem = keys.get(signer.fingerprint);
    if (pem === undefined) untranslated.push(`The key ${signer.fingerprint} is in no trust profile: it is left out.`);
    return pem === undefined ? [] : [pem];
  });
  if (sources.length > 0)
    untranslated.push(`That images come from ${sources.join(", ")} is not asked: the controller knows no such rule.`);
  if (identities.length > 0)
    for (const root of privateRoots)
      untranslated.push(`The root ${root} is not named: identities are those of the public-good one.`);
  return { identities, keys: known, untranslated };
}

const nothingLeft = "Nobody whom it names could be taken over, and so nothing is exported.";

/** @returns the policy as `policy.sigstore.dev/v1beta1` ClusterImagePolicy. */
export function toClusterImagePolicy(policy: ImagePolicy, context: ExportContext): ExportedPolicy {
  const { identities, keys, untranslated } = prepare(policy, context);
  if (policy.signers.length > 0 && identities.length + keys.length === 0)
    return { policy: policy.name, untranslated: [...untranslated, nothingLeft] };
  for (const type of policy.attestations)
    if (!shortTypes.has(type)) untranslated.push(`The first releases of the controller refuse the type ${type}.`);
  const attestations = policy.attestations.map((predicateType, index) => ({ name: `must-state-${index + 1}`, predicateType }));
  const asked = attestations.length > 0 ? { attestations } : {};
  const keyless = {
    name: "identities",
    keyless: { url: "https://fulcio.sigstore.dev", identities: identities.map(identityOf) },
    ctlog: { url: "https://rekor.sigstore.dev" },
    ...asked,
  };
  const authorities = [
    ...(identities.length > 0 ? [keyless] : []),
    ...keys.map((data, index) => ({ name: `key-${index + 1}`, key: { data, hashAlgorithm: "sha256" }, ...asked })),
    ...(policy.signers.length === 0 ? [{ name: "nobody", static: { action: "fail" } }] : []),
  ];
  if (attestations.length > 1 && authorities.length > 1)
    untranslated.push("Of its keys and identities one has to state all of it there; here several may share that.");
  untranslated.push(optIn);
  const resource = {
    apiVersion: "policy.sigstore.dev/v1beta1",
    kind: "ClusterImagePolicy",
    metadata: { name: resourceName(policy.name) },
    spec: {
      images: policy.images.map((glob) => ({ glob: glob.replace(/^docker\.io\//, "index.docker.io/") })),
      authorities,
      mode: context.enforce ? "enforce" : "warn",
    },
  };
  return { policy: policy.name, resource, untranslated };
}

/** As the controller's webhook is shipped; whoever installs it may choose otherwise. */
const optIn = "It holds in namespaces with the label policy.sigstore.dev/include: true alone; here it holds in all.";

/** What the first releases of the controller take; a type in full is compared as it is, and they refuse it. */
const shortTypes = new Set(["custom", "slsaprovenance", "spdx", "spdxjson", "cyclonedx", "link", "vuln"]);

function identityOf({ issuer, subject }: Identity): object {
  return { ...part("issuer", issuer), ...part("subject", subject) };
}

/** The controllers look for an expression anywhere: it is anchored here. */
function part(name: "issuer" | "subject", matcher: TextMatcher): object {
  return "exact" in matcher ? { [name]: matcher.exact } : { [`${name}RegExp`]: asSearch(matcher.pattern) };
}

/** @returns the policy as `policies.kyverno.io/v1` ImageValidatingPolicy. */
export function toImageValidatingPolicy(policy: ImagePolicy, context: ExportContext): ExportedPolicy {
  const { identities, keys, untranslated } = prepare(policy, context);
  const attestors = [
    ...(identities.length > 0
      ? [
          {
            name: "identities",
            cosign: { keyless: { identities: identities.map(identityOf) }, ctlog: { url: "https://rekor.sigstore.dev" } },
          },
        ]
      : []),
    ...keys.map((data, index) => ({
      name: `key${index + 1}`,
      cosign: { key: { data }, ctlog: { insecureIgnoreTlog: true, insecureIgnoreSCT: true } },
    })),
  ];
  if (policy.signers.length > 0 && attestors.length === 0)
    return { policy: policy.name, untranslated: [...untranslated, nothingLeft] };
  const attestations = policy.attestations.map((type, index) => ({ name: `statement${index + 1}`, intoto: { type } }));
  const globs = policy.images.flatMap((glob) => kyvernoGlobs(glob, untranslated));
  const resource = {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: resourceName(policy.name) },
    spec: {
      validationActions: [context.enforce ? "Deny" : "Audit"],
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["pods"] }],
      },
      matchImageReferences: [...new Set(globs)].map((glob) => ({ glob })),
      attestors,
      ...(attestations.length > 0 && { attestations }),
      validations: validationsOf(policy.name, attestors, attestations),
    },
  };
  return { policy: policy.name, resource, untranslated };
}

const containerParts = ["containers", "initContainers", "ephemeralContainers"] as const;

function validationsOf(
  policy: string,
  attestors: readonly { name: string }[],
  attestations: readonly { name: string }[],
): readonly object[] {
  if (attestors.length === 0) return [{ expression: "false", message: `${policy}: nobody may run this image.` }];
  const signers = `[${attestors.map(({ name }) => `attestors.${name}`).join(", ")}]`;
  const calls =
    attestations.length === 0
      ? [`verifyImageSignatures(image, ${signers})`]
      : attestations.map(({ name }) => `verifyAttestationSignatures(image, attestations.${name}, ${signers})`);
  return calls.flatMap((call) =>
    containerParts.map((part) => ({
      expression: `${part === "containers" ? "" : `!has(images.${part}) || `}images.${part}.map(image, ${call}).all(e, e > 0)`,
      message: `${policy}: the image is not signed as it has to be.`,
    })),
  );
}

/** Kyverno matches the text of the pod, in which Docker Hub may be left out, and its star is any text. */
function kyvernoGlobs(glob: string, untranslated: string[]): readonly string[] {
  if (/(?:^|[^*])\*(?:[^*]|$)/.test(glob))
    untranslated.push(`A star of ${glob} ends at a slash here, and does not in Kyverno: the policy is about more images there.`);
  const wide = glob.replace(/\*+/g, "*");
  const path = /^(?:index\.)?docker\.io\/(.+)$/.exec(wide)?.[1];
  if (path === undefined) return [wide];
  const short = /^library\/(.+)$/.exec(path)?.[1];
  return [`docker.io/${path}`, `index.docker.io/${path}`, path, ...(short === undefined ? [] : [short])];
}

/** @returns a policy's name as one that Kubernetes takes. */
function resourceName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "images" : plain;
}
