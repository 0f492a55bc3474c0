import { defineCheck } from "../define.ts";
import { apiServers, atFlags, unseenApiServers } from "./control-plane.ts";

const flags = ["oidc-issuer-url", "authentication-config", "authentication-token-webhook-config-file"] as const;

export default defineCheck({
  id: "authentication/identity-provider",
  major: 1,
  since: "0.1",
  title: "Identity provider for people",
  pillar: "access",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:3.1.1"],
  reads: ["pods"],
  facts: ["control-plane-flags"],
  messages: {
    none: {
      text: "{object} knows no identity provider: people can sign in only with certificates or with service accounts' tokens",
      severity: "medium",
    },
  },
  docs: {
    why: "A client certificate cannot be revoked, and its groups stand in it until it ends. A service account's token in the hands of a person hides who it was. With an identity provider, who leaves is out, and groups are kept in one place.",
    fix: "Give the API server an issuer (structured authentication, or --oidc-issuer-url), bind roles to its groups, and keep certificates for emergencies.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration",
      "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/",
    ],
  },
  unseen: unseenApiServers,
  *evaluate(context) {
    for (const server of apiServers(context)) {
      if (flags.some((flag) => server.flags[flag] !== undefined)) continue;
      yield { at: atFlags(server), message: "none", locus: "oidc-issuer-url" };
    }
  },
});
