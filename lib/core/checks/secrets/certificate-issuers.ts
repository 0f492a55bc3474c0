import { type Gap, outside } from "../../inventory/gap.ts";
import type { ItemBase } from "../../inventory/items.ts";
import type { CertificateIssuerItem } from "../../inventory/posture-items.ts";
import type { ResourceAttributes } from "../../rbac/attributes.ts";
import { allowsEverything } from "../../rbac/predicates.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, rbacResources } from "../rbac/access.ts";
import { holdersByNamespace } from "../rbac/holders.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

const issuers = ["clusterissuers.cert-manager.io", "issuers.cert-manager.io"] as const;
const reads = [...issuers, ...rbacResources, ...workloadResources] as const;
type Context = CheckContext<(typeof reads)[number]>;
type Message = "caKey" | "credential" | "inline" | "unverified";

const shown = 10;
/** Of a credential that proves something to the outside, a few may read it: those who administer. */
const many = 5;

export default defineCheck({
  id: "secrets/certificate-issuers",
  major: 1,
  since: "0.1",
  title: "Keys and credentials of certificate issuers",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.2"],
  reads,
  crossesNamespaces: true,
  messages: {
    caKey: {
      text: "{object} signs with the key in Secret {secret}, which {count} subjects may read: {subjects}",
      severity: "high",
    },
    credential: {
      text: "{object} proves itself with Secret {secret}, which {count} subjects may read: {subjects}",
      severity: "medium",
    },
    inline: {
      text: "{object} holds what looks like a credential in its own fields, for everybody who may view it: {fields}",
      severity: "high",
    },
    unverified: {
      text: "{object} does not check the certificate of the server that it asks (skipTLSVerify)",
      severity: "medium",
    },
  },
  docs: {
    why: "Whoever reads the key of an authority signs certificates as any name that trusts it, and no audit log of the cluster shows it; with the credential of a DNS solver one gets public certificates for the domain. An issuer of the whole cluster keeps its Secrets in one namespace, and whoever reads Secrets there, or in all namespaces, has them. Fields of an issuer are no Secret: the view role shows them. Groups count as one subject; Kubernetes' own components, cert-manager and whoever may do everything are not counted.",
    fix: "Keep the key in a key service or a Vault and let the issuer ask it, or keep cert-manager's namespace to its operators: no role over Secrets of all namespaces for people. Move credentials out of the solver's config into a Secret that it names, and replace what stood there.",
    refs: ["https://cert-manager.io/docs/configuration/ca/", "https://cert-manager.io/docs/configuration/"],
  },
  unseen: (context) => gapsOf(context),
  applies: ({ list }) =>
    issuers.every((resource) => list(resource).length === 0) ? "The cluster has no issuers of cert-manager." : undefined,
  *evaluate(context) {
    const place = managerNamespace(context);
    for (const resource of issuers)
      for (const issuer of context.list(resource)) {
        yield* ofFields(resource, issuer);
        const namespace = issuer.meta.namespace ?? place;
        if (namespace !== undefined) yield* ofSecrets(context, { resource, issuer, namespace });
      }
  },
});

type IssuerResource = (typeof issuers)[number];

function* ofFields(resource: IssuerResource, issuer: CertificateIssuerItem): Iterable<Report<Message>> {
  if (issuer.inline !== undefined)
    yield { at: refTo(resource, issuer, "spec"), message: "inline", data: { fields: issuer.inline }, locus: "inline" };
  if (issuer.skipsTlsVerify) yield { at: refTo(resource, issuer, "spec"), message: "unverified", locus: "unverified" };
}

interface Placed {
  readonly resource: IssuerResource;
  readonly issuer: CertificateIssuerItem;
  /** Where its Secrets are. */
  readonly namespace: string;
}

function* ofSecrets(context: Context, { resource, issuer, namespace }: Placed): Iterable<Report<Message>> {
  const { keySecret, credentials = [] } = issuer;
  const named: readonly (readonly [Message, string, number])[] = [
    ...(keySecret === undefined ? [] : [["caKey", keySecret, 0] as const]),
    ...credentials.map((secret) => ["credential", secret, many] as const),
  ];
  for (const [message, secret, most] of named) {
    const readers = readersOf(context, namespace, secret);
    if (readers.length <= most) continue;
    const data = { secret: `${namespace}/${secret}`, count: readers.length, subjects: readers.slice(0, shown) };
    yield { at: refTo(resource, issuer, "spec"), message, data, locus: `${message} ${secret}` };
  }
}

function readersOf({ view }: Context, namespace: string, secret: string): readonly string[] {
  const secrets = { group: "", resource: "secrets" };
  const requests: readonly ResourceAttributes[] = [
    { verb: "get", ...secrets, name: secret },
    ...["list", "watch"].map((verb) => ({ verb, ...secrets })),
  ];
  const everywhere = new Set(holdersByNamespace(view(access), allowsEverything)(""));
  const its = managerAccounts(view(workloads));
  const readers = holdersByNamespace(view(access), requests)(namespace);
  return readers.filter((subject) => !its.has(subject) && !everywhere.has(subject));
}

const manager = /cert-manager-(controller|cainjector|webhook)|\/cert-manager(:|@|$)/;

function managerAccounts(all: readonly { namespace: string; spec: WorkloadSpec }[]): ReadonlySet<string> {
  const its = all.filter(({ spec }) => spec.containers.some(({ image }) => manager.test(image)));
  return new Set(its.map(({ namespace, spec }) => `ServiceAccount ${namespace}/${spec.serviceAccountName ?? "default"}`));
}

type WorkloadSpec = { readonly containers: readonly { readonly image: string }[]; readonly serviceAccountName?: string };

/** @returns where issuers of the whole cluster keep their Secrets, unless an argument of cert-manager says otherwise. */
function managerNamespace({ view }: Context): string | undefined {
  return view(workloads).find(({ spec }) => spec.containers.some(({ image }) => manager.test(image)))?.namespace;
}

function gapsOf(context: Context): readonly Gap[] {
  const keeps = ({ keySecret, credentials }: CertificateIssuerItem & ItemBase) =>
    keySecret !== undefined || credentials !== undefined;
  if (managerNamespace(context) !== undefined || !context.list("clusterissuers.cert-manager.io").some(keeps)) return [];
  const detail = "cert-manager was not seen running: where issuers of the whole cluster keep their Secrets is not known";
  return [outside("secrets", detail)];
}
