/** Who decides beside RBAC, and where identities come from, as far as a look can tell; and what no look can see. */
import { apiServersOf, flagOfMethod, type methodFlags } from "../../authentication/api-servers.ts";
import { type ProviderName, type ProviderSource, providerOf } from "../../clusters/provider.ts";

export type Cloud = Extract<ProviderName, "EKS" | "GKE" | "AKS">;

export interface AuthorizerFacts {
  /** The authorization modes of the API servers that were seen; absent where no flag was. */
  readonly modes?: readonly string[];
  /** They stand in a file, which no look reads. */
  readonly modesInFile: boolean;
  readonly cloud?: Cloud;
  /** The ConfigMap by which EKS gives users and groups to IAM roles is there; undefined where ConfigMaps were not seen. */
  readonly awsAuth?: boolean;
  /** Where users come from, as flags of the API server name it. */
  readonly identities: readonly string[];
}

const identityWords: Readonly<Record<keyof typeof methodFlags, string>> = {
  oidc: "OIDC",
  structured: "structured authentication (a file that no look reads)",
  tokenWebhook: "a token webhook",
  clientCertificates: "client certificates",
  tokenFile: "a file of tokens",
  passwordFile: "a file of passwords",
  bootstrapTokens: "bootstrap tokens",
  frontProxy: "a front proxy",
};
const methods = Object.keys(identityWords) as (keyof typeof methodFlags)[];

/** @returns what is known of a cluster's authorizers and identities. */
export function authorizerFacts({ cluster, looks }: ProviderSource): AuthorizerFacts {
  const flags = apiServersOf(looks.pods.items).map((server) => server.flags);
  const modes = [...new Set(flags.flatMap((given) => given["authorization-mode"]?.split(",") ?? []))];
  const modesInFile = flags.some((given) => given["authorization-config"] !== undefined);
  const provider = providerOf({ cluster, looks })?.name;
  const awsAuth = looks.configmaps.items.some(({ meta }) => meta.namespace === "kube-system" && meta.name === "aws-auth");
  const sawMaps = looks.configmaps.coverage.state === "complete";
  const identities = methods.flatMap((method) =>
    flags.some((given) => flagOfMethod(method, given) !== undefined) ? [identityWords[method]] : [],
  );
  return {
    ...(modes.length > 0 && { modes }),
    modesInFile,
    ...(isCloud(provider) && { cloud: provider }),
    ...((awsAuth || sawMaps) && { awsAuth }),
    identities,
  };
}

function isCloud(name: ProviderName | undefined): name is Cloud {
  return name !== undefined && Object.hasOwn(ofCloud, name);
}

export interface OutOfView {
  readonly what: string;
  readonly why: string;
}

const ofCloud: Readonly<Record<Cloud, readonly OutOfView[]>> = {
  EKS: [
    { what: "EKS access entries", why: "They give IAM principals rights through an authorizer of EKS, and stand in AWS alone." },
    {
      what: "IAM roles behind aws-auth",
      why: "Which IAM role becomes which group stands in a ConfigMap whose values no look keeps.",
    },
  ],
  GKE: [
    {
      what: "Google Cloud IAM",
      why: "Its roles, such as Kubernetes Engine Admin, allow requests beside RBAC, in every cluster of the project.",
    },
  ],
  AKS: [
    { what: "Azure RBAC for Kubernetes", why: "Where it is switched on, role assignments in Azure allow requests beside RBAC." },
    { what: "Local accounts", why: "The certificate of clusterAdmin is given out by Azure to whoever may ask for it." },
  ],
};

/** @returns what decides or names users and cannot be seen from inside the cluster. */
export function outOfView({ cloud, modes, modesInFile }: AuthorizerFacts): readonly OutOfView[] {
  const unseen: OutOfView[] = cloud === undefined ? [] : [...ofCloud[cloud]];
  if (modesInFile)
    unseen.push({
      what: "The file of --authorization-config",
      why: "It names the authorizers, and no look reads files of a node.",
    });
  else if (modes === undefined)
    unseen.push({
      what: "The API server's authorization modes",
      why: "No static pod of kube-apiserver was seen, as in managed clusters.",
    });
  if (modes?.includes("Webhook"))
    unseen.push({ what: "The authorization webhook", why: "It decides by itself, and may allow or deny what RBAC does not." });
  if (modes?.includes("ABAC"))
    unseen.push({
      what: "The ABAC policy file",
      why: "It stands on the control plane's nodes, and may allow what RBAC does not.",
    });
  return unseen;
}

/** @returns who probably allows more than RBAC, for a warning beside an answer; undefined where nothing points to anybody. */
export function likelyBeside({ cloud, modes, modesInFile }: AuthorizerFacts): string | undefined {
  const beside = modes?.filter((mode) => !["RBAC", "Node"].includes(mode)) ?? [];
  if (beside.length > 0) return `the API server also asks ${beside.join(" and ")}`;
  if (modesInFile) return "the API server's authorizers stand in a file that was not seen";
  return cloud === undefined ? undefined : { EKS: "EKS access entries", GKE: "Google Cloud IAM", AKS: "Azure RBAC" }[cloud];
}
