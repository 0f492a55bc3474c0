import { defineCheck } from "../define.ts";

const day = 86_400_000;
const longest = 366 * day;
const kinds = { token: "a token", clientCertificate: "a client certificate", inCluster: "its pod's token" };

export default defineCheck({
  id: "rbac/own-credential",
  major: 1,
  since: "0.1",
  title: "Lifetime of Drydock's own credential",
  pillar: "access",
  layer: "cluster",
  seenBy: "product",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [],
  messages: {
    endless: { text: "Drydock looks at this cluster with {kind} of {account} that names no end", severity: "medium" },
    distant: { text: "Drydock looks at this cluster with {kind} of {account} that is valid until {day}", severity: "low" },
  },
  docs: {
    why: "Whoever copies a credential without an end, from a backup or from where it was made, can use it until somebody notices. Kubernetes cannot revoke a client certificate at all. Drydock keeps the credential sealed, and that does not shorten its life.",
    fix: "Register the cluster again with npx drydock register: it makes an account that may look and nothing else, with a token that ends and that Drydock renews. Then delete the old credential in the cluster.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/service-accounts/#authenticating-credentials",
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates",
    ],
  },
  applies: ({ credential }) =>
    credential ? undefined : "Drydock keeps no credential of this cluster: it was read from a file, or with somebody's own.",
  *evaluate({ credential, now }) {
    if (!credential || credential.kind === "inCluster") return;
    const { kind, account = "an unnamed account", expiresAt } = credential;
    const at = { resource: "credentials", kind: "Credential", name: "drydock" };
    const data = { kind: kinds[kind], account };
    if (expiresAt === undefined) yield { at, message: "endless", data };
    else if (Date.parse(expiresAt) - now.getTime() > longest)
      yield { at, message: "distant", data: { ...data, day: expiresAt.slice(0, 10) }, locus: "distant" };
  },
});
