import { defineCheck } from "../define.ts";
import { isOn, reportFlags, unreadFiles, unseenOf } from "./components.ts";

const unseenApiServer = unseenOf("kube-apiserver");

export default defineCheck({
  id: "control-plane/anonymous-requests",
  major: 1,
  since: "0.1",
  title: "Requests to the API server without a credential",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.1", "kubescape:C-0113"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    on: { text: "{object} answers requests without a credential: --anonymous-auth is not false", severity: "low" },
  },

  docs: {
    why: "Whoever reaches the API server's address may then ask it something. What they may do is what RBAC gives to system:anonymous and system:unauthenticated, and one careless binding makes that a lot. It is on by default.",
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach /livez, /readyz and /healthz alone, which probes and kubeadm join need.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests"],
  },
  unseen: (context) => [
    ...unseenApiServer(context),
    ...unreadFiles(context, "kube-apiserver", "authentication-config", "how to authenticate"),
  ],
  evaluate: (context) =>
    reportFlags(context, "kube-apiserver", function* (flags) {
      const byFile = flags["authentication-config"] !== undefined && flags["anonymous-auth"] === undefined;
      if (!byFile && isOn(flags, "anonymous-auth", true)) yield { flag: "anonymous-auth", message: "on" };
    }),
});
