import type { Authentication } from "#contracts/access/authentication.ts";

export type Method = Authentication["methods"][number];

interface Words {
  readonly name: string;
  readonly means: string;
}

const words: Readonly<Record<string, Words>> = {
  serviceAccountTokens: { name: "Service account tokens", means: "Pods sign in with tokens that are made for them and end." },
  tokenSecrets: {
    name: "Endless tokens in Secrets",
    means: "Whoever has read such a Secret is the service account, until it is deleted.",
  },
  clientCertificates: { name: "Client certificates", means: "Who holds one is let in until it ends; none can be revoked." },
  oidc: { name: "OIDC by flags", means: "People sign in with an identity provider; its groups count." },
  structured: {
    name: "Structured authentication",
    means: "A file on the control plane names issuers; what it says is not seen.",
  },
  tokenWebhook: { name: "Token webhook", means: "Another server says whose a token is." },
  tokenFile: { name: "Static token file", means: "Tokens in a file on the control plane, without an end." },
  passwordFile: { name: "Static password file", means: "Passwords in a file on the control plane, until Kubernetes 1.18." },
  bootstrapTokens: { name: "Bootstrap tokens", means: "New nodes join with them." },
  frontProxy: { name: "Front proxy", means: "Whoever holds its certificate names any user." },
  anonymous: { name: "Without a credential", means: "Who shows none is system:anonymous, and may what that may." },
  cloudMap: { name: "Identities of the cloud", means: "The cloud's users and roles as users of the cluster." },
  cloudIdentity: {
    name: "Accounts that are cloud identities",
    means: "Service accounts that the cloud trusts as one of its own.",
  },
  spiffe: { name: "SPIFFE", means: "Workloads prove who they are to each other." },
  mesh: { name: "Service mesh", means: "Workloads prove who they are to each other by certificates of the mesh." },
};

/** @returns the name of a way to sign in, and what it means in a sentence. */
export function wordsOfMethod({ id }: Pick<Method, "id">): Words {
  return words[id] ?? { name: id, means: "" };
}

/** @returns the answer of the page: `6 ways to sign in are on, and 3 could not be seen`. */
export function authenticationTitle(methods: readonly Method[]): string {
  const [on, hidden] = (["on", "notSeen"] as const).map((state) => methods.filter((method) => method.state === state).length);
  const first = `${on} ${on === 1 ? "way to sign in is" : "ways to sign in are"} on`;
  return hidden === 0 ? first : `${first}, and ${hidden} could not be seen`;
}

/** The checks whose findings are about how somebody signs in. */
export const checksOfSigningIn = [
  "authentication/client-certificates",
  "authentication/identity-provider",
  "authentication/static-credentials",
  "authentication/token-without-workload",
  "rbac/legacy-token-secret",
  "rbac/own-credential",
  "workload/unused-token",
];

const classWords: Readonly<Record<Authentication["classes"][number]["class"], string>> = {
  human: "People",
  robot: "Programs",
  node: "Nodes",
  system: "Kubernetes itself",
  unknown: "Not known",
};

/** @returns `People`, `Programs`. */
export function nameOfClass(name: Authentication["classes"][number]["class"]): string {
  return classWords[name];
}

/** @returns each reason once, as a sentence can end with it. */
export function reasonsOf({ gaps }: Pick<Method, "gaps">): string {
  return [...new Set(gaps.map(({ resource, detail }) => detail ?? `${resource} could not be read`))].join("; ");
}
