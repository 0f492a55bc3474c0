import { defineCheck } from "../define.ts";
import { isOn, reportFlags, unseenOf } from "./components.ts";

export default defineCheck({
  id: "control-plane/service-account-tokens",
  major: 1,
  since: "0.1",
  title: "Tokens of service accounts at the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.21", "cis:1.2.22", "cis:1.2.30"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    noLookup: {
      text: "{object} takes tokens of service accounts that were deleted: --service-account-lookup is false",
      severity: "high",
    },
    servingKey: { text: "{object} signs tokens with the key of its serving certificate, {file}", severity: "medium" },
    extended: {
      text: "{object} lets tokens that pods mount live for a year: --service-account-extend-token-expiration is not false",
      severity: "information",
    },
  },

  docs: {
    why: "A token has to end when its account does. Without the look-up it goes on until its own end. A key that serves two purposes is in twice as many hands. The extension was made for old clients, which no longer need it.",
    fix: "Take --service-account-lookup=false away, give tokens a key of their own (--service-account-signing-key-file), and set --service-account-extend-token-expiration=false once the metric serviceaccount_stale_tokens_total stays at zero.",
    refs: [
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
      "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    ],
  },
  unseen: unseenOf("kube-apiserver"),
  evaluate: (context) =>
    reportFlags(context, "kube-apiserver", function* (flags) {
      if (!isOn(flags, "service-account-lookup", true)) yield { flag: "service-account-lookup", message: "noLookup" };
      const signing = flags["service-account-signing-key-file"] ?? flags["service-account-key-file"];
      if (signing !== undefined && signing === flags["tls-private-key-file"])
        yield { flag: "service-account-signing-key-file", message: "servingKey", data: { file: signing } };
      const extended = "service-account-extend-token-expiration";
      if (isOn(flags, extended, true)) yield { flag: extended, message: "extended" };
    }),
});
