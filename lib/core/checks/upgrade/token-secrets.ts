import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

const invalidSince = "kubernetes.io/legacy-token-invalid-since";

export default defineTargetCheck({
  id: "upgrade/token-secrets",
  title: "Token Secrets marked for deletion",
  reads: ["secrets"],
  from: 24,
  messages: {
    invalid: {
      text: "{object} holds a token that is invalid since {since}, and is deleted a year after nobody used it",
      impact: "warning",
    },
  },
  docs: {
    why: "From 1.24 on no Secret with a token is made for a service account, and from 1.29 on those that nobody used for a year are first marked as invalid and then deleted. What still mounts one finds nothing.",
    fix: "Give pods the token that Kubernetes projects into them, and systems outside a token by TokenRequest. Where the Secret is needed for now, take the label away.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-cleaner"],
  },
  *judge({ list }) {
    for (const secret of list("secrets")) {
      const since = secret.meta.labels?.[invalidSince];
      if (secret.type !== "kubernetes.io/service-account-token" || since === undefined) continue;
      yield { at: refTo("secrets", secret, "metadata.labels"), message: "invalid", data: { since } };
    }
  },
});
