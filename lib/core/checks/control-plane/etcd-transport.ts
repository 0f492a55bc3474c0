import { defineCheck } from "../define.ts";
import { type FlagFault, type Flags, isOn, partsOf, reportFlags, unseenOf } from "./components.ts";

type OfEtcd = "noClientCheck" | "plain" | "noPeerCheck" | "noCertificate" | "selfMade";

/** A member on its node alone may be reached by the node's own processes, which hold its files anyway. */
function isOpen(url: string): boolean {
  return url.startsWith("http://") && !/^http:\/\/(127\.|localhost|\[::1\])/.test(url);
}

function* ofEtcd(flags: Flags): Iterable<FlagFault<OfEtcd>> {
  if (!isOn(flags, "client-cert-auth", false)) yield { flag: "client-cert-auth", message: "noClientCheck" };
  if (!isOn(flags, "peer-client-cert-auth", false)) yield { flag: "peer-client-cert-auth", message: "noPeerCheck" };
  for (const flag of ["cert-file", "peer-cert-file"]) if (flags[flag] === undefined) yield { flag, message: "noCertificate" };
  for (const flag of ["auto-tls", "peer-auto-tls"]) if (isOn(flags, flag, false)) yield { flag, message: "selfMade" };
  for (const flag of ["listen-client-urls", "listen-peer-urls"]) {
    const urls = partsOf(flags[flag]).filter(isOpen);
    if (urls.length > 0) yield { flag, message: "plain", data: { urls } };
  }
}

export default defineCheck({
  id: "control-plane/etcd-transport",
  major: 1,
  since: "0.1",
  title: "Connections to etcd and between its members",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.23", "cis:1.2.26", "cis:2.1", "cis:2.2", "cis:2.3", "cis:2.4", "cis:2.5", "cis:2.6"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    noClientCheck: { text: "{object} takes clients without a certificate: --client-cert-auth is not true", severity: "critical" },
    plain: { text: "{object} listens without TLS on {urls}", severity: "critical" },
    noPeerCheck: {
      text: "{object} takes other members without a certificate: --peer-client-cert-auth is not true",
      severity: "high",
    },
    noCertificate: { text: "{object} serves without a certificate: --{flag} is not set", severity: "medium" },
    selfMade: { text: "{object} makes certificates for itself, which nobody can check: --{flag}", severity: "medium" },
    unverified: {
      text: "{object} does not check the etcd that it talks to, or shows it no certificate: --{flag} is not set",
      severity: "high",
    },
  },

  docs: {
    why: "Who reaches etcd reads every Secret and writes every right: it knows no users and no roles of Kubernetes. Certificates on both sides are the only door that it has.",
    fix: "Start etcd with --client-cert-auth=true, --peer-client-cert-auth=true, certificates of an authority that signs for etcd alone, and https addresses; name that authority and a client certificate to the API server.",
    refs: [
      "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters",
      "https://etcd.io/docs/latest/op-guide/security/",
    ],
  },
  unseen: unseenOf("kube-apiserver", "etcd"),
  *evaluate(context) {
    yield* reportFlags(context, "etcd", ofEtcd);
    yield* reportFlags(context, "kube-apiserver", function* (flags): Iterable<FlagFault<"unverified">> {
      for (const flag of ["etcd-cafile", "etcd-certfile", "etcd-keyfile"])
        if (flags[flag] === undefined) yield { flag, message: "unverified" };
    });
  },
});
