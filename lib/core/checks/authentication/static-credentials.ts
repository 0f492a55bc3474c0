import { defineCheck } from "../define.ts";
import { apiServers, atFlags, unseenApiServers } from "./control-plane.ts";

export default defineCheck({
  id: "authentication/static-credentials",
  major: 1,
  since: "0.1",
  title: "Static tokens and passwords of the API server",
  pillar: "access",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.2"],
  reads: ["pods"],
  facts: ["control-plane-flags"],
  messages: {
    tokens: { text: "{object} lets in whoever has a token of the file {file}: they never end", severity: "high" },
    passwords: { text: "{object} lets in whoever has a password of the file {file}: they never end", severity: "high" },
  },
  docs: {
    why: "A token or password of a file is good until the file is changed and the API server started anew. It lies in clear on the control plane's disk, and nobody can tell who used it.",
    fix: "Give people an identity provider (OIDC) and programs service accounts, then take the flag away.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file",
      "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/#static-token-file",
    ],
  },
  unseen: unseenApiServers,
  *evaluate(context) {
    for (const server of apiServers(context)) {
      const { "token-auth-file": tokens, "basic-auth-file": passwords } = server.flags;
      if (tokens !== undefined)
        yield { at: atFlags(server), message: "tokens", data: { file: tokens }, locus: "token-auth-file" };
      if (passwords !== undefined)
        yield { at: atFlags(server), message: "passwords", data: { file: passwords }, locus: "basic-auth-file" };
    }
  },
});
